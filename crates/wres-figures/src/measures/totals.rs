//! When a figure made of many counts is made, and how wide its interval has to be.

use super::{draft::Draft, question::Question};
use wres_disparity::{
    catalogue::{Allowance, FigureQuestion},
    rounded,
};
use wres_domain::{Cell, Group, HiddenReason, MeasureKind};
use wres_metrics::{DAY_OF_WAITING, LEFT, MONTH_OF_SERVICE, MeasureFamily, TRANSITION, TimeBands};

/// Whether a figure takes so many counts that it is made of all of them, small ones too: protection lies in their rounding.
pub(super) fn of_many_counts(family: MeasureFamily) -> bool {
    use MeasureFamily as Family;
    matches!(family, Family::Survival | Family::Incidence | Family::Waiting | Family::Ladder | Family::Career)
}

/// The people or events behind a figure about a group; `None` where the figure is about one count, which is shown or not by itself.
fn total(question: &Question<'_>, group: Group) -> Option<u64> {
    let over = |dimension: &str, codes: Vec<String>| {
        let panels = std::iter::once(question.panel).chain(question.others.iter().copied());
        let cells =
            panels.flat_map(|panel| codes.iter().map(|code| panel.count(dimension, code, group)).collect::<Vec<_>>());
        cells.filter_map(|cell| cell.value().map(|counts| counts.cases().0)).sum::<u64>()
    };
    let bands = || {
        let bands = TimeBands::of(question.indicator);
        bands.map_or_else(Vec::new, |bands| (0..bands.len()).map(|place| bands.code(place)).collect())
    };
    match question.wanted.family {
        MeasureFamily::Survival | MeasureFamily::Incidence => Some(over(MONTH_OF_SERVICE, bands())),
        MeasureFamily::Waiting => Some(over(DAY_OF_WAITING, bands())),
        MeasureFamily::Ladder => {
            Some(over(question.dimension(), question.values().into_iter().map(str::to_owned).collect()))
        }
        MeasureFamily::Career => {
            let rungs = question.standard.ladder();
            let to = |from: &String| -> Vec<String> {
                let others = rungs.iter().filter(|to| *to != from).map(String::as_str).chain([LEFT]);
                others.map(|to| format!("{from}>{to}")).collect()
            };
            Some(over(TRANSITION, rungs.iter().flat_map(to).collect()))
        }
        _ => None,
    }
}

/// A figure as it may be shown: not at all where its totals are below the threshold, otherwise with an interval that allows for the
/// rounding of the smaller of the two groups' totals.
pub(super) fn readable(question: &Question<'_>, draft: Draft) -> Draft {
    use MeasureFamily as Family;
    let family = question.wanted.family;
    let context = question.context;
    if matches!(family, Family::Score | Family::Gate | Family::Agreement) || context.step <= 1 {
        return draft;
    }
    let groups = || std::iter::once(draft.group).chain(draft.against);
    if of_many_counts(family)
        && matches!(draft.asked, Cell::Value(_) | Cell::NotEstimable(_))
        && groups().filter_map(|group| total(question, group)).any(|total| !context.reaches(total))
    {
        let asked = Cell::Hidden(HiddenReason::BelowThreshold);
        return Draft { asked, tested: None, note: None, ..draft };
    }
    let of_group = |group: Group| {
        let whole = || question.panel.whole(group).value().map(|counts| counts.cases().0);
        total(question, group).or_else(whole)
    };
    let total = groups().filter_map(of_group).min().unwrap_or(0).max(1);
    let allowance = Some(Allowance { scale: scale(draft.kind), s2: context.rounding_error(), total });
    let wider = |asked: Box<FigureQuestion>| Box::new(FigureQuestion { allowance, ..*asked });
    Draft { asked: draft.asked.map(wider), tested: draft.tested.map(wider), ..draft }
}

/// The scale on which a figure of a kind is widened.
fn scale(kind: MeasureKind) -> rounded::Scale {
    use MeasureKind as Kind;
    match kind {
        Kind::SurvivalAt
        | Kind::IncidenceAt
        | Kind::ShareWithin
        | Kind::ShareReaching
        | Kind::ResponseRate
        | Kind::ShareUndisclosed => rounded::Scale::Logit,
        Kind::HazardRatio
        | Kind::StepRatio
        | Kind::LadderRatio
        | Kind::FourFifths
        | Kind::UnderReporting
        | Kind::MedianTime
        | Kind::CentileTime
        | Kind::ExpectedYears
        | Kind::YearsOnRung
        | Kind::RestrictedMeanTime => rounded::Scale::Log,
        _ => rounded::Scale::Plain,
    }
}
