//! Tables: do shares and parts add to their total, is a cell printed twice, is a hidden cell given away?

use super::{
    Column,
    facts::Facts,
    methods::shown,
    rules::{
        CELL_TWICE, Family, GIVES_AWAY, HIDDEN_AND_SHOWN, NEAR_TOTAL, PARTS_ADD, PARTS_DIFFER, SHARES_ADD,
        SHARES_DIFFER, Standing, TOTAL_OUTSIDE,
    },
    verdict::Verdict,
};
use crate::printed::{Form, Mark, Range, Reading, Unit};
use std::collections::HashMap;

/// Judges whole tables; verdicts go to the claim at the same place of `out`.
pub(super) fn judge(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    parts(all, out);
    totals(all, out);
    twice(all, out);
}

type Key<'a> = [&'a str; 6];

fn key<'a>(facts: &Facts<'a>, columns: [Column; 6]) -> Key<'a> {
    let claim = facts.claim;
    columns.map(|column| claim.text(column))
}

fn parts(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    let scope = [Column::Source, Column::Table, Column::Period, Column::Indicator, Column::Unit, Column::PartOf];
    let mut wholes: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    let mut order: Vec<Key<'_>> = Vec::new();
    for (at, facts) in all.iter().enumerate() {
        if !facts.claim.text(Column::PartOf).is_empty() {
            let key = key(facts, scope);
            let rows = wholes.entry(key).or_default();
            if rows.is_empty() {
                order.push(key);
            }
            rows.push(at);
        }
    }
    if order.is_empty() {
        return;
    }
    let mut named: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, facts) in all.iter().enumerate() {
        let source = facts.claim.text(Column::Source);
        let names = [Column::Claim, Column::Group, Column::Site].map(|column| facts.claim.text(column));
        for (place, name) in names.iter().enumerate() {
            if !name.is_empty() && !names[..place].contains(name) {
                named.entry((source, name)).or_default().push(at);
            }
        }
    }
    for key in order {
        let rows = &wholes[&key];
        let name = key[5];
        let same =
            |one: usize, column: Column, other: usize| all[one].claim.text(column) == all[other].claim.text(column);
        let candidates = named.get(&(key[0], name)).cloned().unwrap_or_default();
        let by_claim =
            candidates.iter().copied().find(|&at| all[at].claim.text(Column::Claim) == name && !rows.contains(&at));
        if let Some(total) = by_claim {
            whole(all, rows, Some(total), out);
            continue;
        }
        // The total is a group among the groups of a site, or a site among the sites of a group.
        let is_group = candidates.iter().any(|&at| all[at].claim.text(Column::Group) == name);
        let apart = if is_group { Column::Site } else { Column::Group };
        let by_site = candidates.is_empty();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for &row in rows {
            let column = if by_site { Column::Site } else { apart };
            let set = *places.entry(all[row].claim.text(column)).or_insert_with(|| {
                sets.push(Vec::new());
                sets.len() - 1
            });
            sets[set].push(row);
        }
        for set in sets {
            let total = candidates.iter().copied().find(|&at| {
                let first = set[0];
                !set.contains(&at)
                    && [Column::Table, Column::Period, Column::Indicator, apart]
                        .iter()
                        .all(|column| same(at, *column, first))
            });
            whole(all, &set, total, out);
        }
    }
}

/// Rows that are called a total, where nothing says of what: an exact sum of the others is told, and a near miss is noted.
fn totals(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    let is_total =
        |name: &str| ["total", "all", "all sites", "england", "national"].contains(&name.to_lowercase().as_str());
    for (own, others) in [
        (Column::Site, [Column::Source, Column::Table, Column::Period, Column::Indicator, Column::Group]),
        (Column::Group, [Column::Source, Column::Table, Column::Period, Column::Indicator, Column::Site]),
    ] {
        let mut sets: HashMap<[&str; 5], Vec<usize>> = HashMap::new();
        for (at, facts) in all.iter().enumerate() {
            let named = !facts.claim.text(own).is_empty() && facts.claim.text(Column::PartOf).is_empty();
            if named && facts.group.cases.number().is_some_and(crate::printed::Number::is_count) {
                sets.entry(others.map(|column| facts.claim.text(column))).or_default().push(at);
            }
        }
        for rows in sets.values() {
            let (totals, parts): (Vec<usize>, Vec<usize>) =
                rows.iter().partition(|&&at| is_total(all[at].claim.text(own)));
            let ([total], true) = (totals.as_slice(), parts.len() >= 3) else { continue };
            let value = |at: usize| all[at].group.cases.number().map_or(0.0, |number| number.value);
            let (sum, whole) = (parts.iter().map(|&at| value(at)).sum::<f64>(), value(*total));
            let printed = format!("cases: {whole} with {} parts", parts.len());
            let rounded = parts.iter().all(|&at| value(at) % 5.0 == 0.0) || all[*total].rounding.counts_to.is_some();
            if sum == whole {
                out[*total].push(Verdict::new(&PARTS_ADD, printed, sum.to_string()));
            } else if own == Column::Site && parts.len() >= 5 && !rounded && (sum - whole).abs() <= 0.02 * whole {
                let verdict = Verdict::new(&NEAR_TOTAL, printed, format!("the others add to {sum}"));
                out[*total].push(verdict.to(format!("the total is off by {}", (sum - whole).abs())));
            }
        }
    }
}

/// What of a group is added up.
type Get = fn(&super::facts::Side) -> &Reading;

/// One total and its parts.
fn whole(all: &[Facts<'_>], rows: &[usize], total: Option<usize>, out: &mut [Vec<Verdict>]) {
    if rows.len() < 2 {
        return;
    }
    let columns: [(&str, Get); 2] = [("cases", |side| &side.cases), ("base", |side| &side.base)];
    let one_base = rows.windows(2).all(|pair| all[pair[0]].group.base == all[pair[1]].group.base);
    if let Some(total) = total {
        for (what, get) in columns {
            let shared = what == "base" && one_base;
            if let Some(number) = get(&all[total].group).number().filter(|_| !shared) {
                add(all, rows, total, (what, number), get, out);
            }
        }
    }
    shares(all, rows, total, one_base, out);
}

fn add(
    all: &[Facts<'_>],
    rows: &[usize],
    total: usize,
    (what, number): (&str, &crate::printed::Number),
    get: Get,
    out: &mut [Vec<Verdict>],
) {
    let readings: Vec<&Reading> = rows.iter().map(|&row| get(&all[row].group)).collect();
    let hidden: Vec<usize> = (0..rows.len())
        .filter(|&at| match readings[at] {
            Reading::Mark(Mark::Hidden | Mark::Low) => true,
            Reading::Number(number) => number.form == Form::Below,
            _ => false,
        })
        .collect();
    let whole = all[total].count_range(number);
    let printed = |n: usize| format!("{what}: {} with {n} parts", shown(number));
    if let [only] = hidden.as_slice() {
        let others = readings.iter().enumerate().filter(|(at, _)| at != only);
        let others: Option<Vec<Range>> =
            others.map(|(at, reading)| Some(all[rows[at]].count_range(reading.number()?))).collect();
        if let Some(others) = others.filter(|others| others.iter().all(|range| range.is_point()) && whole.is_point()) {
            let rest = whole.lower - others.iter().map(|range| range.lower).sum::<f64>();
            let verdict = if rest < 0.0 {
                Verdict::new(&PARTS_DIFFER, printed(rows.len()), "the parts that are shown exceed the total")
            } else {
                Verdict::new(&GIVES_AWAY, printed(rows.len()), "the total less the other parts")
                    .to("hide a second part, or the total")
            };
            out[rows[*only]].push(verdict);
        }
        return;
    }
    let ranges: Option<Vec<Range>> =
        (0..rows.len()).map(|at| Some(all[rows[at]].count_range(readings[at].number()?))).collect();
    let Some(ranges) = ranges else { return };
    let sum = ranges.iter().fold(Range::point(0.0), |sum, range| sum.plus(*range));
    if sum.meets(whole) {
        out[total].push(Verdict::new(&PARTS_ADD, printed(rows.len()), sum.to_string()));
        return;
    }
    let rest = sum.less(whole);
    let named = |at: usize| {
        let claim = all[rows[at]].claim;
        let about =
            if claim.text(Column::Site) == all[total].claim.text(Column::Site) { Column::Group } else { Column::Site };
        let name = claim.text(about);
        if name.is_empty() { claim.text(Column::Claim).to_owned() } else { name.to_owned() }
    };
    let left_out =
        (0..rows.len()).find(|&at| ranges[at].meets(rest)).map(|at| format!("it is right with {} left out", named(at)));
    let doubled = (0..rows.len()).find(|&at| ranges[at].meets(Range::point(0.0).less(rest)));
    let doubled = doubled.map(|at| format!("it is right with {} counted twice", named(at)));
    let glued = (0..rows.len()).find(|&at| {
        let (value, tenth) = (ranges[at].lower, (ranges[at].lower / 10.0).floor());
        ranges[at].is_point() && value >= 10.0 && rest.holds(value - tenth)
    });
    let glued = glued.map(|at| format!("it is right with {} without its last digit, a footnote", named(at)));
    let apart = Range::between(rest.lower.abs(), rest.upper.abs());
    let way = if rest.lower > 0.0 { "too low" } else { "too high" };
    let change = left_out.or(doubled).or(glued).unwrap_or_else(|| format!("the total is {way} by {apart}"));
    out[total].push(Verdict::new(&PARTS_DIFFER, printed(rows.len()), format!("the parts add to {sum}")).to(change));
}

/// Shares of one base, or rates of parts.
fn shares(all: &[Facts<'_>], rows: &[usize], total: Option<usize>, one_base: bool, out: &mut [Vec<Verdict>]) {
    let rates: Option<Vec<Range>> = rows
        .iter()
        .map(|&row| {
            let rate = all[row].group.rate.number().filter(|rate| matches!(rate.form, Form::Plain | Form::Fraction))?;
            let unit = all[row].unit_of(rate).unwrap_or(Unit::Percent);
            matches!(unit, Unit::Percent | Unit::Quotient).then(|| all[row].rate_range(rate).times(1.0 / unit.factor()))
        })
        .collect();
    let Some(rates) = rates else { return };
    let whole = match total {
        Some(total) => {
            let Some(rate) = all[total].group.rate.number() else { return };
            let unit = all[total].unit_of(rate).unwrap_or(Unit::Percent);
            all[total].rate_range(rate).times(1.0 / unit.factor())
        }
        None => Range::point(1.0),
    };
    let sum = rates.iter().fold(Range::point(0.0), |sum, range| sum.plus(*range));
    let printed = format!("{} rates with a total of {}", rows.len(), whole.times(100.0));
    let targets: Vec<usize> = total.map_or_else(|| rows.to_vec(), |total| vec![total]);
    let mut give = |rule, recomputed: String, change: Option<String>| {
        for &at in &targets {
            out[at].push(Verdict::new(rule, printed.clone(), recomputed.clone()).change(change.clone()));
        }
    };
    let bases = rows.iter().any(|&row| all[row].group.base.number().is_some());
    let lowest = rates.iter().fold(f64::INFINITY, |low, range| low.min(range.lower));
    let highest = rates.iter().fold(0.0, |high: f64, range| high.max(range.upper));
    let of_parts = bases && !one_base;
    if !of_parts && sum.meets(whole) {
        give(&SHARES_ADD, format!("{} per cent", sum.times(100.0)), None);
        return;
    }
    if !of_parts && (one_base && bases || whole.holds(1.0)) {
        let off = sum.less(whole).times(100.0);
        let way = if off.lower > 0.0 { "too much" } else { "too little" };
        let apart = Range::between(off.lower.abs(), off.upper.abs());
        give(&SHARES_DIFFER, format!("{} per cent", sum.times(100.0)), Some(format!("{apart} points {way}")));
    } else if whole.upper < lowest || whole.lower > highest {
        let between = format!("the parts lie from {} per cent", Range::between(lowest, highest).times(100.0));
        give(&TOTAL_OUTSIDE, between, None);
    }
}

fn twice(all: &[Facts<'_>], out: &mut [Vec<Verdict>]) {
    let columns = [
        Column::Source,
        Column::Table,
        Column::Page,
        Column::Site,
        Column::Period,
        Column::Indicator,
        Column::Group,
        Column::ReferenceGroup,
        Column::Unit,
        Column::Effect,
        Column::Model,
        Column::Direction,
        Column::PartOf,
    ];
    let mut cells: HashMap<[&str; 13], Vec<usize>> = HashMap::new();
    for (at, facts) in all.iter().enumerate() {
        let claim = facts.claim;
        let named = !claim.text(Column::Indicator).is_empty() || !claim.text(Column::Group).is_empty();
        if named && !claim.text(Column::Source).is_empty() {
            cells.entry(columns.map(|column| claim.text(column))).or_default().push(at);
        }
    }
    for rows in cells.values() {
        // More than two rows that differ have something apart that no column says.
        let [one, other] = rows.as_slice() else { continue };
        let Some(verdict) = both(&all[*one], &all[*other]) else { continue };
        // Where one of the two follows from its own parts and the other does not, the other is the wrong one.
        let follows = |at: usize, out: &[Vec<Verdict>]| {
            let own = |verdict: &&Verdict| matches!(verdict.rule.family, Family::Rate | Family::Ratio);
            let has = |standing| out[at].iter().filter(own).any(|verdict| verdict.standing() == standing);
            has(Standing::Held) && !has(Standing::NotHeld)
        };
        let right = [follows(*one, out), follows(*other, out)];
        let settled = verdict.rule == &CELL_TWICE && right[0] != right[1];
        for (at, right) in [(*one, right[0]), (*other, right[1])] {
            if !(settled && right) {
                out[at].push(verdict.clone());
            }
        }
    }
}

fn both(one: &Facts<'_>, other: &Facts<'_>) -> Option<Verdict> {
    let pairs: [(&str, &Reading, &Reading, bool); 4] = [
        ("cases", &one.group.cases, &other.group.cases, true),
        ("base", &one.group.base, &other.group.base, true),
        ("rate", &one.group.rate, &other.group.rate, false),
        ("estimate", &one.estimate, &other.estimate, false),
    ];
    // Rows with other words or another test are other claims of the same cell.
    for (what, left, right, counts) in pairs {
        match (left, right) {
            (Reading::Number(left), Reading::Number(right)) => {
                let unlike = left.unit != right.unit && left.unit.is_some() && right.unit.is_some();
                let apart = if counts {
                    !one.count_range(left).meets(other.count_range(right))
                } else {
                    !left.agrees(right) && !unlike
                };
                if apart {
                    let places = format!("lines {} and {}", one.claim.line, other.claim.line);
                    let printed = format!("{what} {} and {}", shown(left), shown(right));
                    return Some(Verdict::new(&CELL_TWICE, printed, places).to("find out which of the two is right"));
                }
            }
            (Reading::Mark(Mark::Hidden), Reading::Number(number))
            | (Reading::Number(number), Reading::Mark(Mark::Hidden))
                if number.form == Form::Plain =>
            {
                let places = format!("lines {} and {}", one.claim.line, other.claim.line);
                return Some(
                    Verdict::new(&HIDDEN_AND_SHOWN, format!("{what} hidden and shown"), places)
                        .to("hide it in both places"),
                );
            }
            _ => {}
        }
    }
    None
}
