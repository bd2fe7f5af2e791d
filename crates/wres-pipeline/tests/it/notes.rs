//! A site explains a query in place of putting it right, and is shown its note a year later.

use crate::{ground::files, returned::Returned};
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use wres_domain::{CORRECTIONS_FILE, CorrectionsBook as Book};
use wres_pipeline::{Config, KeySource, RunOptions, RunSummary, Silent, Verdict, run};

const PIPELINE: &str = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\"]\n\
                        [[period]]\nlabel = \"2023-24\"\n[[period]]\nlabel = \"2024-25\"\n\
                        [[site]]\nid = \"E06000008\"\nname = \"A site\"\n";
const MAPPING: &str = "site = \"E06000008\"\n[grades]\n\"5\" = \"5\"\n[[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n\
                       [source.codelists]\nethnicity = \"canonical\"\n\
                       [[source]]\ndataset = \"leavers\"\nfile = \"leavers.csv\"\n[source.codelists]\nethnicity = \"canonical\"\n";

struct Office(TempDir);

impl Office {
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        office.write("pipeline.toml", PIPELINE.as_bytes());
        office.write("mappings/E06000008.toml", MAPPING.as_bytes());
        office.write("key", b"3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b");
        office
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    fn write(&self, relative: &str, bytes: &[u8]) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if relative == "key" {
            crate::ground::keep_private(&path);
        }
    }

    /// A list of staff of which the first `over` are above full time.
    fn staff(&self, period: &str, over: usize) {
        let mut text = "person_id,ethnicity,service,grade,hours_fte,contract,service_start\n".to_owned();
        for person in 0..12 {
            let group = if person % 3 == 0 { "asian_indian" } else { "white_british" };
            let fte = if person < over { "1.20" } else { "1.00" };
            text.push_str(&format!("P{person:04},{group},adults,5,{fte},permanent,2015-{:02}-01\n", person + 1));
        }
        self.write(&format!("inbox/{period}/E06000008/staff.csv"), text.as_bytes());
        let left =
            format!("person_id,left_on,reason,ethnicity\nP0100,{}-06-30,resignation,white_irish\n", &period[..4]);
        self.write(&format!("inbox/{period}/E06000008/leavers.csv"), left.as_bytes());
    }

    fn run(&self) -> RunSummary {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let key = KeySource { file: Some(self.path("key")) };
        run(&config, &RunOptions { key, ..RunOptions::default() }, &Silent).unwrap()
    }

    fn feedback(&self, period: &str, file: &str) -> PathBuf {
        self.path(&format!("lake/feedback/{period}/feedback/E06000008/{file}"))
    }
}

fn verdict(summary: &RunSummary, period: &str) -> Verdict {
    summary.sites.iter().find(|site| site.period == period).unwrap().verdict
}

#[test]
fn a_note_closes_its_query_is_shown_a_year_later_and_explains_no_more_than_it_was_written_for() {
    let office = Office::new();
    office.staff("2023-24", 3);
    office.staff("2024-25", 3);
    let summary = office.run();
    assert_eq!(verdict(&summary, "2023-24"), Verdict::AcceptedWithQueries);

    let mut book = Returned::open(&fs::read(office.feedback("2023-24", CORRECTIONS_FILE)).unwrap());
    assert!(book.sheet(Book::QUERIES).iter().any(|row| row[0] == "Q-STA-013"));
    let queries: Vec<String> = book.sheet(Book::QUERIES).iter().skip(1).map(|row| row[0].clone()).collect();
    for code in &queries {
        book.note(code, "Paid on-call hours are in the contract.");
    }
    office.write(&format!("inbox/2023-24/E06000008/{CORRECTIONS_FILE}"), &book.save());
    let summary = office.run();
    assert_eq!(verdict(&summary, "2023-24"), Verdict::Accepted);
    // A note of last year is shown, and the site is asked again.
    assert_eq!(verdict(&summary, "2024-25"), Verdict::AcceptedWithQueries);
    assert!(!office.feedback("2023-24", CORRECTIONS_FILE).exists());
    let page = fs::read_to_string(office.feedback("2023-24", "findings.html")).unwrap();
    assert!(page.contains("Your note: Paid on-call hours") && page.contains("Explained by your notes"));
    let page = fs::read_to_string(office.feedback("2024-25", "findings.html")).unwrap();
    assert!(page.contains("Your note of last year: Paid on-call hours"));
    let next = Returned::open(&fs::read(office.feedback("2024-25", CORRECTIONS_FILE)).unwrap());
    let row = next.sheet(Book::QUERIES).iter().find(|row| row[0] == "Q-STA-013").unwrap();
    assert_eq!(row[7], "Paid on-call hours are in the contract.");

    office.staff("2023-24", 4);
    assert_eq!(verdict(&office.run(), "2023-24"), Verdict::AcceptedWithQueries, "four rows, and a note on three");
    // What a site writes to us is for nobody else.
    for (name, bytes) in files(&office.path("out")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("on-call"), "{name}");
    }
}

#[test]
fn a_clean_file_says_that_it_is_clean() {
    let office = Office::new();
    office.staff("2024-25", 0);
    let summary = office.run();
    let page = fs::read_to_string(office.feedback("2024-25", "findings.html")).unwrap();
    assert!(page.contains("The files are clean") && page.contains("Quality of the data"), "{page}");
    assert_eq!(verdict(&summary, "2024-25"), Verdict::Accepted);
    assert!(!office.feedback("2024-25", CORRECTIONS_FILE).exists());
}
