//! What lies inside the secure area and what does not: no folder of a pipeline may lie in another.

use crate::config::{Config, ConfigError, Kind};
use std::path::{Path, PathBuf};

/// Refuses a pipeline whose inbox, mappings, lake, output, register, audit folder and key lie in one another, links resolved: a publication in
/// the inbox would be read, a lake in the output would be published.
///
/// # Errors
/// [`ConfigError::Content`] naming the two.
pub(crate) fn check_wall(config: &Config, key_file: Option<&Path>) -> Result<(), ConfigError> {
    let paths = &config.file.paths;
    let mut folders = vec![("paths.output", resolved(&config.resolve(&paths.output)))];
    if config.policy.hides() {
        folders.push(("paths.register", resolved(&config.resolve(&paths.register))));
    }
    if config.file.kind == Kind::Submissions {
        folders.push(("paths.inbox", resolved(&config.inbox())));
        folders.push(("paths.mappings", resolved(&config.mappings())));
        folders.push(("paths.lake", resolved(&config.lake())));
    }
    if let Some(audit) = &config.file.disclosure.audit {
        folders.push(("disclosure.audit", resolved(&config.resolve(audit))));
    }
    if let Some(key) = key_file {
        folders.push(("the key file", resolved(key)));
    }
    for (index, (name, path)) in folders.iter().enumerate() {
        for (other, above) in &folders[..index] {
            let (inner, outer) = match (path.starts_with(above), above.starts_with(path)) {
                (true, _) => ((name, path), (other, above)),
                (_, true) => ((other, above), (name, path)),
                _ => continue,
            };
            let message = format!(
                "{} ({}) lies in {} ({}): give each a place of its own, so that nothing confidential is published and nothing \
                 published is read",
                inner.0,
                inner.1.display(),
                outer.0,
                outer.1.display()
            );
            return Err(ConfigError::Content { path: config.path.clone(), message });
        }
    }
    Ok(())
}

/// A path with its links resolved, as far as it is there yet.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    for above in absolute.ancestors() {
        match above.canonicalize() {
            Ok(resolved) => return missing.into_iter().rev().fold(resolved, |path, part| step(path, part)),
            Err(_) => missing.extend(above.components().next_back()),
        }
    }
    absolute
}

/// One step further into a path that is not there.
fn step(path: PathBuf, part: std::path::Component<'_>) -> PathBuf {
    match part {
        std::path::Component::ParentDir => path.parent().map(Path::to_owned).unwrap_or(path),
        std::path::Component::Normal(name) => path.join(name),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::check_wall;
    use crate::config::Config;
    use std::{fs, path::Path};

    fn check(folder: &Path, paths: &str, key: &str) -> Result<(), String> {
        let path = folder.join("p.toml");
        let text = format!(
            "name = \"x\"\ntitle = \"X\"\nstandards = [\"sc-wres-2024\"]\n{paths}\n[[period]]\nlabel = \"2024-25\"\n[[site]]\nid = \
             \"A1\"\nname = \"A\"\n"
        );
        fs::write(&path, text).unwrap();
        let config = Config::load(&path).map_err(|error| error.to_string())?;
        check_wall(&config, Some(&folder.join(key))).map_err(|error| error.to_string())
    }

    #[test]
    fn folders_beside_one_another_are_good_and_folders_in_one_another_are_not() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), "", "key").unwrap();
        for (paths, key) in [
            ("[paths]\nlake = \"out/lake\"", "key"),
            ("[paths]\noutput = \"inbox/../inbox/out\"", "key"),
            ("[paths]\nmappings = \"inbox\"", "key"),
            ("[paths]\ninbox = \"mappings/inbox\"", "key"),
            ("[disclosure]\naudit = \"out/x/audit\"", "key"),
            ("[paths]\nlake = \".\"", "key"),
            ("[paths]\nregister = \"out/register\"", "key"),
            ("[paths]\nlake = \"register/lake\"", "key"),
            ("", "lake/key"),
            ("", "out/key"),
            ("", "inbox/2024-25/key"),
        ] {
            let error = check(folder.path(), paths, key).unwrap_err();
            assert!(error.contains(" lies in "), "{paths}: {error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_hide_that_one_lies_in_the_other() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("inbox/deep")).unwrap();
        std::os::unix::fs::symlink("inbox/deep", folder.path().join("elsewhere")).unwrap();
        let error = check(folder.path(), "[paths]\noutput = \"elsewhere/out\"", "key").unwrap_err();
        assert!(error.contains("paths.output") && error.contains("paths.inbox"), "{error}");
    }
}
