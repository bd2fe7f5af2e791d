//! Regions and the whole, added up again from their sites.

use std::collections::BTreeMap;
use wres_domain::{Decimal, FigureVerdict, PrintedFigure, Scope};

/// One printed value that should be a sum of sites.
#[derive(Debug, Clone)]
pub(super) struct Addend {
    pub(super) scope: Scope,
    pub(super) name: String,
    pub(super) regions: Vec<String>,
    pub(super) period: String,
    /// What it is a value of: column, or stratum and group.
    pub(super) figure: String,
    /// As printed; a mark where there is no number.
    pub(super) text: String,
    /// Decimals to which each part is rounded; 0 for people.
    pub(super) decimals: u32,
}

/// Checks every printed region and whole against the sum of its sites.
pub(super) fn check(table: &str, values: &[Addend]) -> Vec<PrintedFigure> {
    #[derive(Default)]
    struct Sum {
        total: Option<Decimal>,
        marked: usize,
        parts: u64,
    }
    let mut sums: BTreeMap<(Scope, &str, &str), Sum> = BTreeMap::new();
    for value in values.iter().filter(|value| matches!(value.scope, Scope::Site(_))) {
        for scope in value.regions.iter().cloned().map(Scope::Region).chain([Scope::All]) {
            let sum = sums.entry((scope, &value.period, &value.figure)).or_default();
            match Decimal::parse(&value.text) {
                Some(part) => match sum.total.map_or(Some(part), |total| total.plus(part)) {
                    Some(total) => {
                        sum.total = Some(total);
                        sum.parts += 1;
                    }
                    // Beyond every printed figure: what cannot be added cannot be checked.
                    None => sum.marked += 1,
                },
                None => sum.marked += 1,
            }
        }
    }
    let mut figures = Vec::new();
    for value in values.iter().filter(|value| !matches!(value.scope, Scope::Site(_))) {
        let Some(sum) = sums.get(&(value.scope.clone(), value.period.as_str(), value.figure.as_str())) else {
            continue;
        };
        let (printed, total) = (Decimal::parse(&value.text), sum.total);
        let verdict = match (printed, total) {
            (Some(_), Some(_)) if sum.marked > 0 => FigureVerdict::NotPrinted,
            (Some(printed), Some(total)) if printed <= total && total <= printed => FigureVerdict::Reproduces,
            (Some(printed), Some(total)) => {
                // Each part and the total itself may have moved by half a unit of their last digit.
                let slack = match value.decimals {
                    0 => Some(Decimal::whole(0)),
                    decimals => Decimal::half_unit(decimals).times(sum.parts + 1),
                };
                let apart = printed.minus(total).map(Decimal::magnitude);
                if slack.zip(apart).is_some_and(|(slack, apart)| apart <= slack) {
                    FigureVerdict::WithinRounding
                } else {
                    FigureVerdict::Differs
                }
            }
            _ => FigureVerdict::NotPrinted,
        };
        figures.push(PrintedFigure {
            table: table.to_owned(),
            figure: format!("sum of sites: {}", value.figure),
            period: value.period.clone(),
            scope: value.scope.clone(),
            name: value.name.clone(),
            numerator: total.map_or_else(String::new, |total| total.to_string()),
            denominator: format!("from {} of {} sites", sum.parts, sum.parts + sum.marked as u64),
            printed: value.text.clone(),
            recomputed: total.map(|total| total.to_string()),
            interval: None,
            verdict,
        });
    }
    figures
}
