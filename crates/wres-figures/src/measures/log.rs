//! What a log or a survey does not hold: who is in no log, who did not answer, whose ethnicity is not disclosed.

use super::{
    draft::{Draft, question},
    question::Question,
};
use crate::{
    ask::{one, two},
    estimators::plus,
};
use serde_json::json;
use wres_disparity::{Base, Count, catalogue::Outputs};
use wres_domain::{Binomial, Cell, Group, MeasureKind};

/// People logged against those whom the survey leads to expect.
pub(super) fn under_reporting(asked: &Question<'_>) -> Vec<Draft> {
    const METHOD: &str = "under_reporting.ratio";
    let Some(survey) = asked.others.first() else { return Vec::new() };
    let mut out = Vec::new();
    for group in asked.panel.groups() {
        let counts = asked.panel.whole(group).zip(survey.whole(group));
        let figure = |outputs: Outputs| {
            counts.map(|(log, answers)| {
                let input = json!({
                    "logged": log.cases().0, "staff": log.base().0, "x": answers.cases().0, "n": answers.base().0,
                });
                question(METHOD, input, outputs, asked.level())
            })
        };
        let expected = figure(Outputs::of("expected")).and_then(|expected| Cell::from(expected.answer()));
        let note = expected.value().map(|expected| {
            format!("expected {:.0} people ({:.0} to {:.0})", expected.value, expected.lower, expected.upper)
        });
        let ratio = Draft::new(MeasureKind::UnderReporting, METHOD, group, figure(Outputs::plain()));
        out.push(ratio.note(note.clone()));
        let unlogged = Draft::new(MeasureKind::Unlogged, METHOD, group, figure(Outputs::of("unlogged")));
        out.push(unlogged.note(note));
    }
    out
}

/// Questionnaires sent in over the staff asked: the bases of the two indicators. The p-value is that of the ratio to the reference group.
pub(super) fn response(asked: &Question<'_>) -> Vec<Draft> {
    const METHOD: &str = "proportion.wilson";
    let Some(staff) = asked.others.first() else { return Vec::new() };
    let rate = |group: Group| -> Cell<Binomial> {
        let sent = asked.panel.whole(group);
        sent.zip(staff.whole(group))
            .and_then(|(sent, staff)| Cell::from(Binomial::new(Count(sent.base().0), Base(staff.base().0))))
    };
    let (level, reference) = (asked.level(), asked.panel.grouping.reference());
    let of_reference = rate(reference);
    asked
        .panel
        .groups()
        .into_iter()
        .map(|group| {
            let own = rate(group);
            let draft = Draft::new(MeasureKind::ResponseRate, METHOD, group, own.map(|own| one(METHOD, own, level)));
            if group == reference {
                return draft;
            }
            let tested = own.zip(of_reference).map(|pair| two("rr.koopman", pair, level));
            let ratio = tested.clone().and_then(|ratio| Cell::from(ratio.answer()));
            let note = ratio.value().map(|ratio| {
                let other = asked.context.label(reference);
                format!("{:.2} times the rate of {other} ({:.2} to {:.2})", ratio.value, ratio.lower, ratio.upper)
            });
            let tested = tested.value().cloned().map(Box::new);
            Draft { tested, ..draft }.against(reference).note(note)
        })
        .collect()
}

/// The share of the base whose ethnicity is not disclosed, from the two groups: the others say the same more than once.
pub(super) fn undisclosed(asked: &Question<'_>) -> Vec<Draft> {
    const METHOD: &str = "proportion.wilson";
    if asked.panel.grouping != wres_domain::Grouping::Binary {
        return Vec::new();
    }
    let unknown = asked.panel.whole(Group::Unknown);
    let known = asked.panel.groups().into_iter().map(|group| asked.panel.whole(group));
    let everybody = known.fold(unknown, |sum, next| sum.zip(next).map(|(sum, next)| plus(sum, next)));
    let share = unknown.zip(everybody).and_then(|(unknown, all)| {
        Cell::from(Binomial::of(unknown.base().0, all.base().0)).map(|share| one(METHOD, share, asked.level()))
    });
    vec![Draft::new(MeasureKind::ShareUndisclosed, METHOD, Group::Unknown, share)]
}
