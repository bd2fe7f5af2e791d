//! A site puts its rows right in the workbook, sends it back, and what it has put right is closed.

use crate::{
    broken::{Broken, broken},
    house::{House, SITE, file_name, text},
    returned::Returned,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use wres_domain::{CORRECTIONS_FILE, CorrectionsBook as Book};
use wres_synth::{Defect, Extract, Plan, plant};

/// Writes the clean cells over the rows of a workbook, but for the rows that are to be left.
fn put_right(book: &mut Returned, clean: &Extract, leave: &BTreeSet<(String, String)>) {
    for (file, rows) in book.tables() {
        let table = clean.tables.iter().find(|table| file_name(table) == file).unwrap();
        let width = table.columns.len();
        assert_eq!(rows[0][..width], table.columns[..], "the site's columns come first and in its order");
        for row in rows.iter_mut().skip(1) {
            let number = row[width + 1].clone();
            if !leave.contains(&(file.clone(), number.clone())) {
                let own = table.row(number.parse::<usize>().unwrap() - 2);
                row.iter_mut().zip(own).for_each(|(cell, value)| *cell = text(*value));
            }
        }
        // A site may sort.
        rows[1..].reverse();
    }
}

#[test]
fn what_a_site_puts_right_is_closed_and_nothing_is_opened() {
    let plan = Plan::clean(1, 2_500);
    let clean = plan.tables(11, 0).unwrap();
    let (extracts, planted, left) = broken(&clean, &plan);
    // A row too many or too few is no matter of a cell.
    let moves_rows =
        |defect: &Defect| matches!(defect, Defect::Repeated(_) | Defect::Conflicting(_) | Defect::Vanished);
    assert!(left.iter().all(moves_rows), "{left:?}");
    assert!(planted.len() >= 85, "{} kinds", planted.len());

    let house = House::new(plan, &extracts);
    let summary = house.run();
    assert!(summary.sites.iter().all(|site| !site.verdict.is_rejected()), "{:?}", summary.sites);
    let before = house.check();
    let bytes = house.workbook().unwrap();
    let mut book = Returned::open(&bytes);
    let mut marked: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (file, rows) in book.tables() {
        let width = rows[0].iter().position(|cell| cell == Book::TO_DO).unwrap();
        assert!(rows.iter().skip(1).all(|row| row[width].contains("found ")), "every row says what to do");
        marked.entry(file).or_default().extend(rows.iter().skip(1).map(|row| row[width + 1].parse::<u32>().unwrap()));
    }
    for Broken { defect, dataset, rows } in &planted {
        let file = file_name(extracts[1].table(*dataset).unwrap());
        assert!(
            rows.iter().any(|row| marked.get(&file).is_some_and(|marked| marked.contains(row))),
            "{defect:?} of {file} is not in the workbook: {rows:?}; {:?}",
            marked.keys()
        );
    }

    // The site leaves one row for later.
    let Broken { rows, .. } = planted.iter().find(|broken| broken.defect == Defect::FteAboveOne).unwrap();
    let later = BTreeSet::from([("staff.csv".to_owned(), rows[0].to_string())]);
    put_right(&mut book, &clean[1], &later);
    house.write(&format!("{}/{CORRECTIONS_FILE}", house.inbox()), &book.save());
    let after = house.check();
    let open: Vec<String> = after.findings().iter().map(ToString::to_string).collect();
    let [one] = after.findings() else { panic!("{open:#?}") };
    assert_eq!((one.code.as_str(), one.place.row, one.count), ("Q-STA-013", Some(u64::from(rows[0])), 1), "{open:#?}");
    assert!(before.findings().len() >= 50 && before.quality().score() < after.quality().score());

    // The next workbook holds what was put right before, so that it may take the place of the first.
    house.run();
    let mut second = Returned::open(&house.workbook().unwrap());
    put_right(&mut second, &clean[1], &BTreeSet::new());
    house.write(&format!("{}/{CORRECTIONS_FILE}", house.inbox()), &second.save());
    let end = house.check();
    assert!(end.findings().is_empty(), "{:#?}", end.findings().iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(end.verdict(), "accepted");
    house.run();
    assert!(house.workbook().is_none(), "nothing is left to be done, so there is no workbook");
}

#[test]
fn corrections_of_a_file_that_has_been_replaced_are_not_used_and_said() {
    let plan = Plan::clean(1, 400);
    let mut extracts = plan.tables(5, 0).unwrap();
    plant(&mut extracts, &plan.periods[1], Defect::FteAboveOne, 1, 5);
    let house = House::new(plan, &extracts);
    house.run();
    house.write(&format!("{}/{CORRECTIONS_FILE}", house.inbox()), &house.workbook().unwrap());
    assert!(house.check().findings().iter().any(|finding| finding.code == "Q-STA-013"), "nothing was put right");
    let staff = format!("{}/staff.csv", house.inbox());
    let mut other = fs::read(house.path(&staff)).unwrap();
    other.extend_from_slice(b"\n");
    house.write(&staff, &other);
    let codes: Vec<String> = house.check().findings().iter().map(|finding| finding.code.clone()).collect();
    assert!(codes.contains(&"Q-FIL-520".to_owned()) && codes.contains(&"Q-STA-013".to_owned()), "{codes:?}");
}

#[test]
fn a_workbook_is_for_the_owner_alone_and_the_same_for_the_same_files() {
    let plan = Plan::clean(1, 400);
    let mut extracts = plan.tables(6, 0).unwrap();
    plant(&mut extracts, &plan.periods[1], Defect::Missing(wres_domain::Dataset::Staff, "grade"), 2, 6);
    let house = House::new(plan, &extracts);
    house.run();
    let first = house.workbook().unwrap();
    fs::remove_dir_all(house.path("lake")).unwrap();
    house.run();
    assert!(house.workbook().unwrap() == first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let period = &house.plan.periods[1].label;
        let path = house.path(&format!("lake/feedback/{period}/feedback/{SITE}/{CORRECTIONS_FILE}"));
        assert_eq!(fs::metadata(Path::new(&path)).unwrap().permissions().mode() & 0o077, 0);
    }
}
