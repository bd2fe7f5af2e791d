//! What a log or a survey does not hold: who is in no log, who did not answer, whose ethnicity is not disclosed.

use super::{draft::Draft, question::Question};
use crate::estimators::plus;
use wres_disparity::{Base, Count, beyond, proportion::wilson, ratio::koopman};
use wres_domain::{Binomial, Cell, Group, MeasureKind};

/// People logged against those whom the survey leads to expect.
pub(super) fn under_reporting(question: &Question<'_>) -> Vec<Draft> {
    const METHOD: &str = "under_reporting.ratio";
    let Some(survey) = question.others.first() else { return Vec::new() };
    let mut out = Vec::new();
    for group in question.panel.groups() {
        let found = question.panel.whole(group).zip(survey.whole(group)).and_then(|(log, answers)| {
            Cell::from(beyond::under_reporting(log.cases(), log.base(), answers, question.level()))
        });
        let note = found.value().map(|found| {
            format!(
                "expected {:.0} people ({:.0} to {:.0})",
                found.expected.value, found.expected.lower, found.expected.upper
            )
        });
        let ratio = Draft::estimated(MeasureKind::UnderReporting, METHOD, group, found.map(|found| found.ratio));
        out.push(ratio.note(note.clone()));
        let unlogged = Draft::estimated(MeasureKind::Unlogged, METHOD, group, found.map(|found| found.unlogged));
        out.push(unlogged.note(note));
    }
    out
}

/// Questionnaires sent in over the staff asked: the bases of the two indicators.
pub(super) fn response(question: &Question<'_>) -> Vec<Draft> {
    let Some(staff) = question.others.first() else { return Vec::new() };
    let rate = |group: Group| -> Cell<Binomial> {
        let sent = question.panel.whole(group);
        sent.zip(staff.whole(group))
            .and_then(|(sent, staff)| Cell::from(Binomial::new(Count(sent.base().0), Base(staff.base().0))))
    };
    let (level, reference) = (question.level(), question.panel.grouping.reference());
    let of_reference = rate(reference);
    question
        .panel
        .groups()
        .into_iter()
        .map(|group| {
            let own = rate(group);
            let value = own.and_then(|own| Cell::from(wilson(own, level)));
            let draft = Draft::estimated(MeasureKind::ResponseRate, "proportion.wilson", group, value);
            if group == reference {
                return draft;
            }
            let ratio = own.zip(of_reference).and_then(|(own, other)| Cell::from(koopman(own, other, level)));
            let note = ratio.value().map(|ratio| {
                let other = question.context.label(reference);
                format!("{:.2} times the rate of {other} ({:.2} to {:.2})", ratio.value, ratio.lower, ratio.upper)
            });
            Draft { p_value: ratio.value().and_then(|ratio| ratio.p_value), ..draft }.against(reference).note(note)
        })
        .collect()
}

/// The share of the base whose ethnicity is not disclosed, from the two groups: the others say the same more than once.
pub(super) fn undisclosed(question: &Question<'_>) -> Vec<Draft> {
    if question.panel.grouping != wres_domain::Grouping::Binary {
        return Vec::new();
    }
    let unknown = question.panel.whole(Group::Unknown);
    let known = question.panel.groups().into_iter().map(|group| question.panel.whole(group));
    let everybody = known.fold(unknown, |sum, next| sum.zip(next).map(|(sum, next)| plus(sum, next)));
    let value = unknown.zip(everybody).and_then(|(unknown, all)| {
        Cell::from(Binomial::of(unknown.base().0, all.base().0).and_then(|share| wilson(share, question.level())))
    });
    vec![Draft::estimated(MeasureKind::ShareUndisclosed, "proportion.wilson", Group::Unknown, value)]
}
