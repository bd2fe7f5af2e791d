//! Counts as the estimators want them, and numbers as readers want them.

use super::facts::{Facts, Side};
use crate::printed::{Form, Number, Range, Unit};
use wres_disparity::Binomial;

/// Two groups of whole counts that are printed exactly: the group, then the reference.
pub(super) fn two_groups(facts: &Facts<'_>) -> Option<(Binomial, Binomial)> {
    Some((binomial(facts, &facts.group)?, binomial(facts, &facts.reference)?))
}

/// One group of whole counts that are printed exactly.
pub(super) fn binomial(facts: &Facts<'_>, side: &Side) -> Option<Binomial> {
    let (cases, base) = (side.cases.number()?, side.base.number()?);
    let exact = |number: &Number| number.is_count() && facts.count_range(number).is_point();
    if !exact(cases) || !exact(base) || base.value < 1.0 {
        return None;
    }
    Binomial::of(cases.value as u64, base.value as u64).ok()
}

/// A number as it was printed.
pub(super) fn shown(number: &Number) -> String {
    let sign = match number.form {
        Form::Below => "<",
        Form::Above => ">",
        Form::About => "about ",
        _ => "",
    };
    let unit = match number.unit {
        Some(Unit::Percent) => "%".to_owned(),
        Some(Unit::Points) => " points".to_owned(),
        Some(Unit::Times) => " times".to_owned(),
        Some(Unit::Per(n)) => format!(" per {n:.0}"),
        _ => String::new(),
    };
    if number.form == Form::Fraction {
        return Range::point(number.value).to_string();
    }
    format!("{sign}{:.*}{unit}", number.decimals as usize, number.value)
}
