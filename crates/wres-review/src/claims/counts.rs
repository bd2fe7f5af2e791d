//! Counts that cannot be.

use super::{
    facts::{Facts, Side},
    methods::shown,
    rules::{
        BASE_NOT_WHOLE, CASES_ABOVE_BASE, NO_BASE, NOT_CHECKABLE, OUT_OF_RANGE, REPRODUCES, Standing, WITHIN_ROUNDING,
    },
    verdict::Verdict,
};
use crate::printed::{Form, Range};

/// Judges the counts of one side; `out` holds what was found about its rate.
pub(super) fn judge(facts: &Facts<'_>, side: &Side, out: &mut Vec<Verdict>, from: usize) {
    let follows =
        out[from..].iter().any(|verdict| [&REPRODUCES, &WITHIN_ROUNDING, &NOT_CHECKABLE].contains(&verdict.rule));
    for (what, reading) in [("cases", &side.cases), ("base", &side.base)] {
        if let Some(number) = reading.number()
            && number.range.upper < 0.0
        {
            out.push(Verdict::new(&OUT_OF_RANGE, format!("{what} {}", shown(number)), "a count is 0 or more"));
            return;
        }
    }
    let Some(base) = side.base.number() else { return };
    if let Some(cases) = side.cases.number()
        && facts.count_range(cases).lower > facts.count_range(base).upper
        && base.form == Form::Plain
        && !follows
        && !facts.amounts
        && facts.count_range(base).upper > 0.0
    {
        out.push(
            Verdict::new(
                &CASES_ABOVE_BASE,
                format!("{} of {}", shown(cases), shown(base)),
                "cases are at most the base",
            )
            .to("cases and base are swapped, or are of other people"),
        );
    }
    let whole = (base.value - base.value.round()).abs() < 1e-9;
    let has_problem = out[from..].iter().any(|verdict| verdict.standing() == Standing::NotHeld);
    if base.form == Form::Plain && !whole && !facts.amounts && !follows && !has_problem {
        let people = side.cases.number().is_none_or(|cases| cases.value.fract() == 0.0);
        if people {
            out.push(
                Verdict::new(&BASE_NOT_WHOLE, shown(base), "a base of people is a whole number")
                    .to("say that it is full-time equivalents, if it is"),
            );
        }
    }
}

/// A reference group with nobody in it, of which a ratio is printed.
pub(super) fn nobody(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let empty = |side: &Side| {
        side.base.number().is_some_and(|base| facts.count_range(base) == Range::point(0.0))
            && side.rate.number().is_none()
    };
    let Some(estimate) = facts.estimate.number() else { return };
    for (who, side) in [("group", &facts.group), ("reference group", &facts.reference)] {
        if empty(side) {
            let printed = format!("{} with a {who} of 0", shown(estimate));
            out.push(Verdict::new(&NO_BASE, printed, "not estimable: group absent").to("print no estimate"));
        }
    }
}
