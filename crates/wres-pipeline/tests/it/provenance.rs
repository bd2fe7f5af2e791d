//! Every row of the lake can be traced to the file, the sheet and the row that it came from.

use rust_xlsxwriter::Workbook;
use std::{collections::BTreeMap, fs};
use wres_domain::{ColumnValues, Dataset, Period, SiteId};
use wres_ingest::Receipt;
use wres_pipeline::{Config, KeySource, RunOptions, Silent, run};
use wres_store::Lake;

const SITE: &str = "E06000008";
const MAPPING: &str = "site = \"E06000008\"\ndate_order = \"dmy\"\n[[source]]\ndataset = \"staff\"\nfile = \"*\"\n\
                       [source.codelists]\nethnicity = \"dfe_csww\"\n[grades]\n\"Grade 9\" = \"2\"\n";
const HEADER: &str = "Employee No,Ethnic Code,Service,Grade,Salary,FTE,Contract Type,Start Date";

/// A row whose pay says which it is.
fn row(number: u32) -> String {
    format!("{number},WBRI,Adults,Grade 9,{number},1,Permanent,01/04/2019")
}

#[test]
fn a_row_of_the_lake_leads_back_to_file_sheet_and_row() {
    let ground = tempfile::tempdir().unwrap();
    let at = |name: &str| ground.path().join(name);
    let inbox = at(&format!("inbox/2024-25/{SITE}"));
    fs::create_dir_all(&inbox).unwrap();
    fs::create_dir_all(at("mappings")).unwrap();
    // One file with a title, a blank row and a row that is rejected; one workbook whose table is not on its first sheet.
    let lines = ["Staff of adult services".to_owned(), String::new(), HEADER.to_owned(), row(32_001), row(32_002)];
    let bad = row(32_003).replace("Permanent", "Nobody knows");
    fs::write(inbox.join("adults.csv"), format!("{}\n{bad}\n{}\n", lines.join("\n"), row(32_004))).unwrap();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "See the other sheet").unwrap();
    let sheet = book.add_worksheet().set_name("Posts").unwrap();
    for (line, text) in (0..).zip([HEADER.to_owned(), row(33_001), row(33_002)]) {
        for (column, cell) in (0..).zip(text.split(',')) {
            sheet.write(line, column, cell).unwrap();
        }
    }
    book.save(inbox.join("children.xlsx")).unwrap();
    fs::write(at(&format!("mappings/{SITE}.toml")), MAPPING).unwrap();
    fs::write(at("key"), "8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7").unwrap();
    crate::ground::keep_private(&at("key"));
    let pipeline = format!(
        "name = \"one\"\ntitle = \"One\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"2024-25\"\n\
         [[site]]\nid = \"{SITE}\"\nname = \"Somewhere\"\n"
    );
    fs::write(at("pipeline.toml"), pipeline).unwrap();
    let config = Config::load(&at("pipeline.toml")).unwrap();
    let options = RunOptions { key: KeySource { file: Some(at("key")) }, ..RunOptions::default() };
    run(&config, &options, &Silent).unwrap();

    let lake = Lake::open(&at("lake")).unwrap();
    let period = Period::financial_year("2024-25").unwrap();
    let manifest = lake.manifest(&SiteId::new(SITE).unwrap(), &period).unwrap().unwrap();
    let receipts: Vec<Receipt> = serde_json::from_value(manifest.notes.clone()).unwrap();
    let asked = BTreeMap::from([(Dataset::Staff, ["_file", "_row", "salary_fte"].map(str::to_owned).into())]);
    let staff = &lake.columns(&manifest, &asked).unwrap()[&Dataset::Staff];
    let numbers = |name: &str| match &staff.columns[name] {
        ColumnValues::Integers(numbers) => numbers.iter().map(Option::unwrap).collect::<Vec<_>>(),
        other => panic!("{name} holds {}", other.kind()),
    };
    let (files, rows, pay) = (numbers("_file"), numbers("_row"), numbers("salary_fte"));
    let mut traced = Vec::new();
    for index in 0..staff.rows {
        let receipt = &receipts[usize::try_from(files[index]).unwrap()];
        let source = fs::read(inbox.join(&receipt.file)).unwrap();
        assert_eq!(receipt.blake3, blake3::hash(&source).to_hex().to_string(), "{}", receipt.file);
        traced.push((receipt.file.clone(), receipt.sheet.clone(), rows[index], pay[index] / 100));
    }
    let csv = |row, pay| ("adults.csv".to_owned(), None, row, pay);
    let xlsx = |row, pay| ("children.xlsx".to_owned(), Some("Posts".to_owned()), row, pay);
    assert_eq!(
        traced,
        [csv(4, 32_001), csv(5, 32_002), csv(7, 32_004), xlsx(2, 33_001), xlsx(3, 33_002)],
        "{receipts:?}"
    );
}
