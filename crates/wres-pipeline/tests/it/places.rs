//! A finding of the rules says where in the site's own file it is.

use std::fs;
use wres_domain::{Period, Site, SiteId};
use wres_ingest::{IdentifierKey, SiteMapping};
use wres_pipeline::{CheckRequest, check};

#[test]
fn a_rule_names_row_letter_and_header_of_the_file_as_the_site_sent_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leavers.csv");
    fs::write(
        &file,
        "People who left,,,\nTeam,Employee No,Date of leaving,Reason\nx,900101,01/05/2024,Resignation\n\
         x,900102,02/05/2019,Resignation\nx,900103,03/05/2024,Resignation\n",
    )
    .unwrap();
    let mapping = "site = \"E06000008\"\ndate_order = \"dmy\"\n[[source]]\ndataset = \"leavers\"\nfile = \"leavers.csv\"\n\
                   [source.columns]\nleft_on = \"Date of leaving\"\nperson_id = \"Employee No\"\n";
    let site = Site { id: SiteId::new("E06000008").unwrap(), name: "A".into(), region: None };
    let checked = check(&CheckRequest {
        site: &site,
        period: &Period::financial_year("2024-25").unwrap(),
        paths: &[file],
        mapping: &SiteMapping::from_toml(mapping).unwrap(),
        policy: &wres_validate::Policy::default(),
        limits: wres_ingest::Limits::default(),
        against: None,
        key: &IdentifierKey::from_bytes(b"3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f").unwrap(),
        standards: &[],
    })
    .unwrap();
    let places: Vec<String> = checked
        .findings()
        .iter()
        .filter(|finding| finding.code == "E-LEA-003")
        .map(|finding| finding.place.to_string())
        .collect();
    assert_eq!(places, ["leavers.csv, row 4, column C \"Date of leaving\""], "{:?}", checked.findings());
}
