//! Careers: how long people stay on a rung, and how many come to each.

use super::{draft::Draft, panel::all, question::Question};
use wres_disparity::{Estimate, NotEstimable, ladder::Transitions, proportion::wilson};
use wres_domain::{Cell, Group, MeasureKind};
use wres_metrics::{LEFT, TRANSITION};

/// Years that a stay on each rung lasts, if as many stay every year: `1 / (1 - share that stays)`, with the limits of the share's.
pub(super) fn stay(question: &Question<'_>) -> Vec<Draft> {
    let mut out = Vec::new();
    for group in question.panel.groups() {
        for rung in question.values() {
            let stayed = question.panel.count(question.dimension(), rung, group);
            let value = stayed.and_then(|stayed| Cell::from(wilson(stayed, question.level()))).and_then(|share| {
                let years = |share: f64| 1.0 / (1.0 - share);
                if share.value < 1.0 {
                    let (lower, upper) = (years(share.lower), years(share.upper));
                    Cell::Value(Estimate { value: years(share.value), lower, upper, p_value: None, ..share })
                } else {
                    Cell::NotEstimable(NotEstimable::Undefined)
                }
            });
            let method = "1 / (1 - proportion.wilson)";
            out.push(Draft::estimated(MeasureKind::YearsOnRung, method, group, value).at(rung));
        }
    }
    out
}

/// Years of a career on each rung, and the share of careers that come to it, from the lowest rung.
pub(super) fn career(question: &Question<'_>) -> Vec<Draft> {
    let rungs = question.standard.ladder();
    let level = question.level();
    let mut out = Vec::new();
    for group in question.panel.groups() {
        let table = transitions(question, group, &rungs);
        for (on, rung) in rungs.iter().enumerate() {
            let years = table.clone().and_then(|table| Cell::from(table.expected_years(0, on, level)));
            let method = "ladder.expected_years";
            out.push(Draft::estimated(MeasureKind::ExpectedYears, method, group, years).at(rung));
            if on > 0 {
                let share = table.clone().and_then(|table| Cell::from(table.share_reaching(0, on, level)));
                let method = "ladder.share_reaching";
                out.push(Draft::estimated(MeasureKind::ShareReaching, method, group, share).at(rung));
            }
        }
    }
    out
}

/// The moves of a group. Whoever is on no known rung, then or now, takes no part.
fn transitions(question: &Question<'_>, group: Group, rungs: &[String]) -> Cell<Transitions> {
    let people = |from: &str, to: &str| {
        question.panel.count(TRANSITION, &format!("{from}>{to}"), group).map(|cell| cell.cases().0)
    };
    let stayed = all(rungs.iter().map(|from| all(rungs.iter().map(|to| people(from, to)))));
    let left = all(rungs.iter().map(|from| people(from, LEFT)));
    stayed.zip(left).and_then(|(stayed, left)| Cell::from(Transitions::new(&stayed, &left)))
}
