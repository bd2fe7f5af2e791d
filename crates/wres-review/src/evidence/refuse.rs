//! What may not be pooled, and what could be done instead.

use super::{Outcome, Study, StudyEffect};
use serde::Serialize;
use std::collections::BTreeMap;

/// Why studies are not pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// Crude with adjusted.
    CrudeWithAdjusted,
    /// Two outcomes.
    TwoOutcomes,
    /// One study or cohort twice.
    CohortTwice,
    /// Several groups against one reference.
    SharedReference,
    /// Too few.
    TooFew,
}

/// A refusal to pool, with what could be done instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Why.
    pub kind: RefusalKind,
    /// What was found.
    pub found: String,
    /// What to do.
    pub fix: String,
}

/// The reasons not to pool.
pub(super) fn refusals(outcome: &Outcome, rows: &[&Study], studies: &[StudyEffect]) -> Vec<Refusal> {
    let mut out = Vec::new();
    let mut refuse = |kind, found: String, fix: String| out.push(Refusal { kind, found, fix });
    if studies.len() < 2 {
        refuse(
            RefusalKind::TooFew,
            format!("{} study has an effect that can be weighed", studies.len()),
            "two or more are needed".to_owned(),
        );
        return out;
    }
    let used: Vec<&&Study> = rows.iter().filter(|row| studies.iter().any(|study| study.line == row.line)).collect();
    let adjusted = used.iter().filter(|study| study.is_adjusted()).count();
    if adjusted > 0 && adjusted < used.len() {
        refuse(
            RefusalKind::CrudeWithAdjusted,
            format!("{adjusted} effects are adjusted and {} crude", used.len() - adjusted),
            "set `adjusted = \"crude\"` or `\"adjusted\"` for the outcome, or give each its own".to_owned(),
        );
    }
    // Names that `pool` lists are declared to be one outcome; without it there is one name.
    if outcome.pool.is_empty() {
        let populations: std::collections::BTreeSet<&str> = used.iter().map(|study| study.text("outcome")).collect();
        if populations.len() > 1 {
            let names: Vec<&str> = populations.into_iter().collect();
            refuse(
                RefusalKind::TwoOutcomes,
                names.join(", "),
                "list them in `pool` if they are one outcome".to_owned(),
            );
        }
    }
    shared_reference(&used, &mut refuse);
    twice(&used, &mut refuse);
    out
}

fn shared_reference(used: &[&&Study], refuse: &mut impl FnMut(RefusalKind, String, String)) {
    let mut groups: BTreeMap<String, Vec<&Study>> = BTreeMap::new();
    for study in used {
        let reference = ["study", "reference_group", "reference_cases", "reference_base"]
            .map(|column| study.text(column))
            .join("|");
        groups.entry(reference).or_default().push(study);
    }
    for rows in groups.values().filter(|rows| rows.len() > 1) {
        let names: std::collections::BTreeSet<&str> = rows.iter().map(|study| study.text("group")).collect();
        if names.len() < 2 {
            continue;
        }
        let names: Vec<&str> = names.into_iter().collect();
        let value = |column: &str| rows[0].read(column).number().map(|number| number.value);
        let shared = match (value("reference_cases"), value("reference_base")) {
            (Some(x), Some(n)) if x > 0.0 && n >= x => {
                format!("; their log ratios have the covariance 1/{x} - 1/{n} = {:.4}", 1.0 / x - 1.0 / n)
            }
            _ => String::new(),
        };
        refuse(
            RefusalKind::SharedReference,
            format!("{}: {} share one reference{shared}", rows[0].text("study"), names.join(", ")),
            "choose one with `comparison`, add the groups together, or pool them apart with `subgroup`".to_owned(),
        );
    }
}

fn twice(used: &[&&Study], refuse: &mut impl FnMut(RefusalKind, String, String)) {
    let mut people: BTreeMap<String, Vec<&Study>> = BTreeMap::new();
    for study in used {
        let cohort = study.text("cohort");
        let name = if cohort.is_empty() { study.text("study") } else { cohort };
        people.entry(name.to_lowercase()).or_default().push(study);
    }
    for (name, rows) in people.iter().filter(|(_, rows)| rows.len() > 1) {
        // Groups of one study that share a reference are refused with what to do about that.
        let mut groups: Vec<&str> = rows.iter().map(|study| study.text("group")).collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.len() == rows.len() && rows.iter().all(|study| study.text("study") == rows[0].text("study")) {
            continue;
        }
        let lines: Vec<String> = rows.iter().map(|study| study.line.to_string()).collect();
        refuse(
            RefusalKind::CohortTwice,
            format!("`{name}` stands in lines {}", lines.join(", ")),
            "keep one row of the same people; name a `cluster` where they are other people who are related".to_owned(),
        );
    }
}
