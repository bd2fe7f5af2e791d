//! Printed figures with their citation: the right ones are never called wrong, the wrong ones are named.

use std::fmt::Write;
use wres_review::claims::{Column, Judged, Standing, judge, read_csv};

const RIGHT: &str = include_str!("../../../../fixtures/published/claims_right.csv");
const WRONG: &str = include_str!("../../../../fixtures/published/claims_wrong.csv");

pub(crate) fn faults(judged: &[Judged<'_>]) -> String {
    let mut out = String::new();
    for one in judged.iter().filter(|one| one.standing == Standing::NotHeld) {
        for verdict in &one.verdicts {
            writeln!(
                out,
                "{}: {} | {} | {}",
                one.claim.text(Column::Claim),
                verdict.rule.code,
                verdict.printed,
                verdict.recomputed
            )
            .unwrap();
        }
    }
    out
}

#[test]
fn no_right_claim_is_called_wrong() {
    let read = read_csv(RIGHT, "claims_right.csv").unwrap();
    assert!(read.claims.len() > 60);
    let judged = judge(&read.claims);
    assert_eq!(faults(&judged), "");
    // Most can be told: what is not checked cannot be wrong.
    let held = judged.iter().filter(|one| one.standing == Standing::Held).count();
    assert!(held * 10 > judged.len() * 9, "{held} of {}", judged.len());
}

#[test]
fn every_wrong_claim_earns_the_verdict_that_names_its_fault() {
    let read = read_csv(WRONG, "claims_wrong.csv").unwrap();
    assert_eq!(read.not_read, ["expected"]);
    let judged = judge(&read.claims);
    let mut reader = csv::Reader::from_reader(WRONG.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "expected").unwrap();
    let expected: Vec<String> = reader.records().map(|record| record.unwrap()[at].to_owned()).collect();
    assert_eq!(expected.len(), judged.len());
    let mut wrong = String::new();
    for (one, expected) in judged.iter().zip(&expected).filter(|(_, expected)| !expected.is_empty()) {
        let codes: Vec<&str> = one.verdicts.iter().map(|verdict| verdict.rule.code).collect();
        if !codes.contains(&expected.as_str()) {
            writeln!(wrong, "{}: {expected}, but {codes:?} {:?}", one.claim.text(Column::Claim), one.verdicts).unwrap();
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_claims_of_the_walk_through_are_judged_as_its_page_says() {
    let text = include_str!("../../../../fixtures/published/leadership/claims.csv");
    let read = read_csv(text, "claims.csv").unwrap();
    let judged = judge(&read.claims);
    let told: Vec<(&str, Standing, &str)> =
        judged.iter().map(|one| (one.claim.text(Column::Claim), one.standing, one.verdicts[0].rule.code)).collect();
    assert_eq!(
        told,
        [
            ("L1", Standing::Held, "reproduces"),
            ("L2", Standing::Held, "reproduces"),
            ("L3", Standing::Held, "ratio_from_counts"),
            ("L4", Standing::NotHeld, "words_differ"),
            ("L5", Standing::NotHeld, "upside_down"),
            ("L6", Standing::NotHeld, "no_difference_not_shown"),
            ("L7", Standing::Held, "words_fit"),
            ("L8", Standing::CannotTell, "nothing_to_check"),
        ]
    );
}

/// Hansard, 14 May 1992, written answers: police officers from ethnic minorities; the last three forces and the totals typed with
/// their sum as one row.
#[test]
fn a_row_called_total_is_told_to_be_the_sum_of_the_others_or_near_it() {
    let of = |total: &str| {
        let rows: [(&str, &str); 6] = [
            ("others", "783"),
            ("West Yorkshire", "72"),
            ("Wiltshire", "11"),
            ("City of London", "0"),
            ("Metropolitan", "431"),
            ("Total", total),
        ];
        let lines: String =
            rows.iter().enumerate().map(|(at, (site, n))| format!("{at},hansard,{site},men,{n}\n")).collect();
        let read = read_csv(&format!("claim,source,site,group,cases\n{lines}"), "f.csv").unwrap();
        judge(&read.claims)[5].verdicts[0].rule.code
    };
    assert_eq!(of("1297"), "parts_add");
    assert_eq!(of("1299"), "near_total");
    assert_eq!(of("9000"), "nothing_to_check");
}

#[test]
fn a_sentence_that_says_several_sizes_is_not_held_against_one_figure() {
    let judged_as = |words: &str, quote: &str| {
        let text = format!(
            "claim,group,reference_group,effect,direction,estimate,words,quote\na,Black,White,RR,group:ref,2.0,{words},{quote}\n"
        );
        let read = read_csv(&text, "f.csv").unwrap();
        judge(&read.claims)[0].standing
    };
    let both = "Black staff were twice as likely to be disciplined and half as likely to be promoted";
    assert_eq!(judged_as(both, ""), Standing::Held);
    assert_eq!(judged_as("", both), Standing::Held);
    assert_eq!(judged_as("", "four times as likely to leave and half as likely to be promoted"), Standing::CannotTell);
    assert_eq!(judged_as("half as likely", ""), Standing::NotHeld);
}

#[test]
fn two_pages_with_two_values_are_told() {
    let text = "claim,source,page,site,indicator,group,estimate\na,s,3,x,i,g,1.7\nb,s,9,x,i,g,1.8\nc,t,1,x,i,g,1.75\n";
    let read = read_csv(text, "f.csv").unwrap();
    let judged = judge(&read.claims);
    let codes: Vec<Vec<&str>> =
        judged.iter().map(|one| one.verdicts.iter().map(|verdict| verdict.rule.code).collect()).collect();
    assert!(
        codes[0].contains(&"other_source_other_value") && codes[1].contains(&"other_source_other_value"),
        "{codes:?}"
    );
}

#[test]
fn the_smallest_change_is_named() {
    let change = |text: &str| {
        let header = "claim,group,reference_group,cases,base,reference_cases,reference_base,rate,unit,effect,direction,estimate\n";
        let read = read_csv(&format!("{header}{text}\n"), "f.csv").unwrap();
        let judged = judge(&read.claims);
        judged[0].verdicts[0].change.clone().unwrap_or_else(|| panic!("{:?}", judged[0].verdicts))
    };
    for (claim, expected) in [
        ("a,,,50,12,,,24,%,,,", "swapped"),
        ("a,,,12,50,,,76,%,,,", "no cases"),
        ("a,,,12,50,,,31.6,%,,,", "odds"),
        ("a,,,12,50,8,60,20,%,,,", "another base: 60"),
        ("a,,,12,50,,,42,%,,,", "two digits are swapped"),
        ("a,,,123,50,,,24,%,,,", "footnote"),
        ("a,,,13,50,,,24,%,,,", "12 cases would give it"),
        ("a,B,W,12,50,8,60,,,RR,B:W,0.56", "turn it over"),
        ("a,B,W,12,50,8,60,,,RR,B:W,1.5", "ratio of the cases"),
        ("a,B,W,12,50,8,60,,,RR,B:W,0.88", "those who are no cases"),
    ] {
        let change = change(claim);
        assert!(change.contains(expected), "{claim}: {change}");
    }
}
