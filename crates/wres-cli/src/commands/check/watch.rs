//! Waiting for files to be saved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// Most files that are looked at; a folder with more is no submission.
const MOST: usize = 10_000;
/// Folders within folders that are looked into.
const DEPTH: usize = 8;

/// When each file was last written, and how long it was.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Files and folders, and how they were last seen.
pub(super) struct Watch {
    paths: Vec<PathBuf>,
    seen: Seen,
}

impl Watch {
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec(), seen: look(paths) }
    }

    /// Whether anything has changed since the last look and then stood still for a pause: a spreadsheet that is being saved is
    /// not read half written.
    fn has_settled(&mut self, pause: Duration) -> bool {
        let now = look(&self.paths);
        if now == self.seen {
            return false;
        }
        self.seen = now;
        thread::sleep(pause);
        look(&self.paths) == self.seen
    }

    /// Waits until something has changed and stands still.
    pub(super) fn wait(&mut self, pause: Duration) {
        let mut changed = false;
        loop {
            let before = self.seen.clone();
            if self.has_settled(pause) {
                return;
            }
            changed |= before != self.seen;
            // It changed, and changed again during the pause; now it stands still.
            if changed && before == self.seen {
                return;
            }
            thread::sleep(pause);
        }
    }
}

fn look(paths: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    paths.iter().for_each(|path| note(path, DEPTH, &mut seen));
    seen
}

fn note(path: &Path, depth: usize, seen: &mut Seen) {
    // Lock files of office programs come and go while a workbook is open.
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    if own.starts_with("~$") || own.starts_with(".~lock") || seen.len() >= MOST {
        return;
    }
    let Ok(metadata) = fs::metadata(path) else { return };
    if metadata.is_dir() {
        if depth > 0 {
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            entries.for_each(|entry| note(&entry.path(), depth - 1, seen));
        }
    } else {
        #[expect(clippy::disallowed_methods, reason = "not every file system says when a file was changed")]
        let changed = metadata.modified().ok();
        seen.insert(path.to_owned(), (changed, metadata.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use std::{fs, time::Duration};

    #[test]
    fn a_saved_new_or_removed_file_is_seen_and_a_lock_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a.csv"), "1").unwrap();
        let mut watch = Watch::of(&[folder.path().to_owned()]);
        let mut settled = || watch.has_settled(Duration::ZERO);
        assert!(!settled());
        fs::write(path("a.csv"), "12").unwrap();
        assert!(settled() && !settled());
        fs::write(path("~$a.xlsx"), "").unwrap();
        assert!(!settled());
        fs::write(path("b.csv"), "").unwrap();
        assert!(settled());
        fs::remove_file(path("a.csv")).unwrap();
        assert!(settled() && !settled());
    }
}
