//! Files of the repository, for tests only: the crate itself reads nothing.

#![expect(clippy::disallowed_methods, reason = "the crate is pure, its tests read fixtures and keep pages current")]

use serde_json::Value;
use std::path::{Path, PathBuf};

/// A path below the root of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A file of JSON.
pub(crate) fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The `.json` files of a folder in order; `None` if there is no such folder.
pub(crate) fn json_files(folder: &Path) -> Option<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    Some(paths)
}

/// Fails if the committed page is not the generated one; writes it first when the variable `WRES_UPDATE` is 1.
pub(crate) fn assert_current(path: &str, generated: &str) {
    let full = repository(path);
    if std::env::var("WRES_UPDATE").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(&full, generated).unwrap();
    }
    let committed = std::fs::read_to_string(&full).unwrap();
    assert!(committed == generated, "{path} is not current: run the tests with WRES_UPDATE=1 and commit it");
}

/// The text of a file; empty if there is none.
pub(crate) fn text(path: &str) -> String {
    let path = repository(path);
    if path.exists() { std::fs::read_to_string(path).unwrap() } else { String::new() }
}
