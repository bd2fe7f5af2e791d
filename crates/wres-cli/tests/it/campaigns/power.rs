//! What is synced before what, as the system sees it: a power cut at any call leaves the old state or the new.

use super::consortium::{Consortium, files};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A call that came back.
#[derive(Debug, PartialEq)]
enum Call {
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
}

/// The calls of a run in their order; `None` where calls cannot be traced.
fn traced(consortium: &Consortium) -> Option<Vec<Call>> {
    let log = consortium.path("trace");
    let output = Command::new("strace")
        .args(["-f", "-y", "-s", "4096", "-e", "trace=fsync,rename,renameat,renameat2", "-o"])
        .arg(&log)
        .arg(super::consortium::program())
        .arg("run")
        .arg(consortium.path("p.toml"))
        .env("WRES_KEY_FILE", consortium.path("key"))
        .output();
    if !output.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut begun: BTreeMap<String, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let (thread, rest) = line.split_once(' ').unwrap();
        let rest = rest.trim_start();
        // A call counts from when it came back.
        let whole = match (rest.strip_suffix(" <unfinished ...>"), rest.split_once(" resumed>")) {
            (Some(beginning), _) => {
                begun.insert(thread.to_owned(), beginning.to_owned());
                continue;
            }
            (None, Some((_, end))) => begun.remove(thread).unwrap_or_default() + end,
            (None, None) => rest.to_owned(),
        };
        if !whole.ends_with("= 0") {
            continue;
        }
        if let Some(rest) = whole.strip_prefix("fsync(") {
            let path = rest.split_once('<').unwrap().1.rsplit_once('>').unwrap().0;
            calls.push(Call::Sync(PathBuf::from(path)));
        } else if whole.starts_with("rename") {
            let quoted: Vec<&str> = whole.split('"').skip(1).step_by(2).collect();
            calls.push(Call::Rename(PathBuf::from(quoted[0]), PathBuf::from(quoted[1])));
        }
    }
    Some(calls)
}

/// Whether a path was synced among calls.
fn synced(calls: &[Call], path: &Path) -> bool {
    calls.iter().any(|call| matches!(call, Call::Sync(synced) if synced == path))
}

#[test]
fn everything_is_synced_before_it_is_relied_on() {
    let consortium = Consortium::new();
    let Some(calls) = traced(&consortium) else {
        eprintln!("not looked at: calls cannot be traced here (strace)");
        return;
    };
    let renames: Vec<(usize, &PathBuf, &PathBuf)> = (calls.iter().enumerate())
        .filter_map(|(at, call)| match call {
            Call::Rename(from, to) => Some((at, from, to)),
            Call::Sync(_) => None,
        })
        .collect();
    let (mut manifests, mut parquet) = (0, 0);
    for &(at, from, to) in &renames {
        let folder = to.parent().unwrap();
        let is_link = fs::symlink_metadata(to).is_ok_and(|metadata| metadata.is_symlink());
        // A file has its bytes, and a folder its names, before it gets its own name. A link has no bytes.
        assert!(is_link || synced(&calls[..at], from), "{} was renamed and not synced before", from.display());
        assert!(synced(&calls[at..], folder), "{} was not synced after {} came", folder.display(), to.display());
        let name = to.to_string_lossy();
        if name.ends_with(".parquet") {
            parquet += 1;
            let period = name.split("period=").nth(1).unwrap().split('/').next().unwrap();
            let site = name.split("site=").nth(1).unwrap().split('/').next().unwrap();
            let manifest = consortium.path(&format!("lake/manifests/{period}/{site}.json"));
            let names_it = renames.iter().find(|(_, _, to)| **to == manifest).unwrap().0;
            assert!(at < names_it && synced(&calls[at..names_it], folder), "{name} was named before it was there");
        } else if name.contains("/manifests/") {
            manifests += 1;
        }
    }
    assert!(manifests == 6 && parquet >= 6, "{manifests} {parquet}");
    let output = consortium.path("out/t");
    let run = fs::read_link(output.join("latest")).unwrap();
    let (latest, _, _) = renames.iter().find(|(_, _, to)| to.ends_with("latest")).unwrap();
    let (placed, aside, _) = renames.iter().find(|(_, _, to)| **to == output.join(&run)).unwrap();
    assert!(placed < latest && synced(&calls[*placed..*latest], &output));
    for name in files(&output.join(&run)).keys() {
        let file = aside.join(name);
        assert!(synced(&calls[..*placed], &file), "{name}");
        assert!(synced(&calls[..*placed], file.parent().unwrap()), "the folder of {name}");
    }
    // The feedback is switched before `latest` moves, and what the lake knows of the publication before that.
    let (feedback, _, _) = renames.iter().find(|(_, _, to)| to.ends_with("lake/feedback")).unwrap();
    assert!(placed < feedback && feedback < latest);
}
