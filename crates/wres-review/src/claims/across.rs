//! The same figure in other sources, and in other tables of one source.

use super::{
    Column,
    facts::Facts,
    methods::shown,
    rules::{HIDDEN_AND_SHOWN, OTHER_DEFINITION, OTHER_VALUE, OTHER_YEAR, Rule, SAME_VALUE},
    verdict::Verdict,
};
use crate::printed::{Form, Mark, Number, Reading};
use std::collections::HashMap;

/// Rows of one figure beyond which they are no longer compared one with another.
const MOST: usize = 20;

/// Compares the sources; verdicts go to the claim at the same place of `out`.
pub(super) fn judge(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    let mut figures: HashMap<[String; 3], Vec<usize>> = HashMap::new();
    for (at, facts) in all.iter().enumerate() {
        let get = |column| facts.claim.text(column).to_lowercase();
        let key = [get(Column::Site), get(Column::Indicator), get(Column::Group)];
        // Without place and period two rows may be of anything.
        let placed = !key[0].is_empty() || !facts.claim.text(Column::Period).is_empty();
        if placed && !key[1].is_empty() && !key[2].is_empty() {
            figures.entry(key).or_default().push(at);
        }
    }
    for rows in figures.values().filter(|rows| rows.len() > 1) {
        // Long series of one source hold nothing to compare.
        let source = |at: usize| all[at].claim.text(Column::Source);
        let table = |at: usize| (all[at].claim.text(Column::Table), all[at].claim.text(Column::Page));
        if rows.iter().all(|&at| source(at) == source(rows[0]) && table(at) == table(rows[0])) {
            continue;
        }
        for (place, &one) in rows.iter().enumerate().take(MOST) {
            for &other in rows[place + 1..].iter().take(MOST) {
                if source(one) == source(other) && table(one) == table(other) {
                    continue;
                }
                compare(all, one, other, out);
            }
        }
    }
}

fn compare(all: &[Facts<'_>], one: usize, other: usize, out: &mut [Vec<Verdict>]) {
    let (left, right) = (&all[one], &all[other]);
    let same = |column| left.claim.text(column).eq_ignore_ascii_case(right.claim.text(column));
    let place = |facts: &Facts<'_>| {
        let (source, line) = (facts.claim.text(Column::Source), facts.claim.line);
        if source.is_empty() { format!("line {line}") } else { format!("{source}, line {line}") }
    };
    let mut give = |rule: &'static Rule, text: String, change: Option<&str>| {
        for (at, elsewhere) in [(one, right), (other, left)] {
            let change = change.map(str::to_owned);
            let verdict = Verdict::new(rule, text.clone(), place(elsewhere)).change(change);
            // One of each is told: which other place says so is an example.
            if !out[at].iter().any(|known: &Verdict| known.rule == rule) {
                out[at].push(verdict);
            }
        }
    };
    let definitions = [Column::ReferenceGroup, Column::Unit, Column::Effect, Column::Model, Column::Direction];
    let differing = definitions.into_iter().find(|column| {
        let (a, b) = (left.claim.text(*column), right.claim.text(*column));
        !a.is_empty() && !b.is_empty() && !a.eq_ignore_ascii_case(b)
    });
    let pairs = [
        (&left.group.rate, &right.group.rate),
        (&left.estimate, &right.estimate),
        (&left.group.cases, &right.group.cases),
    ];
    if !same(Column::Period) {
        let long = |number: &Number| number.form == Form::Plain && (number.value / number.ulp).abs() >= 100.0;
        let equal = pairs[..2].iter().find_map(|(a, b)| {
            let (a, b) = (a.number()?, b.number()?);
            (a.value == b.value && a.decimals == b.decimals && long(a)).then(|| shown(a))
        });
        let periods = !left.claim.text(Column::Period).is_empty() && !right.claim.text(Column::Period).is_empty();
        if let Some(text) = equal.filter(|_| periods && !same(Column::Source)) {
            give(&OTHER_YEAR, text, Some("find out which year it is of"));
        }
        return;
    }
    if let Some(column) = differing {
        let text = format!("{}: `{}` and `{}`", column.name(), left.claim.text(column), right.claim.text(column));
        give(&OTHER_DEFINITION, text, None);
        return;
    }
    for (a, b) in pairs {
        match (a, b) {
            (Reading::Number(a), Reading::Number(b)) if a.unit == b.unit || a.unit.is_none() || b.unit.is_none() => {
                let text = format!("{} and {}", shown(a), shown(b));
                if a.agrees(b) {
                    give(&SAME_VALUE, text, None);
                } else {
                    give(&OTHER_VALUE, text, Some("find out which of the two is right"));
                }
                return;
            }
            (Reading::Mark(Mark::Hidden), Reading::Number(number))
            | (Reading::Number(number), Reading::Mark(Mark::Hidden))
                if number.form == Form::Plain =>
            {
                give(&HIDDEN_AND_SHOWN, "hidden and shown".to_owned(), Some("hide it in both places"));
                return;
            }
            _ => {}
        }
    }
}
