//! Columns may be missing and cells may be nonsense: a verdict comes out, never a panic, never silence.

use super::published::faults;
use proptest::prelude::*;
use wres_disparity::{Binomial, Level, odds_ratio, ratio, special::normal};
use wres_review::claims::{Claim, Column, Summary, judge, read_csv, render_csv, render_json, render_page};

const RIGHT: &str = include_str!("../../../../fixtures/published/claims_right.csv");
const WRONG: &str = include_str!("../../../../fixtures/published/claims_wrong.csv");

fn without(column: &str, text: &str) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let keep: Vec<usize> = (0..header.len()).filter(|at| &header[*at] != column).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(keep.iter().map(|at| &header[*at])).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        writer.write_record(keep.iter().map(|at| &record[*at])).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn without_any_one_column_every_claim_still_gets_a_verdict() {
    for column in Column::all() {
        for text in [RIGHT, WRONG] {
            let read = read_csv(&without(column.name(), text), "f.csv");
            if column == Column::Claim {
                assert!(read.unwrap_err().to_string().contains("no column `claim`"));
                continue;
            }
            let read = read.unwrap();
            let judged = judge(&read.claims);
            assert_eq!(judged.len(), read.claims.len());
            assert!(judged.iter().all(|one| !one.verdicts.is_empty()), "{}", column.name());
        }
    }
}

#[test]
fn without_a_column_that_says_less_no_right_claim_turns_wrong() {
    for column in Column::all() {
        // Without what was adjusted, said of rounding or of one tail, a reader cannot know that it was; without the names of
        // rows, rows look like one cell twice.
        let tells_apart = [
            Column::Claim,
            Column::Model,
            Column::Rounding,
            Column::Words,
            Column::Unit,
            Column::Effect,
            Column::Group,
            Column::Indicator,
            Column::Site,
            Column::Table,
            Column::Source,
        ];
        if !tells_apart.contains(&column) {
            let read = read_csv(&without(column.name(), RIGHT), "f.csv").unwrap();
            assert_eq!(faults(&judge(&read.claims)), "", "without {}", column.name());
        }
    }
}

#[test]
fn table_page_and_json_hold_every_claim() {
    let read = read_csv(WRONG, "f.csv").unwrap();
    let judged = judge(&read.claims);
    let table = String::from_utf8(render_csv(&judged).unwrap()).unwrap();
    let page = render_page(&judged);
    let json = render_json(&judged);
    assert_eq!(json["claims"].as_array().unwrap().len(), judged.len());
    for one in &judged {
        assert!(table.contains(one.claim.text(Column::Claim)) && page.contains(one.claim.text(Column::Claim)));
    }
    let summary = Summary::of(&judged);
    assert_eq!(summary.held + summary.not_held + summary.cannot_tell, summary.claims);
    assert_eq!(json["summary"]["not_held"], summary.not_held);
}

#[test]
fn a_page_shows_what_is_printed_and_runs_none_of_it() {
    let claim = Claim::new("f", 2).with(Column::Claim, "<script>alert(1)</script>").with(Column::Rate, "<script>");
    let page = render_page(&judge(std::slice::from_ref(&claim)));
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_texts_at_all_are_judged(texts in proptest::collection::vec("[0-9.,<>%=()\\- a-z/χ]{0,12}", Column::COUNT)) {
        let claim = Column::all().zip(&texts).fold(Claim::new("f", 2), |claim, (column, text)| claim.with(column, text));
        prop_assert!(!judge(std::slice::from_ref(&claim))[0].verdicts.is_empty());
    }

    #[test]
    fn any_numbers_at_all_are_judged(numbers in proptest::collection::vec(0_u32..200, Column::COUNT), effect in 0_usize..5) {
        let effect = ["", "RR", "OR", "difference", "mean difference"][effect];
        let claim = Column::all().zip(&numbers).fold(Claim::new("f", 2), |claim, (column, number)| {
            claim.with(column, &format!("{}", f64::from(*number) / 4.0))
        });
        let claim = claim.with(Column::Effect, effect);
        prop_assert!(!judge(std::slice::from_ref(&claim))[0].verdicts.is_empty());
    }

    /// Wald limits and p-values that are rightly computed and printed hold, with their counts and without them.
    #[test]
    fn rightly_printed_intervals_hold(
        x1 in 1_u64..300, more1 in 1_u64..300, x2 in 1_u64..300, more2 in 1_u64..300, decimals in 1_usize..4, odds in any::<bool>(),
    ) {
        let (one, two) = (Binomial::of(x1, x1 + more1).unwrap(), Binomial::of(x2, x2 + more2).unwrap());
        let estimate = if odds { odds_ratio::woolf(one, two, Level::P95) } else { ratio::katz_log(one, two, Level::P95) }.unwrap();
        let error = (estimate.upper.ln() - estimate.lower.ln()) / (2.0 * 1.959_963_984_540_054);
        let p = normal::two_sided(estimate.value.ln() / error);
        let p = if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") };
        let bare = Claim::new("f", 2)
            .with(Column::Effect, if odds { "OR" } else { "RR" })
            .with(Column::Estimate, &format!("{:.decimals$}", estimate.value))
            .with(Column::Lower, &format!("{:.decimals$}", estimate.lower))
            .with(Column::Upper, &format!("{:.decimals$}", estimate.upper))
            .with(Column::PValue, &p);
        prop_assert_eq!(faults(&judge(std::slice::from_ref(&bare))), "");
        let whole = bare
            .clone()
            .with(Column::Cases, &x1.to_string())
            .with(Column::Base, &(x1 + more1).to_string())
            .with(Column::ReferenceCases, &x2.to_string())
            .with(Column::ReferenceBase, &(x2 + more2).to_string());
        prop_assert_eq!(faults(&judge(std::slice::from_ref(&whole))), "");
        // Without the name of the effect.
        let unnamed = bare.with(Column::Effect, "");
        prop_assert_eq!(faults(&judge(std::slice::from_ref(&unnamed))), "");
    }

    /// Whatever is computed from counts and printed at any number of decimals holds.
    #[test]
    fn what_is_rightly_printed_holds(x1 in 0_u64..300, more1 in 1_u64..300, x2 in 1_u64..300, more2 in 1_u64..300, decimals in 0_usize..4) {
        let (n1, n2) = (x1 + more1, x2 + more2);
        let rate = 100.0 * x1 as f64 / n1 as f64;
        let reference = 100.0 * x2 as f64 / n2 as f64;
        let ratio = rate / reference;
        let claim = Claim::new("f", 2)
            .with(Column::Cases, &x1.to_string())
            .with(Column::Base, &n1.to_string())
            .with(Column::ReferenceCases, &x2.to_string())
            .with(Column::ReferenceBase, &n2.to_string())
            .with(Column::Rate, &format!("{rate:.decimals$}"))
            .with(Column::ReferenceRate, &format!("{reference:.decimals$}%"))
            .with(Column::Estimate, &format!("{ratio:.decimals$}"))
            .with(Column::Effect, "relative likelihood");
        let judged = judge(std::slice::from_ref(&claim));
        prop_assert_eq!(faults(&judged), "");
        // The same table with its counts left out.
        let rates = [Column::Cases, Column::Base, Column::ReferenceCases, Column::ReferenceBase]
            .into_iter()
            .fold(claim.clone(), |claim, column| claim.with(column, ""));
        prop_assert_eq!(faults(&judge(std::slice::from_ref(&rates))), "");
    }
}
