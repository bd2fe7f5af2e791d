//! Both workbooks are opened by LibreOffice, where it is installed; on a machine without it the test says that it is skipped.
#![expect(clippy::disallowed_methods, reason = "the test hands files to another program")]

use crate::ground::{Asked, rendered};
use std::{fs, path::Path, process::Command};

#[test]
fn libreoffice_opens_both_workbooks_and_finds_the_same_in_them() {
    if !Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: workbooks in LibreOffice: soffice is not installed");
        return;
    }
    let files = rendered(Asked { sites: 6, indicators: 2, ratio: 1.6 });
    let folder = tempfile::tempdir().unwrap();
    let sheets = ["xlsx", "ods"].map(|form| {
        let name = format!("publication.{form}");
        let place = folder.path().join(form);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(&name), &files[&name]).unwrap();
        opened(folder.path(), &place, &name)
    });
    assert!(sheets[0].len() >= 7, "{:?}", sheets[0].iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert_eq!(sheets[0], sheets[1]);
    let cover = &sheets[1].iter().find(|(name, _)| name.contains("Cover")).unwrap().1;
    assert!(cover.contains("Figures of nobody"), "{cover}");
    let one = &sheets[1].iter().find(|(name, _)| name.contains("test-0")).unwrap().1;
    assert!(one.contains("Ratio, lower limit") && one.contains("[c]") && one.contains("Place 1 & Shire"), "{one}");
}

/// Every sheet of a workbook as CSV, by name.
fn opened(profile: &Path, place: &Path, name: &str) -> Vec<(String, String)> {
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let output = Command::new("timeout")
        .args(["180", "soffice", "--headless", "--norestore"])
        .arg(format!("-env:UserInstallation=file://{}", profile.join("profile").display()))
        .args(["--convert-to", filter, "--outdir"])
        .arg(place)
        .arg(place.join(name))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut sheets: Vec<(String, String)> = fs::read_dir(place)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|form| form == "csv"))
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    sheets.sort();
    sheets
}
