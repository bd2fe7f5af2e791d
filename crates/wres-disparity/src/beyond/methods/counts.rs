//! Disparities as numbers of people.

use crate::{
    beyond::{excess_events, under_reporting},
    catalogue::{Method, Output, Tier},
    quantity::{Base, Count},
};

pub(super) const EXCESS: Method = Method {
    name: "excess.events",
    title: "Events above or below those at the reference group's rate",
    formula: "x1 - n1 x2/n2; limits n1 times Newcombe's limits of the difference of proportions; `expected` is \
              n1 x2/n2",
    scale: "events",
    range: "0 <= x <= n, n > 0",
    zero_rule: "no correction; without cases in either group the limits say how many there could have been",
    source: "Newcombe 1998, Statistics in Medicine 17:873-890, method 10, times the base",
    tier: Tier::Closed,
    example: r#"{"x1": 128, "n1": 1043, "x2": 412, "n2": 2210}"#,
    run: |input, level| {
        let (one, two) = input.two_groups()?;
        let excess = excess_events(one, two, level)?;
        Ok(Output::from(excess.excess).with_count("observed", excess.observed).with("expected", excess.expected))
    },
};

pub(super) const UNDER_REPORTING: Method = Method {
    name: "under_reporting.ratio",
    title: "Logged people against the survey rate applied to staff",
    formula: "logged / (staff x/n); limits recovered from the Wilson intervals of logged/staff and x/n (MOVER). `expected` people \
              with Wilson limits, `unlogged` = expected - logged with Newcombe's limits",
    scale: "ratio; people",
    range: "0 <= logged <= staff; 0 <= x <= n",
    zero_rule: "nobody logged: ratio 0 with an upper limit; nobody in the survey: Infinity with a lower limit; neither: not \
                estimable",
    source: "Donner & Zou 2012, Statistical Methods in Medical Research 21:347-359, eq. 9; Newcombe 1998, method 10",
    tier: Tier::Closed,
    example: r#"{"logged": 14, "staff": 1200, "x": 66, "n": 410}"#,
    run: |input, level| {
        let (logged, staff) = (Count(input.count("logged")?), Base(input.count("staff")?));
        let log = under_reporting(logged, staff, input.binomial("x", "n")?, level)?;
        Ok(Output::from(log.ratio)
            .with("expected", log.expected.value)
            .with("expected_lower", log.expected.lower)
            .with("expected_upper", log.expected.upper)
            .with("unlogged", log.unlogged.value)
            .with("unlogged_lower", log.unlogged.lower)
            .with("unlogged_upper", log.unlogged.upper))
    },
};
