//! Ranks, quantiles and quarters.

use super::tables::{EXAMPLE, RANGE, both};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    pay::{PayTable, QuantileType, mann_whitney, pay_quarters, quarter_share},
};

pub(super) const MANN_WHITNEY: Method = Method {
    name: "pay_gap.mann_whitney",
    title: "Mann-Whitney comparison of pay",
    formula: "u = sum over pairs of [a > b] + [a = b] / 2; prob_superiority = u / (n m); two-sided normal p-value with ties and \
              continuity correction",
    scale: "probability",
    range: RANGE,
    zero_rule: "all paid the same: p-value undefined (null)",
    source: "Mann & Whitney 1947, Ann Math Stat 18:50-60; Lehmann 1975, section 1.4",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let (a, b) = both(input)?;
        let test = mann_whitney(&a, &b);
        Ok(Output::new()
            .with("u", test.u)
            .with("p_value", test.p_value.unwrap_or(f64::NAN))
            .with("prob_superiority", test.superiority))
    },
};

pub(super) const QUARTERS: Method = Method {
    name: "pay_gap.quarters",
    title: "Shares of each pay quarter",
    formula: "everybody ordered by pay and cut into four equal quarters, lowest first; equals at a boundary divided in the \
              proportions of the groups among them. `a_shares` and `b_shares` add to 1 in each quarter",
    scale: "proportion",
    range: RANGE,
    zero_rule: "a group without people is refused",
    source: "statutory gender pay gap guidance: percentage of employees in each pay quarter",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let (a, b) = both(input)?;
        let quarters = pay_quarters(&[&a, &b])?;
        let of = |table: &[Vec<f64>; 4], group: usize| table.each_ref().map(|quarter| quarter[group]);
        Ok(Output::new()
            .with_all("a_shares", of(&quarters.shares, 0))
            .with_all("b_shares", of(&quarters.shares, 1))
            .with_all("a_people", of(&quarters.people, 0))
            .with_all("b_people", of(&quarters.people, 1)))
    },
};

pub(super) const QUARTER_SHARE: Method = Method {
    name: "pay_gap.quarter_share",
    title: "A group's share of a quarter of everybody by pay",
    formula: "pay_gap.quarters over any number of groups; limits of proportion.wilson of the group's people in the quarter, to whole \
              people",
    scale: "proportion",
    range: "`pay`, `people`: a list of amounts, and of people, for each group; `group`: its place, from 0; `quarter`: 1 (lowest) to 4",
    zero_rule: "a group without people is refused",
    source: "statutory gender pay gap guidance: percentage of employees in each pay quarter; Wilson 1927",
    tier: Tier::Closed,
    example: r#"{"pay": [[14.1, 15.2, 22.4], [13.9, 15.2]], "people": [[20, 30, 15], [25, 10]], "group": 1, "quarter": 1}"#,
    run: |input, level| {
        let tables = groups(input)?;
        let place = |key: &str| -> Result<usize> { Ok(usize::try_from(input.count(key)?).unwrap_or(usize::MAX)) };
        let tables: Vec<&PayTable> = tables.iter().collect();
        Ok(Output::from(quarter_share(&tables, place("group")?, place("quarter")?, level)?))
    },
};

fn groups(input: &Input<'_>) -> Result<Vec<PayTable>> {
    let (pay, people) = (input.number_lists("pay")?, input.table("people")?);
    if pay.len() != people.len() {
        return Err(StatError::Lengths { left: "pay", left_len: pay.len(), right: "people", right_len: people.len() });
    }
    pay.iter().zip(&people).map(|(pay, people)| PayTable::from_counts(pay, people)).collect()
}

pub(super) const QUANTILES_SIX: Method = Method {
    name: "quantiles_type6",
    title: "Quantiles of pay, type 6",
    formula: "linear interpolation at rank p (n + 1). `probs`: 0.25, 0.5, 0.75 unless given",
    scale: "unit of pay",
    range: RANGE,
    zero_rule: "ranks beyond the ends give the ends",
    source: "Hyndman & Fan 1996, The American Statistician 50:361-365, definition 6",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| quantiles(input, QuantileType::Six),
};

pub(super) const QUANTILES_SEVEN: Method = Method {
    name: "quantiles_type7",
    title: "Quantiles of pay, type 7 (the default)",
    formula: "linear interpolation at rank 1 + p (n - 1). `probs`: 0.25, 0.5, 0.75 unless given",
    scale: "unit of pay",
    range: RANGE,
    zero_rule: "none needed",
    source: "Hyndman & Fan 1996, The American Statistician 50:361-365, definition 7",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| quantiles(input, QuantileType::Seven),
};

pub(super) const QUANTILES_EIGHT: Method = Method {
    name: "quantiles_type8",
    title: "Quantiles of pay, type 8",
    formula: "linear interpolation at rank 1/3 + p (n + 1/3). `probs`: 0.25, 0.5, 0.75 unless given",
    scale: "unit of pay",
    range: RANGE,
    zero_rule: "ranks beyond the ends give the ends",
    source: "Hyndman & Fan 1996, The American Statistician 50:361-365, definition 8",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| quantiles(input, QuantileType::Eight),
};

fn quantiles(input: &Input<'_>, definition: QuantileType) -> Result<Output> {
    let (a, b) = both(input)?;
    let probs = if input.has("probs") { input.numbers("probs")? } else { vec![0.25, 0.5, 0.75] };
    let of = |table: &PayTable| probs.iter().map(|p| table.quantile(*p, definition)).collect::<Result<Vec<_>>>();
    Ok(Output::new().with_all("as", of(&a)?).with_all("bs", of(&b)?))
}
