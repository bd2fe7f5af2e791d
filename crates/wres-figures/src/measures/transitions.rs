//! Careers: how long people stay on a grade, and how many come to each.

use super::{
    draft::{Draft, question},
    panel::all,
    question::Question,
};
use crate::ask::one;
use serde_json::{Value, json};
use wres_disparity::catalogue::Outputs;
use wres_domain::{Cell, Group, MeasureKind};
use wres_metrics::{LEFT, TRANSITION};

const STAY: &str = "ladder.years_on_grade";
const YEARS: &str = "ladder.expected_years";
const REACHING: &str = "ladder.share_reaching";

/// Years that a stay on each rung lasts, if as many stay every year.
pub(super) fn stay(asked: &Question<'_>) -> Vec<Draft> {
    let mut out = Vec::new();
    for group in asked.panel.groups() {
        for rung in asked.values() {
            let stayed = asked.panel.count(asked.dimension(), rung, group);
            let years = stayed.map(|stayed| one(STAY, stayed, asked.level()));
            out.push(Draft::new(MeasureKind::YearsOnRung, STAY, group, years).at(rung));
        }
    }
    out
}

/// Years of a career on each rung, and the share of careers that come to it, from the lowest rung.
pub(super) fn career(asked: &Question<'_>) -> Vec<Draft> {
    let rungs = asked.standard.ladder();
    let mut out = Vec::new();
    for group in asked.panel.groups() {
        let moves = moves(asked, group, &rungs);
        let figure = |method: &'static str, on: usize| {
            moves.clone().map(|mut input| {
                input["from"] = 0.into();
                input["to"] = on.into();
                question(method, input, Outputs::plain(), asked.level())
            })
        };
        for (on, rung) in rungs.iter().enumerate() {
            out.push(Draft::new(MeasureKind::ExpectedYears, YEARS, group, figure(YEARS, on)).at(rung));
            if on > 0 {
                out.push(Draft::new(MeasureKind::ShareReaching, REACHING, group, figure(REACHING, on)).at(rung));
            }
        }
    }
    out
}

/// The moves of a group, as the input of a method. Whoever is on no known rung, then or now, takes no part.
fn moves(asked: &Question<'_>, group: Group, rungs: &[String]) -> Cell<Value> {
    let people =
        |from: &str, to: &str| asked.panel.count(TRANSITION, &format!("{from}>{to}"), group).map(|cell| cell.cases().0);
    let stayed = all(rungs.iter().map(|from| all(rungs.iter().map(|to| people(from, to)))));
    let left = all(rungs.iter().map(|from| people(from, LEFT)));
    stayed.zip(left).map(|(stayed, left)| json!({"stayed": stayed, "left": left}))
}
