//! The crude ratio beside the stratified one, and whether they contradict each other.

use super::stratified_score::stratified_score_rr;
use super::stratum::{Stratum, informative};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::{Binomial, Level};
use crate::sum::total;

/// The ratio of pooled raw counts beside the common ratio within strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrudeAndStratified {
    /// The ratio of the two overall proportions, all strata summed. It mixes differences between strata into it.
    pub crude: Estimate,
    /// The common ratio within strata, by the same method.
    pub stratified: Estimate,
    /// Crude over stratified: how far the strata's make-up alone moves the ratio. 1 means not at all; NaN-free, so `None`
    /// where both are 0 or both are infinite.
    pub distortion: Option<f64>,
    /// Simpson's reversal: one of the two ratios is above 1 and the other below.
    pub reversed: bool,
    /// Simpson's reversal beyond doubt: and both intervals exclude 1.
    pub reversed_clearly: bool,
    /// In how many strata the ratio is above 1.
    pub strata_above: usize,
    /// In how many strata the ratio is below 1.
    pub strata_below: usize,
}

/// The crude and the stratified risk ratio side by side.
///
/// Both by [`stratified_score_rr`], the crude one with everybody in one stratum, so that with a single stratum they are the
/// same to the last bit. Unit: ratios of proportions, first group over second. A stratum's own ratio is compared with 1 exactly,
/// in whole numbers; strata with one group only, or with equal proportions, count on neither side.
///
/// Source: Simpson (1951), Journal of the Royal Statistical Society B 13, 238-241; Bickel, Hammel and O'Connell (1975), Science
/// 187, 398-404, for the case that everybody should know.
///
/// # Errors
/// [`crate::NotEstimable`] as for [`stratified_score_rr`]; [`crate::StatError::Domain`] where a total does not fit in 64 bits.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::crude_and_stratified};
/// // Better in each stratum, worse over both.
/// let strata = [
///     (Binomial::of(81, 87)?, Binomial::of(234, 270)?),
///     (Binomial::of(192, 263)?, Binomial::of(55, 80)?),
/// ];
/// let both = crude_and_stratified(&strata, Level::P95)?;
/// assert!(both.reversed && both.crude.value < 1.0 && both.stratified.value > 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn crude_and_stratified(strata: &[Stratum], level: Level) -> Result<CrudeAndStratified> {
    let pooled = |group: fn(&Stratum) -> Binomial| {
        let cases = total("x", strata.iter().map(|stratum| group(stratum).cases().0))?;
        Binomial::of(cases, total("n", strata.iter().map(|stratum| group(stratum).base().0))?)
    };
    let crude = stratified_score_rr(&[(pooled(|stratum| stratum.0)?, pooled(|stratum| stratum.1)?)], level)?;
    let stratified = stratified_score_rr(strata, level)?;
    let distortion = crude.value / stratified.value;
    let reversed = (crude.value - 1.0) * (stratified.value - 1.0) < 0.0;
    let side = |wanted: std::cmp::Ordering| {
        let product = |cases: u64, base: u64| u128::from(cases) * u128::from(base);
        informative(strata)
            .filter(|c| {
                let one = product(c.one.cases().0, c.two.base().0);
                one.cmp(&product(c.two.cases().0, c.one.base().0)) == wanted
            })
            .count()
    };
    Ok(CrudeAndStratified {
        crude,
        stratified,
        distortion: (!distortion.is_nan()).then_some(distortion),
        reversed,
        reversed_clearly: reversed && crude.excludes(1.0) && stratified.excludes(1.0),
        strata_above: side(std::cmp::Ordering::Greater),
        strata_below: side(std::cmp::Ordering::Less),
    })
}
