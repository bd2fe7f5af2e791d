//! Levels of leadership checks as gates: a level is reached when every core check of it, and of every level below, is met.

use super::{draft::Draft, panel::Panel, question::Question};
use wres_disparity::NotEstimable;
use wres_domain::{Binomial, Cell, Group, Grouping, Interval, MeasureKind, Scope};

const METHOD: &str = "gate: core checks met = core checks that apply";

/// How far the gates are open from below.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    /// Place among the levels of the highest that is reached, from 1; none where the first gate is shut.
    reached: Option<usize>,
    /// Place of the first level that is not passed, with the core checks of it that are not met.
    shut: Option<(usize, u64)>,
    /// Whether any core check applies at all.
    asked: bool,
}

/// The level that a site has reached, and the first that it has not passed with the core checks that are missing.
///
/// Of one site only: the counts of several sites add up, their levels do not. Checks that do not apply are in no base, so they
/// shut no gate; those not answered are in the base and are no case, so they do. A level of which no core check applies is
/// neither reached nor in the way.
pub(super) fn gate(question: &Question<'_>) -> Vec<Draft> {
    let here = matches!(question.panel.place.scope, Scope::Site(_)) && question.panel.grouping == Grouping::Binary;
    let Some(answered) = question.others.first().filter(|_| here) else { return Vec::new() };
    let levels = question.values();
    let of = |panel: &Panel<'_>, level: &str| panel.count(question.dimension(), level, Group::Unknown);
    let found = walk(levels.iter().map(|level| of(question.panel, level)));
    let level = found.and_then(|found| match found.asked {
        true => Cell::Value(exactly(found.reached.unwrap_or(0) as f64)),
        false => Cell::NotEstimable(NotEstimable::NoBase),
    });
    let code = |place: Option<usize>| place.and_then(|place| levels.get(place - 1)).copied().unwrap_or_default();
    let reached = Draft::new(MeasureKind::LevelReached, METHOD, Group::Unknown, level);
    let mut out = vec![match found {
        Cell::Value(found) => reached.at(code(found.reached)).note(without_level(question)),
        _ => reached,
    }];
    match found {
        Cell::Value(Walk { shut: None, .. }) => {}
        Cell::Value(Walk { shut: Some((place, missing)), .. }) => {
            let value = Cell::Value(exactly(missing as f64));
            let unanswered = of(answered, code(Some(place))).value().map(|cell| cell.base().0 - cell.cases().0);
            let note = unanswered.filter(|checks| *checks > 0).map(|checks| format!("{checks} of them not answered"));
            let draft = Draft::new(MeasureKind::LevelMissing, METHOD, Group::Unknown, value);
            out.push(draft.at(code(Some(place))).note(note));
        }
        other => {
            let value = other.map(|_| exactly(0.0));
            out.push(Draft::new(MeasureKind::LevelMissing, METHOD, Group::Unknown, value));
        }
    }
    out
}

/// Goes up the levels until one is shut. What cannot be seen on the way hides how far it goes.
fn walk(levels: impl Iterator<Item = Cell<Binomial>>) -> Cell<Walk> {
    let mut found = Walk::default();
    for (place, cell) in (1..).zip(levels) {
        let counts = match cell {
            Cell::Value(counts) => counts,
            other => return other.map(|_| found),
        };
        let (met, apply) = (counts.cases().0, counts.base().0);
        found.asked |= apply > 0;
        if met < apply {
            found.shut = Some((place, apply - met));
            break;
        }
        if apply > 0 {
            found.reached = Some(place);
        }
    }
    Cell::Value(found)
}

/// Core checks that have no level stand behind no gate.
fn without_level(question: &Question<'_>) -> Option<String> {
    let cell = question.panel.count(question.dimension(), wres_metrics::UNMAPPED, Group::Unknown);
    let checks = cell.value().map(|cell| cell.base().0).filter(|checks| *checks > 0)?;
    Some(format!("core checks without a level, which stand behind no gate: {checks}"))
}

/// A figure that is counted and not estimated.
fn exactly(value: f64) -> Interval {
    Interval { estimate: value, lower: value, upper: value }
}

#[cfg(test)]
mod tests {
    use super::walk;
    use proptest::prelude::*;
    use wres_domain::{Binomial, Cell, HiddenReason};

    fn of(levels: &[(u64, u64)]) -> (Option<usize>, Option<(usize, u64)>) {
        let cells = levels.iter().map(|(met, apply)| Cell::Value(Binomial::of(*met, *apply).unwrap()));
        let found = *walk(cells).value().unwrap();
        (found.reached, found.shut)
    }

    #[test]
    fn one_check_of_a_low_level_shuts_every_gate_above() {
        assert_eq!(of(&[(5, 5), (7, 8), (9, 9)]), (Some(1), Some((2, 1))));
        assert_eq!(of(&[(4, 5), (8, 8)]), (None, Some((1, 1))));
        assert_eq!(of(&[(5, 5), (8, 8), (0, 0)]), (Some(2), None));
    }

    #[test]
    fn a_level_of_which_nothing_applies_is_neither_reached_nor_in_the_way() {
        assert_eq!(of(&[(5, 5), (0, 0), (3, 3)]), (Some(3), None));
        assert_eq!(of(&[(5, 5), (0, 0), (2, 3)]), (Some(1), Some((3, 1))));
        assert_eq!(of(&[(0, 0), (0, 0)]), (None, None));
    }

    #[test]
    fn what_is_hidden_below_the_first_shut_gate_hides_the_level_and_above_it_does_not() {
        let shown = |met, apply| Cell::Value(Binomial::of(met, apply).unwrap());
        let hidden = Cell::Hidden(HiddenReason::TooFewPeople);
        assert!(matches!(walk([shown(5, 5), hidden, shown(0, 9)].into_iter()), Cell::Hidden(_)));
        assert!(matches!(walk([shown(0, 5), hidden].into_iter()), Cell::Value(_)));
    }

    proptest! {
        #[test]
        fn a_level_is_reached_exactly_if_no_core_check_up_to_it_is_missing(
            levels in prop::collection::vec((0_u64..4, 0_u64..3), 1..6),
        ) {
            let levels: Vec<(u64, u64)> = levels.into_iter().map(|(met, missing)| (met, met + missing)).collect();
            let (reached, shut) = of(&levels);
            let missing_up_to = |place: usize| levels[..place].iter().map(|(met, apply)| apply - met).sum::<u64>();
            let best = (1..=levels.len()).filter(|place| levels[place - 1].1 > 0 && missing_up_to(*place) == 0).max();
            prop_assert_eq!(reached, best);
            prop_assert_eq!(shut.is_none(), missing_up_to(levels.len()) == 0);
            if let Some((place, missing)) = shut {
                prop_assert_eq!((missing_up_to(place - 1), missing_up_to(place)), (0, missing));
            }
        }
    }
}
