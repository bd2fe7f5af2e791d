//! All claims judged.

use super::{
    Claim, Column, across, counts,
    facts::Facts,
    limits, p_value, rate, ratio,
    rules::{MARKED, NOT_READ, NOTHING, Standing},
    spread, table, unit,
    verdict::Verdict,
    words,
};
use crate::printed::{Range, Reading};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A claim with its verdicts.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its verdicts, faults first; never empty.
    pub verdicts: Vec<Verdict>,
    /// Whether it holds: not, if any verdict says so; else yes, if any says so.
    pub standing: Standing,
}

/// How many claims of how many stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// All claims.
    pub claims: usize,
    /// Those that hold.
    pub held: usize,
    /// Those that do not.
    pub not_held: usize,
    /// Those of which it cannot be told.
    pub cannot_tell: usize,
    /// Those with something to note, whatever else is so.
    pub noted: usize,
    /// Verdicts by their code.
    pub verdicts: BTreeMap<&'static str, usize>,
}

impl Summary {
    /// Counts.
    #[must_use]
    pub fn of(judged: &[Judged<'_>]) -> Self {
        let mut out = Self { claims: judged.len(), ..Self::default() };
        for one in judged {
            match one.standing {
                Standing::NotHeld => out.not_held += 1,
                Standing::Held => out.held += 1,
                _ => out.cannot_tell += 1,
            }
            out.noted += usize::from(one.verdicts.iter().any(|verdict| verdict.standing() == Standing::Noted));
            for verdict in &one.verdicts {
                *out.verdicts.entry(verdict.rule.code).or_default() += 1;
            }
        }
        out
    }
}

/// How many bases of a table are tried as other bases.
const BASES: usize = 60;

/// Judges claims: each by itself, then tables, then sources against one another.
#[must_use]
pub fn judge(claims: &[Claim]) -> Vec<Judged<'_>> {
    let all: Vec<Facts<'_>> = claims.par_iter().map(Facts::of).collect();
    let bases = bases(&all);
    let mut out: Vec<Vec<Verdict>> = all.par_iter().map(|facts| alone(facts, &bases)).collect();
    table::judge(&all, &mut out);
    across::judge(&all, &mut out);
    unit::decimals(&all, &mut out);
    all.par_iter()
        .zip(out)
        .map(|(facts, mut verdicts)| {
            if verdicts.is_empty() {
                verdicts.push(nothing(facts));
            }
            verdicts.sort_by_key(Verdict::standing);
            let has = |standing| verdicts.iter().any(|verdict| verdict.standing() == standing);
            let standing = if has(Standing::NotHeld) {
                Standing::NotHeld
            } else if has(Standing::Held) {
                Standing::Held
            } else {
                Standing::CannotTell
            };
            Judged { claim: facts.claim, verdicts, standing }
        })
        .collect()
}

type Bases<'a> = HashMap<(&'a str, &'a str), Vec<Range>>;

/// The different bases of each table.
fn bases<'a>(all: &[Facts<'a>]) -> Bases<'a> {
    let mut out: Bases<'a> = HashMap::new();
    for facts in all {
        let key = (facts.claim.text(Column::Source), facts.claim.text(Column::Table));
        let list = out.entry(key).or_default();
        for side in [&facts.group, &facts.reference] {
            if let Some(base) = side.base.number().filter(|_| list.len() < BASES) {
                let base = facts.count_range(base);
                if !list.contains(&base) {
                    list.push(base);
                }
            }
        }
    }
    out
}

fn alone(facts: &Facts<'_>, bases: &Bases<'_>) -> Vec<Verdict> {
    let mut out = Vec::new();
    let key = (facts.claim.text(Column::Source), facts.claim.text(Column::Table));
    let others = bases.get(&key).map_or(&[][..], Vec::as_slice);
    for side in [&facts.group, &facts.reference] {
        let from = out.len();
        rate::judge(facts, side, others, &mut out);
        counts::judge(facts, side, &mut out, from);
    }
    counts::nobody(facts, &mut out);
    rate::mean(facts, &mut out);
    spread::judge(facts, &mut out);
    let from_counts = ratio::judge(facts, &mut out);
    limits::judge(facts, from_counts, &mut out);
    p_value::judge(facts, &mut out);
    words::judge(facts, &mut out);
    unit::comma(facts, &mut out);
    out.extend(unreadable(facts));
    out
}

/// The printed values of a claim with their columns.
fn printed<'a>(facts: &'a Facts<'_>) -> [(Column, &'a Reading); 12] {
    [
        (Column::Cases, &facts.group.cases),
        (Column::Base, &facts.group.base),
        (Column::Rate, &facts.group.rate),
        (Column::ReferenceCases, &facts.reference.cases),
        (Column::ReferenceBase, &facts.reference.base),
        (Column::ReferenceRate, &facts.reference.rate),
        (Column::Estimate, &facts.estimate),
        (Column::Lower, &facts.lower),
        (Column::Upper, &facts.upper),
        (Column::PValue, &facts.p_value),
        (Column::Mean, &facts.mean),
        (Column::Sd, &facts.sd),
    ]
}

fn unreadable(facts: &Facts<'_>) -> Option<Verdict> {
    let said = |text: &str| ["ns", "n.s.", "not significant"].contains(&text.trim().to_lowercase().as_str());
    let (column, _) = printed(facts)
        .into_iter()
        .find(|(column, reading)| **reading == Reading::Unreadable && !said(facts.claim.text(*column)))?;
    let text: String = facts.claim.text(column).chars().take(40).collect();
    Some(
        Verdict::new(&NOT_READ, format!("{}: {text}", column.name()), "")
            .to("write the number as it is printed, without other words"),
    )
}

fn nothing(facts: &Facts<'_>) -> Verdict {
    let mark = printed(facts).into_iter().find_map(|(column, reading)| match reading {
        Reading::Mark(mark) => Some((column, *mark)),
        _ => None,
    });
    match mark {
        Some((column, mark)) => Verdict::new(&MARKED, format!("{}: {}", column.name(), mark.label()), ""),
        None => {
            let there: Vec<&str> = printed(facts)
                .into_iter()
                .filter(|(_, reading)| !reading.is_blank())
                .map(|(column, _)| column.name())
                .collect();
            let there = if there.is_empty() { "no number".to_owned() } else { format!("only {}", there.join(", ")) };
            Verdict::new(&NOTHING, there, "")
        }
    }
}
