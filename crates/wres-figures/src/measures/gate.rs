//! Levels of leadership checks as gates: a level is reached when every core check of it, and of every level below, is met.

use super::{
    draft::{Draft, bases, cases, question},
    panel::Panel,
    question::Question,
};
use serde_json::json;
use wres_disparity::{agreement::gates, catalogue::Outputs};
use wres_domain::{Binomial, Cell, Group, Grouping, MeasureKind, Scope};

const METHOD: &str = "agreement.gates";

/// The level that a site has reached, and the first that it has not passed with the core checks that are missing.
///
/// Of one site only: the counts of several sites add up, their levels do not. Checks that do not apply are in no base, so they
/// shut no gate; those not answered are in the base and are no case, so they do.
pub(super) fn gate(asked: &Question<'_>) -> Vec<Draft> {
    let here = matches!(asked.panel.place.scope, Scope::Site(_)) && asked.panel.grouping == Grouping::Binary;
    let Some(answered) = asked.others.first().filter(|_| here) else { return Vec::new() };
    let levels = asked.values();
    let of = |panel: &Panel<'_>, level: &str| panel.count(asked.dimension(), level, Group::Unknown);
    let seen = up_to_the_first_shut(levels.iter().map(|level| of(asked.panel, level)));
    let found = seen.clone().and_then(|levels| Cell::from(gates(&levels)));
    let figure = |output: &str| {
        seen.clone().map(|levels| {
            let input = json!({"met": cases(&levels), "apply": bases(&levels)});
            question(METHOD, input, Outputs::number(output), asked.level())
        })
    };
    let code = |place: Option<usize>| place.and_then(|place| levels.get(place - 1)).copied().unwrap_or_default();
    let reached = Draft::new(MeasureKind::LevelReached, METHOD, Group::Unknown, figure("reached"));
    let mut out = vec![match found {
        Cell::Value(found) => reached.at(code(found.reached)).note(without_level(asked)),
        _ => reached,
    }];
    let missing = Draft::new(MeasureKind::LevelMissing, METHOD, Group::Unknown, figure("missing"));
    match (found.value().map(|found| found.shut), &seen) {
        (Some(Some((place, _))), _) => {
            let unanswered = of(answered, code(Some(place))).value().map(|cell| cell.base().0 - cell.cases().0);
            let note = unanswered.filter(|checks| *checks > 0).map(|checks| format!("{checks} of them not answered"));
            out.push(missing.at(code(Some(place))).note(note));
        }
        // What cannot be seen on the way up is not known to be missing either.
        (None, Cell::Hidden(_) | Cell::Absent(_) | Cell::NotEstimable(_)) => out.push(missing),
        _ => {}
    }
    out
}

/// The levels from below up to the first whose gate is shut. What cannot be seen on the way hides how far it goes.
fn up_to_the_first_shut(levels: impl Iterator<Item = Cell<Binomial>>) -> Cell<Vec<Binomial>> {
    let mut out = Vec::new();
    for cell in levels {
        match cell {
            Cell::Value(counts) => out.push(counts),
            other => return other.map(|_| out),
        }
        if out.last().is_some_and(|counts| counts.others().0 > 0) {
            break;
        }
    }
    Cell::Value(out)
}

/// Core checks that have no level stand behind no gate.
fn without_level(question: &Question<'_>) -> Option<String> {
    let cell = question.panel.count(question.dimension(), wres_metrics::UNMAPPED, Group::Unknown);
    let checks = cell.value().map(|cell| cell.base().0).filter(|checks| *checks > 0)?;
    Some(format!("core checks without a level, which stand behind no gate: {checks}"))
}

#[cfg(test)]
mod tests {
    use super::up_to_the_first_shut;
    use wres_domain::{Binomial, Cell, HiddenReason};

    #[test]
    fn what_is_hidden_below_the_first_shut_gate_hides_the_level_and_above_it_does_not() {
        let shown = |met, apply| Cell::Value(Binomial::of(met, apply).unwrap());
        let hidden = Cell::Hidden(HiddenReason::TooFewPeople);
        assert!(matches!(up_to_the_first_shut([shown(5, 5), hidden, shown(0, 9)].into_iter()), Cell::Hidden(_)));
        assert!(matches!(up_to_the_first_shut([shown(0, 5), hidden].into_iter()), Cell::Value(_)));
    }
}
