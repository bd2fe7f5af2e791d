//! Could these numbers have shown it?

use super::rejection::{Rejection, width};
use crate::{
    error::{NotEstimable, Result, StatError},
    quantity::{Base, Binomial, Level},
    special::normal,
};
use serde::Serialize;

/// Windows up to this length are enumerated; beyond, counts are so large that the normal approximation is as good.
const LONGEST: f64 = 4096.0;

/// How a power was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerMethod {
    /// All tables that can occur, each with its probability.
    Exact,
    /// Normal approximation with the variance under both hypotheses.
    Normal,
}

/// The probability of finding a disparity that is there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Power {
    /// The probability that the score test finds the first group's rate different, in the right direction.
    pub power: f64,
    /// How it was computed.
    pub method: PowerMethod,
}

/// Two bases, the reference rate and the test.
#[derive(Debug, Clone)]
pub(super) struct Design {
    n1: u64,
    n2: u64,
    pub(super) p2: f64,
    z: f64,
    rejection: Option<Rejection>,
}

impl Design {
    pub(super) fn new(base: Base, reference: Binomial, level: Level) -> Result<Self> {
        if base.0 == 0 || reference.base().0 == 0 {
            return Err(NotEstimable::GroupAbsent.into());
        }
        if reference.cases().0 == 0 {
            return Err(NotEstimable::NoCases.into());
        }
        if reference.others().0 == 0 {
            return Err(NotEstimable::AllCases.into());
        }
        let (x2, n2) = reference.as_f64();
        let (n1, n2, p2) = (base.0, reference.base().0, x2 / n2);
        let z = normal::critical(level);
        // The widest window of the first group is that of even odds.
        let small = width(n2, p2) <= LONGEST && width(n1, 0.5) <= 4.0 * LONGEST;
        Ok(Self { n1, n2, p2, z, rejection: small.then(|| Rejection::new(n1, n2, p2, z)) })
    }

    pub(super) fn method(&self) -> PowerMethod {
        if self.rejection.is_some() { PowerMethod::Exact } else { PowerMethod::Normal }
    }

    /// Probability of a finding in the direction asked for when the first group's proportion is `p1`.
    pub(super) fn power(&self, p1: f64, upwards: bool) -> f64 {
        match &self.rejection {
            Some(rejection) => rejection.power(self.n1, p1, upwards),
            None => self.normal(p1, upwards),
        }
    }

    fn normal(&self, p1: f64, upwards: bool) -> f64 {
        let (n1, n2, p2) = (self.n1 as f64, self.n2 as f64, self.p2);
        let pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
        let null = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
        let true_error = (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2).sqrt();
        let apart = if upwards { p1 - p2 } else { p2 - p1 };
        normal::cdf((apart - self.z * null) / true_error)
    }
}

/// Power of the two-sided score test (that of Koopman's interval) to find a ratio: the probability that `base` people of the
/// first group, against the reference group at its own rate, give an interval that excludes 1 on the right side.
///
/// The reference rate `p2 = x2 / n2` is taken as true, the first group's as `ratio p2`. Exact, by all tables, up to some
/// hundreds of expected cases; then the normal approximation `Phi((|p1 - p2| - z s0) / s1)`, `s0` with the pooled, `s1` with
/// both own variances. Unit: probability. Source: Farrington & Manning 1990, Statistics in Medicine 9:1447-1454; Fleiss, Levin
/// & Paik 2003, section 4.2.
///
/// # Errors
/// [`StatError::Domain`] for a ratio that is negative or makes `p1` exceed 1; [`NotEstimable::GroupAbsent`];
/// [`NotEstimable::NoCases`] or [`NotEstimable::AllCases`] for a reference rate of 0 or 1.
///
/// ```
/// use wres_disparity::{beyond::power, Base, Binomial, Level};
/// // 164 staff against a rate of 1.2%: even twice that rate would be found in a fifth of years only.
/// let twice = power(Base(164), Binomial::of(14, 1203)?, 2.0, Level::P95)?;
/// assert!(twice.power > 0.1 && twice.power < 0.3);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn power(base: Base, reference: Binomial, ratio: f64, level: Level) -> Result<Power> {
    let design = Design::new(base, reference, level)?;
    let p1 = ratio * design.p2;
    if !(ratio >= 0.0 && p1 <= 1.0) {
        return Err(StatError::Domain {
            what: "ratio",
            given: ratio.to_string(),
            must: "it must be 0 or more, and the rate it stands for at most 1",
        });
    }
    // Without a disparity there is nothing to find; what the test then says is said by chance, on either side.
    let power =
        if ratio == 1.0 { design.power(p1, true) + design.power(p1, false) } else { design.power(p1, ratio > 1.0) };
    Ok(Power { power, method: design.method() })
}

#[cfg(test)]
mod tests {
    use super::{Design, PowerMethod, power};
    use crate::{
        error::{NotEstimable, StatError},
        quantity::{Base, Binomial, Level},
    };

    fn reference(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn what_has_no_power_says_why() {
        let ask = |base, reference, ratio| power(Base(base), reference, ratio, Level::P95).unwrap_err();
        assert_eq!(ask(0, reference(1, 2), 1.5), NotEstimable::GroupAbsent.into());
        assert_eq!(ask(5, reference(0, 0), 1.5), NotEstimable::GroupAbsent.into());
        assert_eq!(ask(5, reference(0, 9), 1.5), NotEstimable::NoCases.into());
        assert_eq!(ask(5, reference(9, 9), 0.5), NotEstimable::AllCases.into());
        for ratio in [-0.1, 2.1, f64::NAN, f64::INFINITY] {
            assert!(matches!(ask(5, reference(1, 2), ratio), StatError::Domain { .. }), "{ratio}");
        }
    }

    #[test]
    fn the_approximation_meets_the_enumeration() {
        let design = Design::new(Base(4000), reference(1200, 9000), Level::P95).unwrap();
        assert_eq!(design.method(), PowerMethod::Exact);
        for ratio in [0.8, 0.9, 0.95, 1.05, 1.1, 1.2] {
            let p1 = ratio * design.p2;
            let (exact, normal) = (design.power(p1, ratio > 1.0), design.normal(p1, ratio > 1.0));
            assert!((exact - normal).abs() < 0.01, "{ratio}: {exact} {normal}");
        }
    }

    #[test]
    fn without_a_disparity_the_power_is_the_error_rate() {
        let even = power(Base(2000), reference(800, 4000), 1.0, Level::P95).unwrap();
        assert!((even.power - 0.05).abs() < 0.005);
    }

    #[test]
    fn huge_bases_are_taken() {
        let huge = power(Base(u64::MAX), reference(u64::MAX / 10, u64::MAX), 1.001, Level::P95).unwrap();
        assert_eq!((huge.power, huge.method), (1.0, PowerMethod::Normal));
        let uneven = power(Base(1), reference(u64::MAX / 10, u64::MAX), 5.0, Level::P95).unwrap();
        assert!((0.0..=1.0).contains(&uneven.power));
    }
}
