//! Bounds when ethnicity is unknown.

use crate::{
    beyond::{bounds, rate_bounds, sensitivity, tipping_share},
    catalogue::{Method, Output, Tier},
    estimate::Estimate,
    quantity::Proportion,
};

pub(super) const BOUNDS: Method = Method {
    name: "bounds.ratio",
    title: "Bounds of a ratio when some people's ethnicity is unknown",
    formula: "ratio of x1/n1 to x2/n2 with the xu cases among nu unknown people added to either group: `known` (to none), \
              `all_second`, `all_first`, `lowest` and `highest` (cases one way, others the other: the sharp bounds), each with \
              Koopman's limits; `rate_first_lowest` and so on bound each group's rate. `shares`, `ratios`, `lowers`, `uppers`: a curve over the share of the unknown cases in the first \
              group, with `share_of_others` of the unknown others there (along with the cases unless given), at `points` shares \
              (11 unless given); `tipping_share`: the share of cases at which the ratio is 1 (with `share_of_others`, or the first \
              group's share among the known others)",
    scale: "ratio",
    range: "counts with 0 <= x <= n; `share_of_others` in [0, 1]; `points` from 2",
    zero_rule: "a scenario with an empty group or without any case has no ratio: null",
    source: "Horowitz & Manski 1995, Econometrica 63:281-302; Manski 2003; limits: Koopman 1984",
    tier: Tier::Closed,
    example: r#"{"x1": 9, "n1": 164, "x2": 17, "n2": 1203, "xu": 2, "nu": 60}"#,
    run: |input, level| {
        let (one, two) = input.two_groups()?;
        let unknown = input.binomial("xu", "nu")?;
        let share = input.has("share_of_others").then(|| input.number("share_of_others")).transpose()?;
        let points = if input.has("points") { input.count("points")? } else { 11 };
        let all = bounds(one, two, unknown, level)?;
        let curve = sensitivity(one, two, unknown, share, usize::try_from(points).unwrap_or(usize::MAX), level)?;
        let known_others = (one.others().0 as f64, two.others().0 as f64);
        let share = share.unwrap_or_else(|| {
            let total = known_others.0 + known_others.1;
            if total > 0.0 { known_others.0 / total } else { 0.5 }
        });
        let mut output = Output::new()
            .with("estimate", value(all.known))
            .with("lower", all.lowest.map_or(f64::NAN, |estimate| estimate.lower))
            .with("upper", all.highest.map_or(f64::NAN, |estimate| estimate.upper));
        for (name, scenario) in [
            ("known", all.known),
            ("all_second", all.all_second),
            ("all_first", all.all_first),
            ("lowest", all.lowest),
            ("highest", all.highest),
        ] {
            output = output
                .with(name, value(scenario))
                .with(&format!("{name}_lower"), scenario.map_or(f64::NAN, |estimate| estimate.lower))
                .with(&format!("{name}_upper"), scenario.map_or(f64::NAN, |estimate| estimate.upper));
        }
        for (name, group) in [("first", one), ("second", two)] {
            let (lowest, highest) = rate_bounds(group, unknown)?;
            output = output
                .with(&format!("rate_{name}_lowest"), lowest.map_or(f64::NAN, Proportion::value))
                .with(&format!("rate_{name}_highest"), highest.map_or(f64::NAN, Proportion::value));
        }
        Ok(output
            .with_all("shares", curve.iter().map(|point| point.share_of_cases))
            .with_all("ratios", curve.iter().map(|point| value(point.ratio)))
            .with_all("lowers", curve.iter().map(|point| point.ratio.map_or(f64::NAN, |ratio| ratio.lower)))
            .with_all("uppers", curve.iter().map(|point| point.ratio.map_or(f64::NAN, |ratio| ratio.upper)))
            .with("tipping_share", tipping_share(one, two, unknown, share)?.unwrap_or(f64::NAN)))
    },
};

fn value(estimate: Option<Estimate>) -> f64 {
    estimate.map_or(f64::NAN, |estimate| estimate.value)
}
