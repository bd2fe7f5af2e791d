//! Statistics live in one crate: no other takes a logarithm, a root, a quantile or a critical value.

use crate::house::root;
use std::path::{Path, PathBuf};

/// What only a statistic needs.
const STATISTICS: [&str; 11] = [
    ".ln()",
    ".ln_1p()",
    ".exp()",
    ".exp_m1()",
    ".sqrt()",
    ".cbrt()",
    ".log10()",
    ".log2()",
    ".powf(",
    "special::",
    "inverse_cdf",
];

/// The source of a folder without its tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
    out
}

#[test]
fn no_crate_but_that_of_the_statistics_takes_a_logarithm_a_root_or_a_quantile() {
    let mut found = Vec::new();
    let mut crates = 0;
    for entry in std::fs::read_dir(root().join("crates")).unwrap().flatten() {
        if entry.file_name() == "wres-disparity" {
            continue;
        }
        crates += 1;
        for path in sources(&entry.path().join("src")) {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
            for (number, line) in lines.filter(|(_, line)| !line.trim_start().starts_with("//")) {
                if STATISTICS.iter().any(|one| line.contains(one)) {
                    found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(crates > 8, "{crates}");
    assert!(found.is_empty(), "ask wres-disparity for it, and name the method: {found:#?}");
}
