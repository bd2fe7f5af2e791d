//! Limits of a survival probability on four scales.

use crate::{quantity::Level, special::normal};

/// The scale on which a survival probability `S` gets symmetric limits; `v` is the variance of `ln S` (Greenwood's sum) and
/// `z` the normal quantile of the level. Limits are cut to [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitScale {
    /// `S +- z S sqrt(v)`. Poor in small groups; for comparison with older work.
    Plain,
    /// `exp(ln S +- z sqrt(v))`.
    Log,
    /// `S^exp(-+ z sqrt(v) / ln S)`: complementary log-log, which never leaves [0, 1]; the default here. Kalbfleisch &
    /// Prentice 1980, section 1.3.
    LogLog,
    /// `logit S +- z sqrt(v) / (1 - S)`, put back on the probability scale.
    Logit,
}

impl LimitScale {
    /// The limits; `None` where the formula is undefined.
    pub(super) fn limits(self, survival: f64, log_variance: f64, level: Level) -> Option<(f64, f64)> {
        if survival <= 0.0 {
            return None;
        }
        let reach = normal::upper_quantile(level.alpha() / 2.0) * log_variance.sqrt();
        let cut = |lower: f64, upper: f64| Some((lower.max(0.0), upper.min(1.0)));
        match self {
            Self::Plain => cut(survival - reach * survival, survival + reach * survival),
            Self::Log => cut(survival * (-reach).exp(), survival * reach.exp()),
            Self::LogLog if survival < 1.0 => {
                let log = survival.ln();
                let factor = (reach / log).exp();
                // The exponent of the lower limit is the larger: log and reach / log are both negative.
                cut((log / factor).exp(), (log * factor).exp())
            }
            Self::Logit if survival < 1.0 => {
                let odds = survival / (1.0 - survival);
                let factor = (reach / (1.0 - survival)).exp();
                let (lower, upper) = (odds / factor, odds * factor);
                cut(lower / (1.0 + lower), if upper.is_finite() { upper / (1.0 + upper) } else { 1.0 })
            }
            Self::LogLog | Self::Logit => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LimitScale;
    use crate::quantity::Level;

    #[test]
    fn a_higher_level_is_never_narrower() {
        for scale in [LimitScale::Plain, LimitScale::Log, LimitScale::LogLog, LimitScale::Logit] {
            let mut before = (0.7, 0.7);
            for level in [0.8, 0.9, 0.95, 0.99, 0.999] {
                let limits = scale.limits(0.7, 0.04, Level::new(level).unwrap()).unwrap();
                assert!(limits.0 <= before.0 && limits.1 >= before.1, "{scale:?} {level}");
                before = limits;
            }
        }
    }

    #[test]
    fn log_log_limits_of_the_complement_of_nothing_stay_finite() {
        let (lower, upper) = LimitScale::LogLog.limits(1e-300, 900.0, Level::P95).unwrap();
        assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
        let (lower, upper) = LimitScale::Logit.limits(1.0 - 1e-16, 900.0, Level::P95).unwrap();
        assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
    }
}
