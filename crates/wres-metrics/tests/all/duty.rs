//! The duty to monitor: what applies below, at and above 150 full-time posts.

use crate::rows::{Row, Sheet, Site, Value};
use std::collections::BTreeMap;
use wres_domain::{AbsentReason, Cell, Dataset, Period, SiteId};
use wres_metrics::{CountPlan, Standard, count, what_applies};

/// What applies to a site with posts of these hundredths of full time, each of a person; the first person holds the first two.
fn applies(posts: &[i64]) -> Option<String> {
    let standard = Standard::embedded("monitoring-duty").unwrap();
    let plan = CountPlan::compile(&[&standard]).unwrap();
    let period = Period::financial_year("2024-25").unwrap();
    let site = SiteId::new("S1").unwrap();
    let text = |text: &str| Value::Text(text.to_owned());
    let row = |(number, hundredths): (u64, &i64)| {
        Row::from([
            ("person_id", Value::Key(number.max(1))),
            ("post_id", Value::Key(number)),
            // Who has not said is as much at work as everybody else.
            (
                "ethnicity",
                text(["white_british", "asian_indian", "unknown_refused"][usize::try_from(number % 3).unwrap()]),
            ),
            ("service", text(if number % 2 == 0 { "adults" } else { "corporate" })),
            ("rung", text("2")),
            ("hours_fte", Value::Number(*hundredths)),
            ("contract", text(if number == 7 { "agency" } else { "permanent" })),
        ])
    };
    let sheet = Sheet { rows: (0..).zip(posts).map(row).collect(), ..Sheet::default() };
    let staff = Site { this: BTreeMap::from([(Dataset::Staff, sheet)]), previous: None };
    let table = count(&plan, &site, &period, staff.columns()).unwrap().table;
    let threshold = standard.indicator("monitoring-duty-threshold").unwrap();
    what_applies(threshold, &table, &site, &period.label).map(str::to_owned)
}

fn posts(all: usize, last: i64) -> Vec<i64> {
    let mut posts = vec![100; all];
    // The agency worker is nobody's post of the site.
    posts[7] = 5_000;
    posts.push(last);
    posts
}

#[test]
fn the_second_paragraph_applies_from_a_hundred_and_fifty_full_time_posts() {
    let (reached, below) = ("both paragraphs of article 5(2) apply", "paragraph (b) does not");
    // 149 posts of the site at full time, and one more.
    for (last, says) in [(99, below), (100, reached), (101, reached)] {
        let said = applies(&posts(150, last)).unwrap();
        assert!(said.contains(says), "{last}: {said}");
    }
    assert!(applies(&posts(20, 100)).unwrap().contains(below));
    assert!(applies(&posts(900, 100)).unwrap().contains(reached));
}

#[test]
fn where_hours_are_not_known_nothing_is_said() {
    let standard = Standard::embedded("monitoring-duty").unwrap();
    let plan = CountPlan::compile(&[&standard]).unwrap();
    let (period, site) = (Period::financial_year("2024-25").unwrap(), SiteId::new("S1").unwrap());
    let nothing = Site { this: BTreeMap::new(), previous: None };
    let table = count(&plan, &site, &period, nothing.columns()).unwrap().table;
    assert!(table.rows.iter().all(|row| row.binomial == Cell::Absent(AbsentReason::NoDataset)));
    let said = standard.indicators.iter().map(|indicator| what_applies(indicator, &table, &site, &period.label));
    assert!(said.into_iter().all(|said| said.is_none()));
}
