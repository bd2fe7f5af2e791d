//! The four-fifths rule over all groups of a grouping.

use super::{
    draft::{Draft, bases, cases, question},
    panel::all,
    question::Question,
};
use serde_json::json;
use wres_disparity::{NotEstimable, beyond, catalogue::Outputs};
use wres_domain::{Cell, MeasureKind};

const METHOD: &str = "four_fifths";

/// Each group's rate over the highest, which is known only if all are.
pub(super) fn four_fifths(asked: &Question<'_>) -> Vec<Draft> {
    let groups = asked.panel.groups();
    let counts = all(groups.iter().map(|group| asked.panel.whole(*group)));
    let rule = counts.clone().and_then(|counts| Cell::from(beyond::four_fifths(&counts, asked.level())));
    let known = rule.value();
    let mut out = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        if known.is_some_and(|rule| rule.highest == place) {
            continue;
        }
        let own = rule.clone().and_then(|rule| match rule.groups[place] {
            Some(own) => Cell::Value(own),
            None => Cell::NotEstimable(NotEstimable::GroupAbsent),
        });
        let question = own.zip(counts.clone()).map(|(_, counts)| {
            let input = json!({"x": cases(&counts), "n": bases(&counts)});
            question(METHOD, input, Outputs::named("ratios", "lowers", "uppers", "p_values").at(place), asked.level())
        });
        let mut draft = Draft::new(MeasureKind::FourFifths, METHOD, *group, question);
        if let (Cell::Value(own), Some(rule)) = (own, known) {
            let word = if own.below {
                "below four fifths of the highest rate"
            } else {
                "not below four fifths of the highest rate"
            };
            draft = draft.against(groups[rule.highest]).note(Some(word.to_owned()));
        }
        out.push(draft);
    }
    out
}
