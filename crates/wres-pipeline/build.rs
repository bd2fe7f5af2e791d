//! Hashes the sources of the workspace, so that what an earlier build has put in a cache is not taken for what this one would.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    let mut folders = vec![crates.join("../schemas")];
    for entry in fs::read_dir(&crates)? {
        let entry = entry?;
        // What these two hold is in no cache.
        if !["wres-cli", "wres-synth"].iter().any(|name| entry.file_name() == *name) {
            folders.extend(["src", "templates"].map(|part| entry.path().join(part)));
        }
    }
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        list(folder, &mut files)?;
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in &files {
        hasher.update(file.strip_prefix(&crates).unwrap_or(file).to_string_lossy().as_bytes());
        hasher.update(&fs::read(file)?);
    }
    println!("cargo::rustc-env=WRES_BUILD={}", &hasher.finalize().to_hex()[..16]);
    Ok(())
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, found)? } else { found.push(path) }
    }
    Ok(())
}
