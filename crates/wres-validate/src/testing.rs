//! Small sheets for the tests of rules.

use crate::{
    catalogue::Catalogue,
    context::{Context, SourceFile, Sources},
    examination::{Batches, Examination},
    policy::{Policy, Tolerance},
    rule::Rule,
    verdict::Verdict,
};
use arrow::{
    array::{
        ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array, RecordBatch,
        TimestampMillisecondArray, UInt16Array, UInt32Array, UInt64Array,
    },
    datatypes::{Field, Schema, UInt16Type},
};
use std::sync::Arc;
use wres_domain::{ColumnKind, Dataset, Day, Period, SiteId};

/// A file of one dataset: canonical column names, and rows of text. The first row is row 2 of the file.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    dataset: Dataset,
    supplied: Vec<String>,
    batch: RecordBatch,
}

impl Sheet {
    /// A sheet. An empty text is an empty cell. The rung of a grade is the grade, if it is a number; an age band stands in
    /// the column of the birth date.
    pub(crate) fn new(dataset: Dataset, columns: &[&str], rows: &[&[&str]]) -> Self {
        let column = |name: &str| -> Vec<Option<&str>> {
            let place = columns.iter().position(|column| *column == name);
            rows.iter()
                .map(|row| place.and_then(|place| row.get(place)).copied().filter(|cell| !cell.is_empty()))
                .collect()
        };
        let mut fields: Vec<(String, ArrayRef)> = Vec::new();
        for field in &dataset.schema().columns {
            let cells = column(&field.name);
            let name = if field.kind == ColumnKind::BirthDate { "age_band" } else { &field.name };
            fields.push((name.to_owned(), array(&field.kind, &cells)));
            if field.kind == ColumnKind::Text && field.name.ends_with("grade") {
                let rungs: Vec<Option<&str>> =
                    cells.iter().map(|cell| cell.filter(|c| c.parse::<u8>().is_ok())).collect();
                fields.push((field.name.replace("grade", "rung"), array(&ColumnKind::Text, &rungs)));
            }
            if field.kind == ColumnKind::MarkedCount {
                fields.push((format!("{}_mark", field.name), array(&ColumnKind::Text, &vec![None; rows.len()])));
            }
        }
        fields.push(("_file".into(), Arc::new(UInt16Array::from(vec![0; rows.len()]))));
        let numbers: Vec<u32> = (2..).take(rows.len()).collect();
        fields.push(("_row".into(), Arc::new(UInt32Array::from(numbers))));
        let schema: Vec<Field> =
            fields.iter().map(|(name, array)| Field::new(name, array.data_type().clone(), true)).collect();
        let arrays = fields.into_iter().map(|(_, array)| array).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(schema)), arrays).unwrap();
        Self { dataset, supplied: columns.iter().map(|&name| name.to_owned()).collect(), batch }
    }

    /// The same rows, said to be of another dataset.
    pub(crate) fn handed_over_as(mut self, dataset: Dataset) -> Self {
        self.dataset = dataset;
        self
    }

    /// A sheet whose rows are made by a function of their number, the first being 0.
    pub(crate) fn repeat(dataset: Dataset, columns: &[&str], rows: usize, row: impl Fn(usize) -> Vec<String>) -> Self {
        let texts: Vec<Vec<String>> = (0..rows).map(row).collect();
        let cells: Vec<Vec<&str>> = texts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        Self::new(dataset, columns, &rows)
    }
}

fn array(kind: &ColumnKind, cells: &[Option<&str>]) -> ArrayRef {
    fn read<T: std::str::FromStr>(cells: &[Option<&str>]) -> impl Iterator<Item = Option<T>> {
        cells.iter().map(|cell| cell.map(|text| text.parse().ok().unwrap()))
    }
    match kind {
        ColumnKind::Key => Arc::new(read::<u64>(cells).collect::<UInt64Array>()),
        ColumnKind::Code(_) | ColumnKind::Text | ColumnKind::BirthDate => {
            Arc::new(cells.iter().copied().collect::<DictionaryArray<UInt16Type>>())
        }
        ColumnKind::Date => Arc::new(read(cells).map(|date| date.map(Day::number)).collect::<Date32Array>()),
        ColumnKind::DateTime => {
            let millis = |date: Day| i64::from(date.number()) * 86_400_000;
            Arc::new(read(cells).map(|date| date.map(millis)).collect::<TimestampMillisecondArray>())
        }
        ColumnKind::Money => Arc::new(read::<i64>(cells).map(|p| p.map(|p| p * 100)).collect::<Int64Array>()),
        ColumnKind::Integer | ColumnKind::MarkedCount => Arc::new(read::<i64>(cells).collect::<Int64Array>()),
        ColumnKind::Fte => {
            let hundredths = |fte: f64| (fte * 100.0).round() as i32;
            Arc::new(read(cells).map(|fte| fte.map(hundredths)).collect::<Int32Array>())
        }
        ColumnKind::Flag => Arc::new(cells.iter().map(|cell| cell.map(|c| c == "yes")).collect::<BooleanArray>()),
        ColumnKind::Number => Arc::new(read::<f64>(cells).collect::<Float64Array>()),
    }
}

/// An examination of a few sheets of a submission for 2024-25.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exam {
    sheets: Vec<Sheet>,
    last: Option<Sheet>,
    refused: Vec<usize>,
    policy: Policy,
    catalogue: Option<Catalogue>,
}

impl Exam {
    pub(crate) fn of(sheet: Sheet) -> Self {
        Self::default().and(sheet)
    }

    pub(crate) fn and(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The same, with the file at this place given up after its rows were handed over.
    pub(crate) fn refused(mut self, file: usize) -> Self {
        self.refused.push(file);
        self
    }

    /// The staff of the year before.
    pub(crate) fn last(mut self, sheet: Sheet) -> Self {
        self.last = Some(sheet);
        self
    }

    /// The same in a run that has one indicator, divided in one way.
    pub(crate) fn knowing(mut self, indicator: &str, dimension: &str, codes: &[&str]) -> Self {
        let codes = codes.iter().map(|&code| code.to_owned()).collect();
        let strata = vec![(dimension.to_owned(), codes)];
        self.catalogue =
            Some(Catalogue { indicators: [(indicator.to_owned(), strata)].into(), ..Catalogue::default() });
        self
    }

    /// The same by another policy.
    pub(crate) fn by(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    pub(crate) fn verdict(&self) -> Verdict {
        let period = Period::financial_year("2024-25").unwrap();
        let context = Context {
            policy: self.policy.clone(),
            catalogue: self.catalogue.clone(),
            ..Context::new(SiteId::new("D1").unwrap(), period)
        };
        let mut examination = Examination::new(context).unwrap();
        if let Some(last) = &self.last {
            examination.recall(&last.batch);
        }
        let mut sources = Sources::default();
        for (file, sheet) in (0..).zip(&self.sheets) {
            let Sheet { dataset, supplied, batch } = sheet;
            let rows = std::slice::from_ref(batch);
            let look = examination.look(&Batches { dataset: *dataset, file, supplied, rows }).remove(0);
            let taken = look.rejected + look.duplicate;
            assert_eq!(look.keep.true_count() as u64 + taken, batch.num_rows() as u64);
            let name = format!("{}.csv", dataset.name());
            let refused = self.refused.contains(&usize::from(file));
            sources.files.push(SourceFile { name, dataset: Some(*dataset), refused, ..SourceFile::default() });
        }
        examination.finish(&sources)
    }

    /// The rows that a rule finds when it lets nothing pass.
    pub(crate) fn rows(&self, rule: &Rule) -> Vec<u32> {
        let mut exam = self.clone();
        exam.policy.rules.insert(rule.code.to_owned(), Tolerance::NONE);
        let verdict = exam.verdict();
        let of_rule = |index: usize| verdict.findings.get(index).is_some_and(|finding| finding.code == rule.code);
        verdict.rows.iter().filter(|marked| of_rule(marked.finding)).flat_map(|marked| marked.rows.clone()).collect()
    }

    /// What a rule says of whole datasets.
    pub(crate) fn says(&self, rule: &Rule) -> Vec<String> {
        self.verdict().findings.into_iter().filter(|f| f.code == rule.code).map(|f| f.found).collect()
    }
}

#[test]
fn a_sheet_has_the_columns_of_the_lake() {
    for &dataset in Dataset::ALL {
        let sheet = Sheet::new(dataset, &[], &[]);
        let (made, lake) = (sheet.batch.schema(), wres_ingest::lake_schema(dataset));
        let columns = |schema: &Schema| -> Vec<_> {
            schema.fields().iter().map(|field| (field.name().clone(), field.data_type().clone())).collect()
        };
        assert_eq!(columns(&made), columns(&lake), "{}", dataset.name());
    }
}

#[test]
fn nothing_is_said_of_a_file_that_was_given_up() {
    let staff =
        |person: &'static str| Sheet::new(Dataset::Staff, &["person_id", "ethnicity"], &[&[person, "asian_other"]]);
    let exam = Exam::of(staff("1")).and(staff("")).and(Sheet::new(Dataset::Cases, &["person_id"], &[&["1"], &[""]]));
    let codes =
        |exam: &Exam| -> Vec<String> { exam.verdict().findings.into_iter().map(|finding| finding.code).collect() };
    assert!(codes(&exam).contains(&"E-STA-001".to_owned()) && codes(&exam).contains(&"E-CAS-001".to_owned()));
    let rest = exam.refused(1).refused(2);
    assert!(codes(&rest).iter().all(|code| code.starts_with("I-")), "{:?}", codes(&rest));
    let verdict = rest.verdict();
    assert!(verdict.removed.is_empty());
    assert_eq!(verdict.completeness.iter().map(|part| part.known).collect::<Vec<_>>(), [1]);
}
