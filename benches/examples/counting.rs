//! Counts a lake of Parquet files by every standard that is part of the program, makes all outcomes of it, and says what each
//! stage took.
//!
//! ```text
//! python3 benches/compare/counting_data.py LAKE --sites 150 --staff 1000000
//! cargo run --release --workspace --example counting -- LAKE            # every standard
//! cargo run --release --workspace --example counting -- LAKE sc-wres    # one
//! ```
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints, and stops where it cannot go on")]

use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Instant,
};
use wres_benches::cost::{peak_memory, processor};
use wres_disclosure::{DisclosureKey, Policy, Protection, Register, protect};
use wres_disparity::Level;
use wres_domain::{CountTable, Dataset, DatasetColumns, Grouping, Period, SiteId};
use wres_figures::{OutcomeContext, comparisons, outcomes};
use wres_metrics::{CountPlan, SiteColumns, Standard, consortium, count};
use wres_store::read_columns;

/// Columns by dataset.
type Needed = BTreeMap<Dataset, BTreeSet<String>>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let lake = arguments.next().unwrap();
    let wanted: Vec<String> = arguments.collect();
    let mut standards: Vec<Standard> = Vec::new();
    for name in Standard::embedded_names() {
        let standard = Standard::embedded(&Standard::embedded(name).unwrap().family).unwrap();
        let asked = wanted.is_empty() || wanted.contains(&standard.family);
        if asked && !standards.iter().any(|known| known.id == standard.id) {
            standards.push(standard);
        }
    }
    let plan = CountPlan::compile(&standards.iter().collect::<Vec<_>>()).unwrap();
    let indicators: usize = standards.iter().map(|standard| standard.indicators.len()).sum();
    let period = Period::financial_year("2024-25").unwrap();
    let sites: BTreeSet<String> = names(&Path::new(&lake).join("2024-25"));

    let (needed, needed_before) = (SiteColumns::needed(&plan), SiteColumns::needed_before(&plan));
    let stage = Stage::begin();
    let tables: Vec<CountTable> = sites
        .par_iter()
        .map(|site| {
            let columns = SiteColumns {
                this: columns(&Path::new(&lake).join("2024-25").join(site), &needed),
                previous: Some(columns(&Path::new(&lake).join("2023-24").join(site), &needed_before)),
            };
            count(&plan, &SiteId::new(site).unwrap(), &period, columns).unwrap().table
        })
        .collect();
    let rows: usize = tables.iter().map(|table| table.rows.len()).sum();
    stage.end("counting", &format!("{} sites, {indicators} indicators, {rows} cells", sites.len()));

    let stage = Stage::begin();
    let quantities = plan.quantities();
    let protected = protect(Protection {
        tables: &tables,
        quantities: &quantities,
        regions: &BTreeMap::new(),
        policy: &Policy::default(),
        key: &DisclosureKey::from_secret(b"a key for measurements"),
        register: &Register::default(),
    })
    .unwrap();
    stage.end("protection", &format!("{} inner cells", protected.summary.cells));

    let stage = Stage::begin();
    let groups = consortium(&tables, &BTreeMap::new()).group(&Grouping::ALL);
    stage.end("summing and grouping", &format!("{} rows", groups.rows.len()));
    let context = OutcomeContext::new(standards, Level::P95);
    let stage = Stage::begin();
    let made = outcomes(&groups, &context);
    stage.end("outcomes", &format!("{} outcomes", made.len()));
    let stage = Stage::begin();
    let both = (groups.clone(), groups);
    let compared = comparisons(&both, &context);
    stage.end("comparisons", &format!("{} pooled, {} standings", compared.pooled.len(), compared.standings.len()));
}

/// A stage of the work, from its beginning.
struct Stage {
    clock: Instant,
    processor: f64,
}

impl Stage {
    fn begin() -> Self {
        Self { clock: Instant::now(), processor: processor() }
    }

    fn end(self, name: &str, made: &str) {
        let (clock, processor) = (self.clock.elapsed().as_secs_f64(), processor() - self.processor);
        println!("{name}: {clock:.2} s, of processors {processor:.2} s; {made}; {}", peak_memory());
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn columns(folder: &Path, needed: &Needed) -> BTreeMap<Dataset, DatasetColumns> {
    let mut out = BTreeMap::new();
    for file in names(folder) {
        let dataset = Dataset::from_name(file.trim_end_matches(".parquet")).unwrap();
        let Some(needed) = needed.get(&dataset) else { continue };
        let supplied: Vec<String> = dataset.schema().columns.iter().map(|column| column.name.clone()).collect();
        out.insert(dataset, read_columns(&folder.join(&file), needed, &supplied).unwrap());
    }
    out
}
