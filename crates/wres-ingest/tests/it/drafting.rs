//! Drafts of mappings: what is guessed, and that nothing of it runs before a person has confirmed it.

use crate::reading::read_folder;
use std::path::Path;
use wres_domain::{Dataset, SiteId};
use wres_ingest::{Draft, Limits, SiteMapping, Submission, draft_mapping, mapping::GuessKind};

fn draft(folder: &Path) -> Draft {
    draft_mapping(&Submission::Folder(folder.to_owned()), &SiteId::new("E06000008").unwrap(), Limits::default())
        .unwrap()
}

fn inbox() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut staff =
        "Staff in post\nEmployee No,Ethnicty Code,Service,Grade,Salary,FTE,Contract Type,Start Date,Surname\n"
            .to_owned();
    for n in 0..40 {
        let ethnicity = ["WBRI", "AIND", "BAFR", "WOTH"][n % 4];
        staff.push_str(&format!(
            "{},{ethnicity},Adults,Team manager,32000,1,Permanant,{}/04/2019,Smith\n",
            1000 + n,
            n % 28 + 1
        ));
    }
    std::fs::write(folder.path().join("hr extract.csv"), staff).unwrap();
    std::fs::write(
        folder.path().join("leavers 2425.csv"),
        "Payroll number;Leaving date;Leaving reason\n1001;2024-05-01;Resignation\n1002;2024-05-02;Mutual seperation\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("holiday photos.csv"), "file,taken\na.jpg,yesterday\n").unwrap();
    folder
}

#[test]
fn tables_headers_lists_dates_values_and_grades_are_guessed_with_scores() {
    let folder = inbox();
    let draft = draft(folder.path());
    let datasets: Vec<Dataset> = draft.mapping.sources.iter().map(|source| source.dataset).collect();
    assert_eq!(datasets, [Dataset::Staff, Dataset::Leavers]);
    assert_eq!(draft.unrecognised, ["holiday photos.csv"]);
    let staff = &draft.mapping.sources[0];
    let guess = |kind: GuessKind| staff.guesses.iter().find(|guess| guess.kind == kind).unwrap();
    assert_eq!(
        (guess(GuessKind::Column).column.as_str(), guess(GuessKind::Column).written.as_str()),
        ("ethnicity", "Ethnicty Code")
    );
    assert!(guess(GuessKind::Codelist).means.starts_with("dfe_"));
    assert_eq!((guess(GuessKind::DateOrder).means.as_str(), guess(GuessKind::DateOrder).score), ("dmy", 95));
    assert_eq!(
        (guess(GuessKind::Value).written.as_str(), guess(GuessKind::Value).means.as_str()),
        ("Permanant", "permanent")
    );
    assert_eq!(draft.mapping.guesses[0].means, "5", "team manager is a rung of the ladder");
    assert!(draft.mapping.sources.iter().all(|source| !source.confirmed));
    let all = draft.mapping.sources.iter().flat_map(|source| &source.guesses).chain(&draft.mapping.guesses);
    assert!(all.clone().all(|guess| !guess.confirmed && !guess.why.is_empty()));
    assert!(!draft.to_toml().unwrap().contains("Smith"), "a column that nobody needs is not looked into");
}

#[test]
fn a_tie_between_lists_has_a_low_score_and_is_said() {
    let draft = draft(inbox().path());
    let guess = draft.mapping.sources[0].guesses.iter().find(|guess| guess.kind == GuessKind::Codelist).unwrap();
    assert!(guess.score <= 50 && guess.why.contains("`dfe_"), "{guess:?}");
}

#[test]
fn nothing_of_a_draft_runs_until_it_is_confirmed_and_then_it_does() {
    let folder = inbox();
    let text = draft(folder.path()).to_toml().unwrap();
    let mapping = SiteMapping::from_toml(&text).unwrap();
    let reading = read_folder(folder.path(), &mapping, Limits::default());
    assert!(reading.batches.is_empty() && reading.read.supplied.is_empty());
    assert_eq!(reading.findings("E-FIL-508").len(), 2);

    let mut confirmed = mapping;
    confirmed.sources.retain(|source| source.dataset == Dataset::Staff);
    confirmed.sources[0].confirmed = true;
    confirmed.sources[0].guesses.iter_mut().for_each(|guess| guess.confirmed = true);
    confirmed.guesses.iter_mut().for_each(|guess| guess.confirmed = true);
    let confirmed = SiteMapping::from_toml(&confirmed.to_toml().unwrap()).unwrap();
    let reading = read_folder(folder.path(), &confirmed, Limits::default());
    assert_eq!(reading.read.supplied[&Dataset::Staff].rows, 40, "{:?}", reading.read.findings);
    assert_eq!(reading.column(Dataset::Staff, "rung")[0], "5");
    assert_eq!(reading.column(Dataset::Staff, "ethnicity")[1], "asian_indian");
}

#[test]
fn a_confirmed_guess_without_a_meaning_is_refused() {
    let text = draft(inbox().path()).to_toml().unwrap();
    let mut mapping = SiteMapping::from_toml(&text).unwrap();
    let leavers = &mut mapping.sources[1];
    let guess =
        leavers.guesses.iter_mut().find(|guess| guess.means.is_empty() && guess.kind == GuessKind::Value).unwrap();
    assert_eq!(guess.written, "Mutual seperation");
    guess.confirmed = true;
    assert!(SiteMapping::from_toml(&mapping.to_toml().unwrap()).is_err());
}
