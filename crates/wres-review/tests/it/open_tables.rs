//! Open tables in which each figure has been computed again by other means: where the folder of published files is beside the
//! repository, every figure that follows is left in peace, and every one that does not is found or said not to be checkable.
#![expect(clippy::disallowed_methods, reason = "a test reads the tables that the crate is given")]

use std::{collections::BTreeMap, fs, path::Path};
use wres_review::claims::{Column, Standing, judge, read_csv};

const TABLES: [&str; 5] = [
    "dfe_children_looked_after_ethnicity_open.csv",
    "dfe_csww_la_ethnicity_2025_open.csv",
    "dfe_workforce_indicators_open.csv",
    "four_fifths_teal.csv",
    "national_and_survey_series_open.csv",
];

#[test]
fn no_fault_of_an_open_table_is_missed_and_no_right_figure_is_called_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/published");
    let Ok(_) = fs::metadata(&folder) else { return };
    let (mut found, mut not_checkable, mut missed, mut alarms) = (0, 0, Vec::new(), Vec::new());
    for name in TABLES {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let at = |column: &str| header.iter().position(|name| name == column).unwrap();
        let (id, check) = (at("row_id"), at("check"));
        let checks: BTreeMap<String, String> = reader
            .records()
            .map(|record| record.map(|record| (record[id].to_owned(), record[check].to_owned())).unwrap())
            .collect();
        let read = read_csv(&text, name).unwrap();
        for one in judge(&read.claims) {
            let claim = one.claim.text(Column::Claim);
            let wrong = checks[claim].contains("truncated") || checks[claim].contains("off_by_one");
            let codes: Vec<&str> = one.verdicts.iter().map(|verdict| verdict.rule.code).collect();
            let of_rate = ["truncated", "rounded_up", "off_by_one", "rate_does_not_follow"];
            match (wrong, one.standing) {
                (true, Standing::NotHeld) => found += 1,
                (true, _) if codes.contains(&"not_checkable") => not_checkable += 1,
                (true, _) => missed.push(format!("{claim}: {codes:?}")),
                (false, Standing::NotHeld) if codes.iter().any(|code| of_rate.contains(code)) => {
                    alarms.push(format!("{claim}: {codes:?}"));
                }
                _ => {}
            }
        }
    }
    assert_eq!((missed, alarms), (Vec::<String>::new(), Vec::<String>::new()));
    assert_eq!((found, not_checkable), (9, 7));
}
