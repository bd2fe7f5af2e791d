//! Representation from rung to rung: which step loses people, and how uneven the spread is.

use super::{draft::Draft, panel::all, question::Question};
use wres_disparity::{
    Level, NotEstimable,
    bootstrap::{Plan, resample_table},
    evenness::{ExpectedDissimilarity, Units, dissimilarity, dissimilarity_expected, theil},
    odds_ratio,
};
use wres_domain::{Binomial, Cell, Interval, MeasureKind};

const STEP: &str = "or.miettinen_nurminen";
const DISSIMILARITY: &str = "segregation.dissimilarity; bootstrap";
const BEYOND: &str = "segregation.dissimilarity_expected; bootstrap";
const THEIL: &str = "segregation.theil_h; bootstrap";
/// Resamples behind the interval of an index. The seed is fixed, so the same counts give the same limits.
const PLAN: Plan = Plan { replicates: 1000, seed: 1 };

/// The steps, their product, and evenness over all rungs, each group against the reference.
///
/// The step from a rung to the next is the odds of being on the upper of the two, group over reference: how many times the
/// ratio of their representations changes. The product over all steps is the ratio of representations on the highest rung over
/// that on the lowest.
pub(super) fn ladder(question: &Question<'_>) -> Vec<Draft> {
    let rungs = question.values();
    let (level, reference) = (question.level(), question.panel.grouping.reference());
    let on = |group| -> Vec<Cell<u64>> {
        let cells = rungs.iter().map(|rung| question.panel.count(question.dimension(), rung, group));
        cells.map(|cell| cell.map(|cell| cell.cases().0)).collect()
    };
    let of_reference = on(reference);
    let mut out = Vec::new();
    for group in question.panel.groups().into_iter().filter(|group| *group != reference) {
        let own = on(group);
        let step = |lower: usize, upper: usize| {
            let pair = |rungs: &[Cell<u64>]| {
                rungs[upper]
                    .zip(rungs[lower])
                    .and_then(|(above, below)| Cell::from(Binomial::of(above, above.saturating_add(below))))
            };
            pair(&own)
                .zip(pair(&of_reference))
                .and_then(|(own, other)| Cell::from(odds_ratio::miettinen_nurminen(own, other, level)))
        };
        for upper in 1..rungs.len() {
            let at = format!("{}>{}", rungs[upper - 1], rungs[upper]);
            let draft = Draft::estimated(MeasureKind::StepRatio, STEP, group, step(upper - 1, upper));
            out.push(draft.at(at).against(reference));
        }
        if let (Some(first), Some(last)) = (rungs.first(), rungs.last().filter(|_| rungs.len() > 1)) {
            let draft = Draft::estimated(MeasureKind::LadderRatio, STEP, group, step(0, rungs.len() - 1));
            out.push(draft.at(format!("{first}>{last}")).against(reference));
        }
        let table = all(own.iter().copied()).zip(all(of_reference.iter().copied()));
        out.extend(
            evenness(table, level).map(|(kind, method, value, note)| {
                Draft::new(kind, method, group, value).against(reference).note(note)
            }),
        );
    }
    out
}

type Index = (MeasureKind, &'static str, Cell<Interval>, Option<String>);

/// The indices of two groups' counts over rungs.
fn evenness(table: Cell<(Vec<u64>, Vec<u64>)>, level: Level) -> [Index; 3] {
    let found = table.and_then(|(own, other)| Cell::from(Units::new(&own, &other)).map(|units| (units, own, other)));
    let chance = match &found {
        Cell::Value((units, _, _)) => dissimilarity_expected(units).ok(),
        _ => None,
    };
    let index = |of: fn(&Units) -> Option<f64>| {
        found.clone().and_then(|(units, own, other)| {
            let Some(value) = of(&units) else { return Cell::NotEstimable(NotEstimable::Undefined) };
            resampled(value, &own, &other, level, of)
        })
    };
    let note = chance.map(|chance: ExpectedDissimilarity| format!("chance alone would give {:.3}", chance.expected));
    let beyond = |units: &Units| dissimilarity_expected(units).ok().map(|chance| chance.beyond_chance);
    [
        (MeasureKind::Dissimilarity, DISSIMILARITY, index(|units| Some(dissimilarity(units))), note),
        (MeasureKind::DissimilarityBeyondChance, BEYOND, index(beyond), None),
        (MeasureKind::TheilH, THEIL, index(|units| Some(theil(units).h)), None),
    ]
}

/// An index with percentile limits over resamples of all people, and itself within them.
fn resampled(value: f64, own: &[u64], other: &[u64], level: Level, of: fn(&Units) -> Option<f64>) -> Cell<Interval> {
    let cells = [own, other].concat();
    let replicates = resample_table(&cells, PLAN, |drawn| {
        let (own, other) = drawn.split_at(own.len());
        Units::new(own, other).ok().and_then(|units| of(&units))
    });
    Cell::from(replicates.and_then(|replicates| replicates.percentile(value, level))).map(|found| Interval {
        estimate: value,
        // Resampling adds chance to chance, so where the spread is even all resamples can lie above.
        lower: found.estimate.lower.min(value),
        upper: found.estimate.upper.max(value),
    })
}
