//! The four-fifths rule over all groups of a grouping.

use super::{draft::Draft, panel::all, question::Question};
use wres_disparity::beyond;
use wres_domain::{Cell, Interval, MeasureKind};

const METHOD: &str = "four_fifths";

/// Each group's rate over the highest, which is known only if all are.
pub(super) fn four_fifths(question: &Question<'_>) -> Vec<Draft> {
    let groups = question.panel.groups();
    let rates = all(groups.iter().map(|group| question.panel.whole(*group)));
    let rule = rates.and_then(|rates| Cell::from(beyond::four_fifths(&rates, question.level())));
    let mut out = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let own = match &rule {
            Cell::Value(rule) if rule.highest == place => continue,
            Cell::Value(rule) => match rule.groups[place] {
                Some(own) => Cell::Value((own, groups[rule.highest])),
                None => Cell::NotEstimable(wres_disparity::NotEstimable::GroupAbsent),
            },
            Cell::Hidden(reason) => Cell::Hidden(*reason),
            Cell::NotEstimable(reason) => Cell::NotEstimable(*reason),
            Cell::Absent(reason) => Cell::Absent(*reason),
        };
        let value = own.map(|(own, _)| Interval { estimate: own.ratio, lower: own.limits.0, upper: own.limits.1 });
        let mut draft = Draft::new(MeasureKind::FourFifths, METHOD, *group, value);
        if let Cell::Value((own, highest)) = own {
            let word = if own.below {
                "below four fifths of the highest rate"
            } else {
                "not below four fifths of the highest rate"
            };
            draft = draft.against(highest).note(Some(word.to_owned()));
            draft.p_value = Some(own.p_value);
        }
        out.push(draft);
    }
    out
}
