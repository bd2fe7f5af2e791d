//! One submission under examination.

use crate::{
    context::{Context, Sources},
    error::RuleError,
    gathered::{Gathered, Portion, Spot},
    ledger::Ledger,
    names,
    policy::{PolicyError, Tolerance},
    registry,
    repeats::{Again, Prints, Repeats},
    rule::{Check, Effect, Rule, Statement},
    settings::Settings,
    verdict::Verdict,
    view::Rows,
};
use arrow::{
    array::{BooleanArray, RecordBatch},
    buffer::BooleanBuffer,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// Rows of one file, in the columns of the lake.
#[derive(Debug, Clone, Copy)]
pub struct Batches<'a> {
    /// The dataset.
    pub dataset: Dataset,
    /// Index of the file, as in the column `_file`.
    pub file: u16,
    /// Canonical columns that the file has.
    pub supplied: &'a [String],
    /// The rows, in the order of the file.
    pub rows: &'a [RecordBatch],
}

/// What to do with the rows of one batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Which rows stay. As long as the batch, without nulls.
    pub keep: BooleanArray,
    /// Rows that a rule rejected.
    pub rejected: u64,
    /// Rows dropped as exact repeats of another row.
    pub duplicate: u64,
}

/// A rule that is run, and how much it lets pass.
pub(crate) struct Active {
    pub(crate) rule: &'static Rule,
    pub(crate) tolerance: Tolerance,
}

/// What was found, before it is put into words. Keys are the place of the rule and the index of the file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) rows: BTreeMap<(usize, u16), Vec<u32>>,
    /// How many rows each rule looked at.
    pub(crate) examined: BTreeMap<(usize, u16), u64>,
    pub(crate) statements: BTreeMap<usize, Vec<Statement>>,
    /// Names that no catalogue has, in words, with the code of the rule that found them and how many rows have them.
    pub(crate) names: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// Rules that could not run: code and why.
    pub(crate) failures: BTreeSet<(&'static str, RuleError)>,
}

/// One submission under examination: sees every batch once, remembers little, and concludes when all are seen.
///
/// ```
/// use wres_domain::{Period, SiteId};
/// use wres_validate::{Context, Decision, Examination, Sources};
///
/// let period = Period::financial_year("2024-25")?;
/// let examination = Examination::new(Context::new(SiteId::new("D0000001")?, period))?;
/// // A submission without any staff cannot be used.
/// assert!(matches!(examination.finish(&Sources::default()).decision, Decision::Rejected { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Examination {
    settings: Settings,
    rules: Vec<Active>,
    found: Found,
    gathered: Gathered,
    repeats: Repeats,
    ledger: Ledger,
}

impl Examination {
    /// Begins an examination by the rules of the context's year and policy.
    ///
    /// # Errors
    /// [`PolicyError`] if the policy names a rule that does not exist, or a share that is none.
    pub fn new(context: Context) -> Result<Self, PolicyError> {
        context.policy.check(&registry::codes())?;
        let settings =
            Settings { catalogue: context.catalogue, ..Settings::new(&context.period, context.policy, context.needs) };
        let active = |rule: &'static Rule| {
            let tolerance = settings.policy.rules.get(rule.code).copied().unwrap_or(rule.tolerance);
            (settings.edition.has(rule.code) && !tolerance.off).then_some(Active { rule, tolerance })
        };
        let rules = registry::rules().filter_map(active).collect();
        let most = settings.policy.most_compared_rows;
        Ok(Self {
            settings,
            rules,
            found: Found::default(),
            gathered: Gathered::default(),
            repeats: Repeats::within(most),
            ledger: Ledger::default(),
        })
    }

    /// Remembers the accepted staff of the period before, for the rules that compare years. Other datasets are not needed.
    /// Call it for each batch, in any order, before [`Self::finish`]; an empty batch says that there was nobody.
    pub fn recall(&mut self, staff: &RecordBatch) {
        if let Err(error) = self.gathered.recall(&Rows::new(staff, &[])) {
            self.found.failed("year on year", error);
        }
        self.gathered.keep_within(self.settings.policy.most_compared_rows);
    }

    /// Judges the rows of batches, column by column, and says of each which stay. All threads look at rows; what is remembered of
    /// them is taken down in their order.
    ///
    /// Of rows that repeat one another the first seen stays, so batches must come in the same order to give the same verdict. How
    /// many come at a time makes no difference.
    pub fn look(&mut self, batches: &Batches<'_>) -> Vec<Look> {
        let rows: Vec<Rows<'_>> = batches.rows.iter().map(|batch| Rows::new(batch, batches.supplied)).collect();
        let judged: Vec<Judged> = rows.par_iter().map(|rows| self.judge(batches, rows)).collect();
        let prints = judged.iter().map(|judged| Some((judged.prints.as_ref().ok()?, &judged.stay)));
        let again = self.repeats.look(batches.dataset, &prints.collect::<Vec<_>>());
        let looks: Vec<Look> = rows
            .iter()
            .zip(judged)
            .zip(again)
            .map(|((rows, judged), again)| self.settle(batches, rows, judged, again))
            .collect();
        let (dataset, file, singly) = (batches.dataset, batches.file, !self.gathered.given_up);
        let portions: Vec<Result<Portion, RuleError>> = rows
            .par_iter()
            .zip(&looks)
            .map(|(rows, look)| Portion::of(dataset, rows, file, look.keep.values(), singly))
            .collect();
        for portion in portions {
            match portion {
                Ok(portion) => self.gathered.gather(dataset, file, portion),
                Err(error) => self.found.failed("rules across files", error),
            }
        }
        self.gathered.keep_within(self.settings.policy.most_compared_rows);
        self.gathered.not_compared = self.repeats.not_compared();
        looks
    }

    /// Runs the rules that look at the rows of a batch by themselves.
    fn judge(&self, batches: &Batches<'_>, rows: &Rows<'_>) -> Judged {
        let mut rejected = BooleanBuffer::new_unset(rows.len());
        let mut said = Vec::new();
        for (place, Active { rule, .. }) in self.rules.iter().enumerate() {
            if !applies(rule, batches) {
                continue;
            }
            let Some(hits) = rule.check.of_rows(rows, &self.settings) else { continue };
            if let (Ok(hits), Effect::RejectRow) = (&hits, rule.effect) {
                rejected = &rejected | hits;
            }
            said.push((place, hits));
        }
        Judged { said, stay: !&rejected, prints: Prints::of(batches.dataset, rows) }
    }

    /// Takes down what was found in a batch, and says which of its rows stay.
    fn settle(&mut self, batches: &Batches<'_>, rows: &Rows<'_>, judged: Judged, again: Option<Again>) -> Look {
        let Batches { dataset, file, .. } = *batches;
        let Judged { said, stay, prints } = judged;
        let counted = self.gathered.by_file.entry((dataset, file)).or_default();
        counted.rows += rows.len() as u64;
        counted.supplied.extend(batches.supplied.iter().cloned());
        for (place, hits) in said {
            match hits {
                Ok(hits) => self.found.add(place, file, rows, &hits),
                Err(error) => self.found.failed(self.rules[place].rule.code, error),
            }
        }
        if matches!(dataset, Dataset::Returns | Dataset::Actions)
            && let Err(error) = names::note(&mut self.found.names, dataset, rows, self.settings.catalogue.as_ref())
        {
            self.found.failed("names that no catalogue has", error);
        }
        if let Err(error) = prints {
            self.found.failed("repeated rows", error);
        }
        let (keep, duplicate) = match again {
            Some(Again { same, other }) => self.repeated(batches, rows, &stay, &same, &other),
            None => (stay, 0),
        };
        let rejected = rows.len() as u64 - keep.count_set_bits() as u64 - duplicate;
        self.ledger.add(file, rejected, duplicate);
        self.gathered.by_file.entry((dataset, file)).or_default().rejected += rejected;
        Look { keep: BooleanArray::new(keep, None), rejected, duplicate }
    }

    /// Notes repeats and conflicts; returns what stays and how many were dropped as repeats.
    fn repeated(
        &mut self,
        batches: &Batches<'_>,
        rows: &Rows<'_>,
        stay: &BooleanBuffer,
        same: &BooleanBuffer,
        other: &BooleanBuffer,
    ) -> (BooleanBuffer, u64) {
        let (mut keep, mut duplicate) = (stay.clone(), 0);
        for (place, Active { rule, .. }) in self.rules.iter().enumerate() {
            let hits = match rule.check {
                Check::Repeat => same,
                Check::Conflict => other,
                _ => continue,
            };
            if !applies(rule, batches) {
                continue;
            }
            self.found.add(place, batches.file, rows, hits);
            match rule.effect {
                Effect::DropRepeat => duplicate += hits.count_set_bits() as u64,
                Effect::RejectRow => {}
                Effect::None | Effect::RejectSubmission => continue,
            }
            keep = &keep & &!hits;
        }
        (keep, duplicate)
    }

    /// Runs the rules that look across files and at whole datasets, and concludes.
    #[must_use]
    pub fn finish(mut self, sources: &Sources) -> Verdict {
        let mut refused = BTreeSet::new();
        for (file, source) in (0..=u16::MAX).zip(&sources.files) {
            if source.refused {
                refused.insert(file);
            } else if let Some(dataset) = source.dataset {
                // A file with a header and no rows gives no batch, and was sent all the same.
                self.gathered.by_file.entry((dataset, file)).or_default();
            }
        }
        self.found.forget(&refused);
        self.ledger.forget(&refused);
        self.gathered.settle(&refused);
        // All rows have been seen, so all threads are free.
        let (gathered, settings) = (&self.gathered, &self.settings);
        let conclusions: Vec<Conclusion> = self
            .rules
            .par_iter()
            .map(|Active { rule, .. }| match rule.check {
                Check::Whole(check) => Conclusion::Statements(check(gathered, settings)),
                _ if !has_columns(rule, gathered) => Conclusion::None,
                _ => rule.check.of_all(rule.dataset, gathered, settings).map_or(Conclusion::None, Conclusion::Rows),
            })
            .collect();
        for (place, (Active { rule, .. }, conclusion)) in self.rules.iter().zip(conclusions).enumerate() {
            match conclusion {
                Conclusion::Rows(spots) => {
                    let looked = rule.dataset.and_then(|dataset| self.gathered.counted(dataset));
                    self.found.examined.insert((place, 0), looked.map_or(0, |counted| counted.kept));
                    for Spot { file, row } in spots {
                        self.found.rows.entry((place, file)).or_default().push(row);
                    }
                }
                Conclusion::Statements(statements) => {
                    self.found.statements.insert(place, statements);
                }
                Conclusion::None => {}
            }
        }
        crate::conclude::conclude(&self.rules, self.found, &self.gathered, &self.ledger, &self.settings.needs, sources)
    }
}

/// What a rule says once all rows are seen.
enum Conclusion {
    /// It looks at rows one by one, or it cannot look.
    None,
    Rows(Vec<Spot>),
    Statements(Vec<Statement>),
}

/// Whether the rule is about the batch's dataset and the file has the columns that it needs.
fn applies(rule: &Rule, batch: &Batches<'_>) -> bool {
    let has = |column: &&str| batch.supplied.iter().any(|supplied| supplied == column);
    rule.dataset == Some(batch.dataset) && rule.columns.iter().all(has)
}

/// Whether some file of the rule's dataset has the columns that it needs.
fn has_columns(rule: &Rule, gathered: &Gathered) -> bool {
    let Some(dataset) = rule.dataset else { return true };
    let Some(counted) = gathered.counted(dataset) else { return false };
    rule.columns.iter().all(|column| counted.supplied.contains(*column))
}

/// A batch after the rules that look at its rows by themselves.
struct Judged {
    /// What each rule said, by its place.
    said: Vec<(usize, Result<BooleanBuffer, RuleError>)>,
    /// Rows that none of them rejects.
    stay: BooleanBuffer,
    prints: Result<Prints, RuleError>,
}

impl Found {
    /// Notes that rules could not run.
    fn failed(&mut self, rules: &'static str, error: RuleError) {
        self.failures.insert((rules, error));
    }

    /// Forgets what was found in files that were given up.
    fn forget(&mut self, refused: &BTreeSet<u16>) {
        self.rows.retain(|(_, file), _| !refused.contains(file));
        self.examined.retain(|(_, file), _| !refused.contains(file));
    }

    /// Adds the rows of a batch that a rule found.
    fn add(&mut self, place: usize, file: u16, rows: &Rows<'_>, hits: &BooleanBuffer) {
        *self.examined.entry((place, file)).or_default() += rows.len() as u64;
        if hits.count_set_bits() == 0 {
            return;
        }
        let numbers = rows.row_numbers();
        let out = self.rows.entry((place, file)).or_default();
        // Rows without numbers are rows all the same: they are counted in the place of row 0, "not known".
        out.extend(hits.set_indices().map(|row| numbers.as_ref().ok().and_then(|n| n.at(row)).unwrap_or(0)));
    }
}
