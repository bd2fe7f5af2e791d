//! One site that has sent two years, in canonical columns.

use crate::ground::keep_private;
use rust_xlsxwriter::Workbook;
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use wres_domain::{CORRECTIONS_FILE, Day, Site, SiteId};
use wres_ingest::{IdentifierKey, SiteMapping};
use wres_pipeline::{CheckRequest, Checked, Config, KeySource, RunOptions, Silent, Standing, check, run};
use wres_synth::{Extract, Plan, Table, Value};

pub(crate) const KEY: &str = "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b";
pub(crate) const SITE: &str = "E06000008";

/// A cell as a site would write it.
pub(crate) fn text(value: Value) -> String {
    let day = |day: i32| Day::from_number(day).unwrap().to_string();
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
pub(crate) fn file_name(table: &Table) -> String {
    let extension = if table.dataset == wres_domain::Dataset::Leavers { "xlsx" } else { "csv" };
    format!("{}.{extension}", table.dataset.name())
}

pub(crate) fn bytes(table: &Table) -> Vec<u8> {
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
pub(crate) struct House {
    folder: TempDir,
    pub(crate) plan: Plan,
}

impl House {
    pub(crate) fn new(plan: Plan, extracts: &[Extract]) -> Self {
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

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub(crate) fn write(&self, relative: &str, bytes: &[u8]) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if relative == "key" {
            keep_private(&path);
        }
    }

    pub(crate) fn inbox(&self) -> String {
        format!("inbox/{}/{SITE}", self.plan.periods[1].label)
    }

    /// Takes both periods in.
    pub(crate) fn run(&self) -> wres_pipeline::RunSummary {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let key = KeySource { file: Some(self.path("key")) };
        run(&config, &RunOptions { key, only: vec![SITE.to_owned()], dry_run: false }, &Silent).unwrap()
    }

    /// Checks the later period against the earlier.
    pub(crate) fn check(&self) -> Checked {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let site = Site { id: SiteId::new(SITE).unwrap(), name: "A site".into(), region: None };
        let mapping = fs::read_to_string(self.path(&format!("mappings/{SITE}.toml"))).unwrap();
        check(&CheckRequest {
            site: &site,
            period: &self.plan.periods[1],
            paths: &[self.path(&self.inbox())],
            mapping: &SiteMapping::from_toml(&mapping).unwrap(),
            policy: &config.file.validation,
            limits: config.file.limits,
            against: Some(&Standing::find(&config, &site, &self.plan.periods[0]).unwrap()),
            key: &IdentifierKey::from_file(&self.path("key")).unwrap(),
            standards: &[],
        })
        .unwrap()
    }

    /// The workbook that lies beside the feedback.
    pub(crate) fn workbook(&self) -> Option<Vec<u8>> {
        let period = &self.plan.periods[1].label;
        let path = self.path(&format!("lake/feedback/{period}/feedback/{SITE}/{CORRECTIONS_FILE}"));
        path.exists().then(|| fs::read(path).unwrap())
    }
}
