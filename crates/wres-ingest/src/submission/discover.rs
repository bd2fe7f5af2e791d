//! The files of a submission.

use crate::{
    context::Limits,
    error::IngestError,
    findings::{Kind, about_file},
    input::resolve_within,
    raw::unit::shown,
    submission::read::Submission,
};
use std::path::{Path, PathBuf};
use wres_domain::{Finding, Severity};

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Its name within the submission, with `/` between folders.
    pub(crate) name: String,
}

/// Folders within folders that are looked into.
const DEPTH: usize = 8;

/// Lists the files by name. What is not a file of its own is said in a finding and left alone.
pub(crate) fn discover(submission: &Submission, limits: &Limits) -> Result<(Vec<Found>, Vec<Finding>), IngestError> {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    match submission {
        Submission::Files(paths) => {
            for path in paths {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                // A path that somebody named may be a link; one that leads nowhere is reported by the reader.
                let path = path.canonicalize().unwrap_or_else(|_| path.clone());
                files.push(Found { path, name });
            }
        }
        Submission::Folder(path) => {
            let problem = |source| IngestError::Folder { path: path.clone(), source };
            let root = path.canonicalize().map_err(problem)?;
            walk(&root, path, "", DEPTH, &mut files, &mut findings).map_err(problem)?;
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
    if files.len() > limits.files {
        let found = format!("{} files", files.len());
        let expected = format!("at most {} files", limits.files);
        let name = files.get(limits.files).map_or("", |file| file.name.as_str());
        findings.push(about_file(Kind::FileTooMany, Severity::Error, &shown(name), found, expected));
        files.truncate(limits.files);
    }
    Ok((files, findings))
}

fn walk(
    root: &Path,
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<Found>,
    findings: &mut Vec<Finding>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        // Lock files of office programs and files that systems leave behind.
        if own.starts_with('.')
            || own.starts_with("~$")
            || own.eq_ignore_ascii_case("thumbs.db")
            || own.eq_ignore_ascii_case("desktop.ini")
        {
            continue;
        }
        let name = format!("{prefix}{own}");
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() && depth > 0 {
            walk(root, &path, &format!("{name}/"), depth - 1, files, findings)?;
            continue;
        }
        // The file that a link leads to is read, not the link: it may lead elsewhere by then.
        let file = match kind.is_symlink() {
            // A link that is refused is a finding, as is everything else that is no file.
            true => match resolve_within(root, &path) {
                Ok(file) if file.is_file() => Some(file),
                Ok(_) | Err(_) => None,
            },
            false => kind.is_file().then_some(path),
        };
        match file {
            Some(path) => files.push(Found { path, name }),
            None => {
                let what =
                    if kind.is_symlink() { "a link that leads out of the folder or nowhere" } else { "not a file" };
                findings.push(about_file(Kind::FileLink, Severity::Error, &shown(&name), what, "a file"));
            }
        }
    }
    Ok(())
}
