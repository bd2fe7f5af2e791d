//! What printed statistics imply of one another: the arithmetic behind the checks of printed claims.
//!
//! | question | answer |
//! |---|---|
//! | which p-value goes with an estimate that lies so many half widths of its interval from no effect? | [`p_of_half_widths`], [`p_of_half_widths_t`] |
//! | which p-value goes with a correlation? | [`p_of_correlation`] |
//! | which p-value goes with a ratio and its limits? | [`p_of_limits`] |
//! | which p-value goes with a test statistic? | [`ReportedTest`] |
//! | how much wider is an interval at another level? | [`width_at`] |
//! | which SD have whole answers of this sum and sum of squares? | [`sd_of_sums`] |
//! | which SD has a share of so many people? | [`sd_of_share`] |

use crate::{
    pooling::EffectScale,
    quantity::Level,
    special::{chi_squared, fisher_f, normal, student},
};

/// Two-sided p-value of an estimate `distance` half widths of its interval away from no effect, by the normal distribution.
///
/// `2 P(Z > distance z)` with `z` the critical value of the level: half a Wald interval is `z` standard errors.
///
/// Source: Altman and Bland (2011), BMJ 343, d2304.
///
/// ```
/// use wres_disparity::{Level, consistency::p_of_half_widths};
/// assert!((p_of_half_widths(1.0, Level::P95) - 0.05).abs() < 1e-14);
/// assert_eq!(p_of_half_widths(0.0, Level::P95), 1.0);
/// ```
#[must_use]
pub fn p_of_half_widths(distance: f64, level: Level) -> f64 {
    normal::two_sided(distance * normal::critical(level))
}

/// The same by Student's t with `df` degrees of freedom.
///
/// ```
/// use wres_disparity::{Level, consistency::p_of_half_widths_t};
/// assert!((p_of_half_widths_t(1.0, Level::P95, 5.0) - 0.05).abs() < 1e-9);
/// ```
#[must_use]
pub fn p_of_half_widths_t(distance: f64, level: Level, df: f64) -> f64 {
    student::two_sided(distance * student::upper_quantile(0.5 * level.alpha(), df), df)
}

/// Two-sided p-value of an estimate by the standard error that its limits imply; `None` where they imply none.
///
/// ```
/// use wres_disparity::{Level, consistency::p_of_limits, pooling::EffectScale};
/// assert!((p_of_limits(EffectScale::Ratio, 2.0, 1.0, 4.0, Level::P95).unwrap() - 0.05).abs() < 1e-12);
/// ```
#[must_use]
pub fn p_of_limits(scale: EffectScale, estimate: f64, lower: f64, upper: f64, level: Level) -> Option<f64> {
    let half = 0.5 * (scale.on(upper) - scale.on(lower));
    let distance = (scale.on(estimate) - scale.on(scale.null())) / half;
    distance.is_finite().then(|| p_of_half_widths(distance.abs(), level))
}

/// Two-sided p-value of a correlation `r` with `df` degrees of freedom: that of `t = r sqrt(df / (1 - r^2))`; 0 for 1 and above.
///
/// ```
/// let p = wres_disparity::consistency::p_of_correlation(0.4, 30.0);
/// assert!((p - 0.0233).abs() < 5e-5);
/// ```
#[must_use]
pub fn p_of_correlation(r: f64, df: f64) -> f64 {
    if r.abs() >= 1.0 { 0.0 } else { student::two_sided(r * (df / (1.0 - r * r)).sqrt(), df) }
}

/// A test statistic as it is reported, with its degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReportedTest {
    /// Standard normal.
    Z,
    /// Student's t.
    T(f64),
    /// Fisher's F: degrees of freedom of numerator and denominator.
    F(f64, f64),
    /// Chi-squared.
    ChiSquared(f64),
    /// A correlation.
    R(f64),
}

impl ReportedTest {
    /// Its p-value at this value: two-sided for z, t and r, the upper tail for F and chi-squared.
    ///
    /// ```
    /// use wres_disparity::consistency::ReportedTest;
    /// assert!((ReportedTest::T(28.0).p_value(2.20) - 0.0362).abs() < 5e-5);
    /// assert!((ReportedTest::F(2.0, 56.0).p_value(3.45) - 0.0386).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn p_value(self, value: f64) -> f64 {
        match self {
            Self::Z => normal::two_sided(value),
            Self::T(df) => student::two_sided(value, df),
            Self::F(above, below) => fisher_f::sf(value, above, below),
            Self::ChiSquared(df) => chi_squared::sf(value, df),
            Self::R(df) => p_of_correlation(value, df),
        }
    }
}

/// How many times as wide a normal interval is at `other` as at `level`.
///
/// ```
/// use wres_disparity::{Level, consistency::width_at};
/// assert!((width_at(Level::P95, Level::new(0.99)?) - 1.314_23).abs() < 1e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn width_at(level: Level, other: Level) -> f64 {
    normal::critical(other) / normal::critical(level)
}

/// SD of `n` answers with this sum and sum of squares; `None` where no answers have them.
///
/// `sqrt((squares - sum^2 / n) / (n - 1))`
///
/// ```
/// // 1, 2, 3
/// assert_eq!(wres_disparity::consistency::sd_of_sums(3.0, 6.0, 14.0), Some(1.0));
/// assert_eq!(wres_disparity::consistency::sd_of_sums(3.0, 6.0, 10.0), None);
/// ```
#[must_use]
pub fn sd_of_sums(n: f64, sum: f64, squares: f64) -> Option<f64> {
    let variance = (squares - sum * sum / n) / (n - 1.0);
    (variance >= 0.0).then(|| variance.sqrt())
}

/// SD of `n` answers of which the share `p` is 1 and the rest 0: `sqrt(n / (n - 1) p (1 - p))`.
///
/// Source: Heathers and Brown (2019), DEBIT: a simple consistency test for binary data.
///
/// ```
/// let sd = wres_disparity::consistency::sd_of_share(4.0, 0.5);
/// assert!((sd - (1.0_f64 / 3.0).sqrt()).abs() < 1e-15);
/// ```
#[must_use]
pub fn sd_of_share(n: f64, p: f64) -> f64 {
    let p = p.clamp(0.0, 1.0);
    (n / (n - 1.0) * p * (1.0 - p)).sqrt()
}
