//! Representation from grade to grade: which step loses people, and how uneven the spread is.

use super::{
    draft::{Draft, question},
    panel::all,
    question::Question,
};
use crate::ask::two;
use serde_json::json;
use wres_disparity::{
    Level,
    catalogue::{FigureQuestion, Outputs},
    evenness::{Index, Units, dissimilarity_expected},
};
use wres_domain::{Binomial, Cell, MeasureKind};

const STEP: &str = "or.miettinen_nurminen";
const INDEX: &str = "segregation.resampled";
/// Resamples behind the interval of an index. The seed is fixed, so the same counts give the same limits.
const REPLICATES: u32 = 1000;
const SEED: u32 = 1;

/// The steps, their product, and evenness over all rungs, each group against the reference.
///
/// The step from a rung to the next is the odds of being on the upper of the two, group over reference: how many times the
/// ratio of their representations changes. The product over all steps is the ratio of representations on the highest rung over
/// that on the lowest.
pub(super) fn ladder(asked: &Question<'_>) -> Vec<Draft> {
    let rungs = asked.values();
    let (level, reference) = (asked.level(), asked.panel.grouping.reference());
    let on = |group| -> Vec<Cell<u64>> {
        let cells = rungs.iter().map(|rung| asked.panel.count(asked.dimension(), rung, group));
        cells.map(|cell| cell.map(|cell| cell.cases().0)).collect()
    };
    let of_reference = on(reference);
    let mut out = Vec::new();
    for group in asked.panel.groups().into_iter().filter(|group| *group != reference) {
        let own = on(group);
        let step = |lower: usize, upper: usize| {
            let pair = |rungs: &[Cell<u64>]| {
                rungs[upper]
                    .zip(rungs[lower])
                    .and_then(|(above, below)| Cell::from(Binomial::of(above, above.saturating_add(below))))
            };
            pair(&own).zip(pair(&of_reference)).map(|pair| two(STEP, pair, level))
        };
        for upper in 1..rungs.len() {
            let at = format!("{}>{}", rungs[upper - 1], rungs[upper]);
            let draft = Draft::new(MeasureKind::StepRatio, STEP, group, step(upper - 1, upper));
            out.push(draft.at(at).against(reference));
        }
        if let (Some(first), Some(last)) = (rungs.first(), rungs.last().filter(|_| rungs.len() > 1)) {
            let draft = Draft::new(MeasureKind::LadderRatio, STEP, group, step(0, rungs.len() - 1));
            out.push(draft.at(format!("{first}>{last}")).against(reference));
        }
        let table = all(own.iter().copied()).zip(all(of_reference.iter().copied()));
        for (kind, index) in [
            (MeasureKind::Dissimilarity, Index::Dissimilarity),
            (MeasureKind::DissimilarityBeyondChance, Index::BeyondChance),
            (MeasureKind::TheilH, Index::Theil),
        ] {
            let evenness = table.clone().map(|(own, other)| resampled(index, &own, &other, level));
            let note = match (index, table.value()) {
                (Index::Dissimilarity, Some((own, other))) => by_chance(own, other),
                _ => None,
            };
            out.push(Draft::new(kind, INDEX, group, evenness).against(reference).note(note));
        }
    }
    out
}

fn resampled(index: Index, own: &[u64], other: &[u64], level: Level) -> FigureQuestion {
    let input = json!({"a": own, "b": other, "index": index.name(), "replicates": REPLICATES, "seed": SEED});
    question(INDEX, input, Outputs::plain(), level)
}

/// The dissimilarity that chance alone would give.
fn by_chance(own: &[u64], other: &[u64]) -> Option<String> {
    match Units::new(own, other).and_then(|units| dissimilarity_expected(&units)) {
        Ok(chance) => Some(format!("chance alone would give {:.3}", chance.expected)),
        Err(_) => None,
    }
}
