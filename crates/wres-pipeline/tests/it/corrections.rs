//! A site puts its rows right in the workbook, sends it back, and what it has put right is closed.

use crate::{
    broken::{Broken, broken},
    returned::Returned,
};
use rust_xlsxwriter::Workbook;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wres_domain::{CORRECTIONS_FILE, CorrectionsBook as Book, Site, SiteId};
use wres_ingest::{IdentifierKey, SiteMapping};
use wres_pipeline::{CheckRequest, Checked, Config, KeySource, RunOptions, Silent, Standing, check, run};
use wres_synth::{Defect, Extract, Plan, Table, Value, civil, plant};

const KEY: &str = "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b";
const SITE: &str = "E06000008";

/// A cell as a site would write it.
fn text(value: Value) -> String {
    let day = |day: i32| {
        let (year, month, day) = civil(day);
        format!("{year:04}-{month:02}-{day:02}")
    };
    match value {
        Value::Empty => String::new(),
        Value::Id(prefix, number) => format!("{prefix}{number:07}"),
        Value::Code(text) | Value::Text(text) => text.to_owned(),
        Value::Day(number) => day(number),
        Value::Minute(minutes) => {
            let (days, rest) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
            format!("{}T{:02}:{:02}", day(i32::try_from(days).unwrap()), rest / 60, rest % 60)
        }
        Value::Pence(pence) => format!("{}.{:02}", pence / 100, pence % 100),
        Value::Hundredths(hundredths) => format!("{:.2}", f64::from(hundredths) / 100.0),
        Value::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Value::Integer(number) => number.to_string(),
    }
}

/// Name of the file of a table. Leavers come as a workbook, all else as text.
fn file_name(table: &Table) -> String {
    let extension = if table.dataset == wres_domain::Dataset::Leavers { "xlsx" } else { "csv" };
    format!("{}.{extension}", table.dataset.name())
}

fn bytes(table: &Table) -> Vec<u8> {
    let header = table.columns.iter().map(|&name| name.to_owned()).collect();
    let rows = (0..table.rows()).map(|row| table.row(row).iter().map(|value| text(*value)).collect());
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    if file_name(table).ends_with("csv") {
        return rows.iter().map(|row| format!("{}\n", row.join(","))).collect::<String>().into_bytes();
    }
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Read first").unwrap().write_string(0, 0, "Leavers of the year").unwrap();
    let sheet = book.add_worksheet().set_name("Leavers").unwrap();
    for (row, cells) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A site with two periods in an inbox.
struct House {
    folder: TempDir,
    plan: Plan,
}

impl House {
    fn new(plan: Plan, extracts: &[Extract]) -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap(), plan };
        let mut mapping = format!("site = \"{SITE}\"\ndate_order = \"iso\"\n[grades]\n");
        (1..=9).for_each(|rung| mapping.push_str(&format!("\"{rung}\" = \"{rung}\"\n")));
        for table in &extracts[1].tables {
            mapping.push_str(&format!(
                "[[source]]\ndataset = \"{}\"\nfile = \"{}\"\n",
                table.dataset.name(),
                file_name(table)
            ));
            mapping.push_str("[source.codelists]\n");
            for column in table.columns.iter().filter(|column| ["ethnicity", "group"].contains(column)) {
                mapping.push_str(&format!("{column} = \"canonical\"\n"));
            }
        }
        house.write(&format!("mappings/{SITE}.toml"), mapping.as_bytes());
        let mut pipeline = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\"]\n".to_owned();
        for period in &house.plan.periods {
            pipeline.push_str(&format!("[[period]]\nlabel = \"{}\"\n", period.label));
        }
        pipeline.push_str(&format!("[[site]]\nid = \"{SITE}\"\nname = \"A site\"\n"));
        // Two rules let a few hits pass unless they are told not to.
        for code in ["Q-STA-021", "Q-SUR-002"] {
            pipeline.push_str(&format!("[validation.rules.{code}]\ncount = 0\n"));
        }
        house.write("pipeline.toml", pipeline.as_bytes());
        house.write("key", KEY.as_bytes());
        for extract in extracts {
            for table in &extract.tables {
                house.write(&format!("inbox/{}/{SITE}/{}", extract.period, file_name(table)), &bytes(table));
            }
        }
        house
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    fn write(&self, relative: &str, bytes: &[u8]) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn inbox(&self) -> String {
        format!("inbox/{}/{SITE}", self.plan.periods[1].label)
    }

    /// Takes both periods in.
    fn run(&self) -> wres_pipeline::RunSummary {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let key = KeySource { file: Some(self.path("key")) };
        run(&config, &RunOptions { key, only: vec![SITE.to_owned()], dry_run: false }, &Silent).unwrap()
    }

    /// Checks the later period against the earlier.
    fn check(&self) -> Checked {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let site = Site { id: SiteId::new(SITE).unwrap(), name: "A site".into(), region: None };
        let mapping = fs::read_to_string(self.path(&format!("mappings/{SITE}.toml"))).unwrap();
        check(&CheckRequest {
            site: &site,
            period: &self.plan.periods[1],
            paths: &[self.path(&self.inbox())],
            mapping: &SiteMapping::from_toml(&mapping).unwrap(),
            policy: &config.file.validation,
            against: Some(&Standing::find(&config, &site, &self.plan.periods[0]).unwrap()),
            key: &IdentifierKey::from_file(&self.path("key")).unwrap(),
        })
        .unwrap()
    }

    /// The workbook that lies beside the feedback.
    fn workbook(&self) -> Option<Vec<u8>> {
        let period = &self.plan.periods[1].label;
        fs::read(self.path(&format!("lake/feedback/{period}/feedback/{SITE}/{CORRECTIONS_FILE}"))).ok()
    }
}

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
