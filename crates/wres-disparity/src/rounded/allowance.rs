//! The allowance for rounding, and the intervals that have it.

use crate::{
    difference::newcombe,
    error::Result,
    estimate::Estimate,
    odds_ratio,
    proportion::wilson,
    quantity::{Binomial, Level},
    ratio::koopman,
    special::normal,
};

/// The scale on which an interval is widened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As it is: differences.
    Plain,
    /// The logarithm: ratios.
    Log,
    /// The log odds: proportions.
    Logit,
}

impl Scale {
    /// The scale of this name: `plain`, `log` or `logit`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Plain, Self::Log, Self::Logit].into_iter().find(|scale| scale.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Log => "log",
            Self::Logit => "logit",
        }
    }

    fn to(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => value.ln(),
            Self::Logit => (value / (1.0 - value)).ln(),
        }
    }

    fn from(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => value.exp(),
            Self::Logit => 1.0 / (1.0 + (-value).exp()),
        }
    }
}

/// An estimate with each limit `factor` times as far away on the scale, and the p-value that belongs to it: the normal deviate of the
/// p-value is divided by the factor. Limits and estimates at an end of the scale (0, infinity, 1) stay where they are. `factor` is 1 or
/// more; anything else leaves the estimate as it is.
///
/// Source: the delta method, as for any error of measurement with known variance.
#[must_use]
pub fn widened(estimate: Estimate, scale: Scale, factor: f64) -> Estimate {
    if !(factor > 1.0 && factor.is_finite()) {
        return estimate;
    }
    let centre = scale.to(estimate.value);
    let moved = |limit: f64| {
        let distance = scale.to(limit) - centre;
        if distance.is_finite() { scale.from(centre + factor * distance) } else { limit }
    };
    let p_value = estimate.p_value.map(|p| {
        // A p-value of 0 or 1 has no deviate that could be divided.
        if p <= 0.0 || p >= 1.0 { p } else { normal::two_sided(normal::upper_quantile(p / 2.0) / factor) }
    });
    Estimate { lower: moved(estimate.lower), upper: moved(estimate.upper), p_value, ..estimate }
}

/// `sqrt(1 + s2 D / V)`; 1 where there is no variance to compare with.
fn factor(s2: f64, rounding: f64, sampling: f64) -> f64 {
    if sampling > 0.0 { (1.0 + s2.max(0.0) * rounding / sampling).sqrt() } else { 1.0 }
}

/// Cases and base as numbers, half a case away from the ends.
fn inside(counts: Binomial) -> (f64, f64) {
    let (cases, base) = (counts.cases().0 as f64, counts.base().0 as f64);
    (cases.clamp(0.5, (base - 0.5).max(0.5)), base.max(1.0))
}

/// Wilson's interval of a proportion of rounded counts. `s2`: mean square error of a count.
///
/// `D / V = (1 + p^2) / (n p (1 - p))`: a count of cases moves p by 1/n, one of the base by p/n.
///
/// # Errors
/// Those of [`wilson`].
pub fn proportion(counts: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let (cases, base) = inside(counts);
    let p = cases / base;
    let factor = factor(s2, (1.0 + p * p) / (base * base), p * (1.0 - p) / base);
    Ok(Estimate { method: "rounded.proportion", ..widened(wilson(counts, level)?, Scale::Logit, factor) })
}

/// What rounding adds to the variance of a log ratio, for a mean square error of 1: `1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2`.
#[must_use]
pub fn log_ratio_error(one: Binomial, two: Binomial) -> f64 {
    let ((x1, n1), (x2, n2)) = (inside(one), inside(two));
    [x1, n1, x2, n2].iter().map(|count| 1.0 / (count * count)).sum()
}

/// An estimate of a ratio over several places, widened by what rounding adds to the log ratio of their sums.
#[must_use]
pub fn widened_log(estimate: Estimate, one: Binomial, two: Binomial, s2: f64) -> Estimate {
    widened(estimate, Scale::Log, factor(s2, log_ratio_error(one, two), log_ratio_variance(one, two)))
}

fn log_ratio_variance(one: Binomial, two: Binomial) -> f64 {
    let ((x1, n1), (x2, n2)) = (inside(one), inside(two));
    1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2
}

/// Koopman's interval of a ratio of two proportions of rounded counts, on the log scale.
///
/// `V = 1/x1 - 1/n1 + 1/x2 - 1/n2`, `D = 1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2`.
///
/// # Errors
/// Those of [`koopman`].
pub fn ratio(one: Binomial, two: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let estimate = widened_log(koopman(one, two, level)?, one, two, s2);
    Ok(Estimate { method: "rounded.ratio", ..estimate })
}

/// Newcombe's interval of a difference of two proportions of rounded counts.
///
/// `V = p1 (1 - p1) / n1 + p2 (1 - p2) / n2`, `D = (1 + p1^2) / n1^2 + (1 + p2^2) / n2^2`. Limits stay within -1 and 1.
///
/// # Errors
/// Those of [`newcombe`].
pub fn difference(one: Binomial, two: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let of = |counts: Binomial| {
        let (cases, base) = inside(counts);
        let p = cases / base;
        (p * (1.0 - p) / base, (1.0 + p * p) / (base * base))
    };
    let (first, second) = (of(one), of(two));
    let factor = factor(s2, first.1 + second.1, first.0 + second.0);
    let estimate = widened(newcombe(one, two, level)?, Scale::Plain, factor);
    let (lower, upper) = (estimate.lower.max(-1.0), estimate.upper.min(1.0));
    Ok(Estimate { lower, upper, method: "rounded.difference", ..estimate })
}

/// Excess events of rounded counts: `n1` times the difference of [`difference`], limits and all.
///
/// # Errors
/// Those of [`newcombe`].
pub fn excess(one: Binomial, reference: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let base = one.base().0 as f64;
    let difference = difference(one, reference, s2, level)?;
    let [value, lower, upper] = [difference.value, difference.lower, difference.upper].map(|part| part * base);
    Ok(Estimate { value, lower, upper, method: "rounded.excess", ..difference })
}

/// An estimate made of rounded counts of many kinds, with each limit `sqrt(1 + s2 / total)` times as far away on the scale.
///
/// A total of `total` people or events has an error of mean square `s2`, which adds at most `s2 / total` times its own variance to
/// that of a figure made of it. Source: the delta method.
#[must_use]
pub fn widened_by_total(estimate: Estimate, scale: Scale, s2: f64, total: u64) -> Estimate {
    widened(estimate, scale, (1.0 + s2.max(0.0) / total.max(1) as f64).sqrt())
}

/// Miettinen and Nurminen's interval of an odds ratio of rounded counts, on the log scale.
///
/// `V = 1/a + 1/b + 1/c + 1/d` of cases and others of both, `D = 1/a^2 + 1/b^2 + 1/c^2 + 1/d^2`: cases and others are each rounded.
///
/// # Errors
/// Those of [`odds_ratio::miettinen_nurminen`].
pub fn odds_ratio(one: Binomial, two: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let cells = [one, two].map(inside).map(|(cases, base)| [cases, (base - cases).max(0.5)]).concat();
    let sampling = cells.iter().map(|cell| 1.0 / cell).sum();
    let rounding = cells.iter().map(|cell| 1.0 / (cell * cell)).sum();
    let estimate = odds_ratio::miettinen_nurminen(one, two, level)?;
    Ok(Estimate { method: "rounded.odds_ratio", ..widened(estimate, Scale::Log, factor(s2, rounding, sampling)) })
}

#[cfg(test)]
mod tests {
    use super::{Scale, difference, proportion, ratio, widened};
    use crate::{Binomial, Level, difference::newcombe, proportion::wilson, ratio::koopman};
    use proptest::prelude::*;

    fn of(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    /// The example of the design note: 500 against 1,500 people, and the factor by hand.
    #[test]
    fn the_log_distance_grows_by_the_factor_worked_out_by_hand() {
        let (one, two) = (of(30, 500), of(50, 1500));
        let (plain, wide) = (koopman(one, two, Level::P95).unwrap(), ratio(one, two, 3.5, Level::P95).unwrap());
        let variance = 1.0 / 30.0 - 1.0 / 500.0 + 1.0 / 50.0 - 1.0 / 1500.0;
        let rounding = 1.0 / 900.0 + 1.0 / 250_000.0 + 1.0 / 2500.0 + 1.0 / 2_250_000.0;
        let factor: f64 = (1.0_f64 + 3.5 * rounding / variance).sqrt();
        assert!((1.03..1.12).contains(&factor), "3 to 12% wider: {factor}");
        let distance = |a: f64, b: f64| (a / b).ln();
        let grown = distance(wide.upper, wide.value) / distance(plain.upper, plain.value);
        assert!((grown - factor).abs() < 1e-12);
        assert!(wide.p_value.unwrap() > plain.p_value.unwrap());
    }

    proptest! {
        #[test]
        fn without_rounding_nothing_changes_and_with_it_every_interval_holds_the_plain_one(
            x1 in 1_u64..60, more1 in 1_u64..500, x2 in 1_u64..60, more2 in 1_u64..500, s2 in 0.1_f64..9.0,
        ) {
            let (one, two) = (of(x1, x1 + more1), of(x2, x2 + more2));
            let level = Level::P95;
            let plain = [wilson(one, level), koopman(one, two, level), newcombe(one, two, level)];
            let rounded = |s2| [proportion(one, s2, level), ratio(one, two, s2, level), difference(one, two, s2, level)];
            for ((plain, none), some) in plain.into_iter().zip(rounded(0.0)).zip(rounded(s2)) {
                let (plain, none, some) = (plain.unwrap(), none.unwrap(), some.unwrap());
                prop_assert_eq!((plain.value, plain.lower, plain.upper), (none.value, none.lower, none.upper));
                prop_assert!(some.lower <= plain.lower && plain.upper <= some.upper && some.value == plain.value);
            }
        }

        #[test]
        fn groups_that_change_places_turn_the_ratio_over(x1 in 1_u64..60, x2 in 1_u64..60, s2 in 0.0_f64..9.0) {
            let (one, two) = (of(x1, 70), of(x2, 200));
            let (there, back) = (ratio(one, two, s2, Level::P95).unwrap(), ratio(two, one, s2, Level::P95).unwrap());
            prop_assert!((there.lower * back.upper - 1.0).abs() < 1e-6 && (there.upper * back.lower - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn ends_of_the_scale_stay_ends() {
        let none = widened(koopman(of(0, 50), of(5, 60), Level::P95).unwrap(), Scale::Log, 1.1);
        assert_eq!((none.value, none.lower), (0.0, 0.0));
        let all = proportion(of(50, 50), 4.0, Level::P95).unwrap();
        assert_eq!((all.value, all.upper), (1.0, 1.0));
        assert!(all.lower < 1.0);
    }
}
