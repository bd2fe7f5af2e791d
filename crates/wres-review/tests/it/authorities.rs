//! Authorities compared: what the source prints is used and said, sums say from how many, and a planted trend is told.

use std::collections::BTreeMap;
use wres_disparity::Level;
use wres_domain::{Scope, Site, SiteId};
use wres_review::{
    authorities::{Comparison, NamedFile, render},
    context::Places,
    published::{Measure, Point, RateInterval},
};

fn id(n: usize) -> SiteId {
    SiteId::new(&format!("E{n}")).unwrap()
}

/// Twelve sites over nine years: in the first the rate rises by a point a year, in the others it stays.
fn points() -> Vec<Point> {
    let mut out = Vec::new();
    for (at, year) in (2017..=2025).enumerate() {
        let mut push = |scope: Scope, numerator: f64, denominator: f64| {
            out.push(Point { measure: 0, period: year.to_string(), scope, numerator, denominator });
        };
        for n in 0..12 {
            let rising = if n == 0 { 20.0 * at as f64 } else { 0.0 };
            // The third site prints nothing for the last year.
            if !(n == 2 && year == 2025) {
                push(Scope::Site(id(n)), 200.0 + (7 * n % 5) as f64 + rising, 2000.0);
            }
        }
        push(Scope::All, 2500.0, 24_000.0);
    }
    out
}

fn rendered() -> BTreeMap<String, String> {
    let measures = [Measure {
        id: "turnover".to_owned(),
        title: "Turnover <rate>".to_owned(),
        table: "A table".to_owned(),
        per: 100,
        decimals: 1,
        interval: RateInterval::People,
    }];
    let sites: BTreeMap<SiteId, Site> = (0..12)
        .map(|n| {
            let region = Some(if n < 6 { "North" } else { "South" }.to_owned());
            (id(n), Site { id: id(n), name: format!("Site {n} & Co"), region })
        })
        .collect();
    let places = Places {
        deprivation: (0..12).map(|n| (id(n), 10.0 + n as f64)).collect(),
        neighbours: BTreeMap::from([(id(0), vec![id(1), id(2), id(3)])]),
        notes: vec!["Deprivation: a source.".to_owned()],
        ..Places::default()
    };
    let files: Vec<NamedFile> = render(&Comparison {
        title: "A title",
        source: "a source",
        measures: &measures,
        points: &points(),
        sites: &sites,
        places: &places,
        level: Level::P95,
    })
    .unwrap();
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn a_page_tells_level_and_trend_against_peers_and_from_how_many_they_are() {
    let files = rendered();
    let page = &files["authorities/E0.html"];
    // 360 of 2,000 against what is printed of England, which is not the sum of the sites.
    assert!(page.contains("In 2025 it was 18.0%"), "{page}");
    assert!(page.contains("England (10.4%") && page.contains("10.4%, as printed; higher by 7.6 points"), "{page}");
    assert!(page.contains("from 2 of 3 authorities"), "the third neighbour prints nothing for 2025: {page}");
    assert!(page.contains("rose by 1.0"), "{page}");
    assert!(page.contains("differs, upwards, by"), "{page}");
    // A region that the source does not print is the sum of its sites, and says so.
    assert!(page.contains("from 5 of 5 authorities") || page.contains("from 6 of 6 authorities"), "{page}");
    let steady = &files["authorities/E7.html"];
    assert!(steady.contains("has no clear trend") && steady.contains("does not clearly differ"), "{steady}");
    assert!(!files.contains_key("authorities/E2.html"), "a site without a value for the last year has no page");
}

#[test]
fn every_page_is_whole_without_a_script_and_no_text_of_a_table_becomes_markup() {
    for (path, page) in rendered() {
        assert!(!page.contains("NaN") && !page.contains("inf"), "{path}");
        if path.ends_with(".html") {
            assert!(!page.contains("Turnover <rate>"), "{path}");
            assert!(page.contains("<table>") || path.ends_with("index.html"), "{path}");
            assert_eq!(page.matches("<h1>").count(), 1, "{path}");
            assert_eq!(page.matches("<script").count(), if path.ends_with("choose.html") { 2 } else { 0 }, "{path}");
        }
    }
}

#[test]
fn the_table_holds_every_value_with_its_parts() {
    let files = rendered();
    let mut reader = csv::Reader::from_reader(files["tables/authorities.csv"].as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    let of = |who: &str| {
        rows.iter().filter(|row| &row[0] == "E0" && &row[6] == who && &row[5] == "2025").collect::<Vec<_>>()
    };
    let [own] = of("own")[..] else { panic!("{rows:?}") };
    assert_eq!((&own[8], &own[9], &own[10]), ("360", "2000", "18.0000"));
    let [near] = of("statistical_neighbours")[..] else { panic!("{rows:?}") };
    assert_eq!(&near[13], "from 2 of 3 authorities");
    assert!(own[15].starts_with("rose by"), "{own:?}");
}

#[test]
fn deprivation_is_told_by_a_slope_and_by_fifths() {
    let page = &rendered()["authorities/deprivation.html"];
    assert!(page.contains("most deprived fifth") && page.contains("Ten more of the value of deprivation"), "{page}");
}
