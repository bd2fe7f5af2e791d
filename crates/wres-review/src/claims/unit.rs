//! Units and decimals.

use super::{
    Column,
    facts::Facts,
    methods::shown,
    rules::{DECIMAL_COMMA, MIXED_DECIMALS},
    verdict::Verdict,
};
use crate::printed::{Form, Number};
use std::collections::HashMap;

/// Notes a comma that is read as the decimal point.
pub(super) fn comma(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let readings =
        [&facts.group.rate, &facts.reference.rate, &facts.estimate, &facts.lower, &facts.upper, &facts.p_value];
    if let Some(number) = readings.into_iter().filter_map(|reading| reading.number()).find(|number| number.comma) {
        out.push(Verdict::new(&DECIMAL_COMMA, shown(number), format!("read as {}", number.value)));
    }
}

/// Columns that are printed to different decimals, where the value is not exact to the longest.
pub(super) fn decimals(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    let mut columns: HashMap<[&str; 4], (u32, Vec<usize>)> = HashMap::new();
    for (at, facts) in all.iter().enumerate() {
        let Some(rate) = plain(facts) else { continue };
        let key =
            [Column::Source, Column::Table, Column::Indicator, Column::Unit].map(|column| facts.claim.text(column));
        let entry = columns.entry(key).or_default();
        entry.0 = entry.0.max(rate.decimals);
        entry.1.push(at);
    }
    for (longest, rows) in columns.values().filter(|(longest, rows)| *longest > 0 && rows.len() > 2) {
        let at_longest =
            rows.iter().filter(|&&at| plain(&all[at]).is_some_and(|rate| rate.decimals == *longest)).count();
        // One long value among short ones is the odd one; there the short ones are no fault.
        if at_longest * 2 < rows.len() {
            continue;
        }
        for &at in rows {
            let Some(rate) = plain(&all[at]).filter(|rate| rate.decimals < *longest) else { continue };
            let Some(proportion) = all[at].proportion_of_counts(&all[at].group) else { continue };
            let Some(unit) = all[at].unit_of(rate) else { continue };
            let exact = Number::plain(rate.value, *longest).range;
            if !exact.meets(proportion.times(unit.factor())) && rate.range.meets(proportion.times(unit.factor())) {
                let value = proportion.lower * unit.factor();
                let verdict =
                    Verdict::new(&MIXED_DECIMALS, shown(rate), format!("others of the column have {longest} decimals"));
                out[at].push(verdict.to(format!("print {value:.*}", *longest as usize)));
            }
        }
    }
}

fn plain<'a>(facts: &'a Facts<'_>) -> Option<&'a Number> {
    facts.group.rate.number().filter(|rate| rate.form == Form::Plain)
}
