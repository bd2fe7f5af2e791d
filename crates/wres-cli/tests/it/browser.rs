//! Every kind of page in a real browser: Chromium with axe-core, at two widths, with everything open, in forced colours, printed, by
//! keyboard, without script, and without a request that leaves the file. `.ci/run` installs both where they are missing; on a machine
//! without them the test says that it is skipped.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use assert_cmd::Command;
use std::{
    fs,
    path::{Path, PathBuf},
    process,
    time::Duration,
};

/// How long all pages may take.
const LONGEST: Duration = Duration::from_secs(9 * 60);

/// Where Chromium and the folder with puppeteer-core and axe-core are; `None`, said out loud, where either is missing.
fn browser() -> Option<(PathBuf, PathBuf)> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cache = std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from);
    let modules = std::env::var_os("WRES_BROWSER_MODULES").map_or_else(|| cache.join("wres-browser"), PathBuf::from);
    let named = std::env::var_os("WRES_BROWSER").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    let found = named.into_iter().chain(usual).find(|path| path.is_file());
    let complete = ["axe-core", "puppeteer-core"].iter().all(|name| modules.join("node_modules").join(name).is_dir());
    let node = process::Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let ready = found.filter(|_| complete && node);
    if ready.is_none() {
        println!(
            "SKIPPED: pages in a browser: Chromium, node, or axe-core and puppeteer-core in {} are missing",
            modules.display()
        );
    }
    ready.map(|browser| (browser, modules))
}

/// What is wrong with some pages, one line each, and how many checks were made.
fn looked_at((browser, modules): &(PathBuf, PathBuf), pages: &[PathBuf]) -> (Vec<String>, u64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/browser.mjs");
    let output =
        Command::new("node").arg(script).arg(modules).arg(browser).args(pages).timeout(LONGEST).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let last: serde_json::Value = serde_json::from_str(&lines.pop().unwrap()).unwrap();
    (lines, last["checks"].as_u64().unwrap())
}

#[test]
fn every_kind_of_page_is_accessible_in_a_browser_and_asks_for_nothing() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let wres = |args: &[&str]| {
        let output = Command::cargo_bin("wres").unwrap().args(args).current_dir(folder.path()).output().unwrap();
        assert!(output.status.code().is_some_and(|code| code == 0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    wres(&["demo", "demo"]);
    let fixture = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/published").join(name);
        path.to_str().unwrap().to_owned()
    };
    wres(&["claims", "-o", "claims", &fixture("claims_right.csv")]);
    wres(&["review", "-o", "review", &fixture("evidence")]);
    let published = "demo/out/demo/latest";
    let mut pages: Vec<PathBuf> = [
        "index.html",
        "sites.html",
        "compare.html",
        "indicators/sc-wres-1.html",
        "indicators/sc-wres-3.html",
        "sites/D0000001.html",
        // One that sent nothing.
        "sites/D0000009.html",
    ]
    .iter()
    .map(|page| at(published).join(page))
    .collect();
    let feedback = at("demo/lake/feedback/2024-25/feedback");
    pages.push(feedback.join("D0000001/findings.html"));
    pages.push(feedback.join("D0000001/own-figures-not-for-publication.html"));
    pages.push(feedback.join("D0000009/findings.html"));
    pages.extend([at("claims/claims.html"), at("review/review.html")]);
    for page in &pages {
        assert!(page.is_file(), "{}", page.display());
    }
    let (wrong, checks) = looked_at(&browser, &pages);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checks, 8 * pages.len() as u64);
}

#[test]
fn a_page_with_faults_is_told_so_that_silence_means_something() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("bad.html");
    let text = "<!doctype html><html><head><title>x</title></head><body><main><p style=\"color:#bbb;width:90rem\">Pale words.</p>\
                <img src=\"https://127.0.0.1:9/x.png\"><a href=\"#\" tabindex=\"3\">there</a><a href=\"#\" tabindex=\"2\">here</a></main></body></html>";
    fs::write(&page, text).unwrap();
    let (wrong, _) = looked_at(&browser, &[page]);
    for fault in
        ["html-has-lang", "image-alt", "color-contrast", "it asks for", "pixels wider", "goes back", "next to nothing"]
    {
        assert!(wrong.iter().any(|line| line.contains(fault)), "{fault}: {wrong:#?}");
    }
}
