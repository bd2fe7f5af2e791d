//! Each label that careless matching files under the wrong group, written into a file and read.

use crate::reading::{Reading, read_folder};
use wres_domain::Dataset;
use wres_ingest::{
    Limits, SiteMapping,
    codes::{Hazard, HazardOutcome, hazards, lists},
};

/// What came of a label in a file whose ethnicity is declared to be in a list, or in none.
fn read(written: &str, list: Option<&str>, more: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    let row = format!("Employee No,Leaving Date,Reason,Ethnic Code\n900101,2024-05-01,Resignation,\"{written}\"\n");
    std::fs::write(folder.path().join("leavers.csv"), row).unwrap();
    let list = list.map(|list| format!("[source.codelists]\nethnicity = \"{list}\"\n")).unwrap_or_default();
    let mapping = format!("site = \"E06000008\"\n[[source]]\ndataset = \"leavers\"\nfile = \"leavers*\"\n{more}{list}");
    read_folder(folder.path(), &SiteMapping::from_toml(&mapping).unwrap(), Limits::default())
}

fn group(reading: &Reading) -> Option<String> {
    reading.cell(Dataset::Leavers, 0, 2, "ethnicity")
}

/// Why a label did not end as it must; `None` if it did.
fn wrong(hazard: &Hazard) -> Option<String> {
    let Hazard { written, list, outcome, ethnicity, .. } = hazard;
    let code = ethnicity.map(|ethnicity| ethnicity.code().to_owned());
    if *outcome == HazardOutcome::Declare {
        let reading = read(written, None, "");
        if group(&reading).is_some() || reading.findings("E-ETH-501").len() != 1 {
            return Some(format!("{written}: a list was guessed: {:?}", reading.read.findings));
        }
        // Declared, it is what the list says, and the lists disagree.
        let mut meanings: Vec<&str> =
            lists().iter().filter_map(|list| Some(list.entry(written)?.canonical.as_str())).collect();
        meanings.dedup();
        return (meanings.len() < 2).then(|| format!("{written}: it means {meanings:?} everywhere"));
    }
    let reading = read(written, Some(list), "");
    let (found, said) = (group(&reading), reading.findings("Q-ETH-502"));
    let suggestion = said.first().and_then(|finding| finding.fix.split('`').nth(1).map(str::to_owned));
    let suggested = said.first().is_some_and(|finding| finding.fix.starts_with("It may mean `"));
    let as_expected = match outcome {
        HazardOutcome::Map => found == code && said.is_empty(),
        HazardOutcome::Suggest => {
            found.as_deref() == Some("unknown_unmapped") && said.len() == 1 && suggested && suggestion == code
        }
        HazardOutcome::Ask => found.as_deref() == Some("unknown_unmapped") && said.len() == 1 && !suggested,
        HazardOutcome::Token => {
            let declared = group(&read(written, Some(list), &format!("missing = [\"{written}\"]\n")));
            found.as_deref() == Some("unknown_unmapped") && declared.as_deref() == Some("unknown_blank")
        }
        HazardOutcome::Declare => true,
    };
    (!as_expected).then(|| format!("{written}: {outcome:?} {code:?}, but {found:?}; {said:?}"))
}

#[test]
fn each_of_the_thirty_labels_ends_as_it_must_when_it_is_read_from_a_file() {
    assert_eq!(hazards().len(), 30);
    let wrong: Vec<String> = hazards().iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
