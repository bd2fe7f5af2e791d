//! Sites as z-scores: each statistic on the scale on which its variance depends on the size of the site alone.

use crate::error::{NotEstimable, Result, StatError};
use crate::sum::sum;
use serde::{Deserialize, Serialize};

/// A numerator over a denominator: cases over a base, observed over expected, or one count over another.
///
/// Neither need be whole: expected counts and full-time equivalents are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    numerator: f64,
    denominator: f64,
}

impl Site {
    /// A site.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless the numerator is at least 0 and the denominator positive, both at most 1e15.
    pub fn new(numerator: f64, denominator: f64) -> Result<Self> {
        let wrong = |what, given: f64, must| Err(StatError::Domain { what, given: given.to_string(), must });
        if !(0.0..=1e15).contains(&numerator) {
            return wrong("numerator", numerator, "every numerator must be a number between 0 and 1e15");
        }
        if !(1e-15..=1e15).contains(&denominator) {
            return wrong("denominator", denominator, "every denominator must be a positive number of at most 1e15");
        }
        Ok(Self { numerator, denominator })
    }

    /// The numerator.
    #[must_use]
    pub fn numerator(self) -> f64 {
        self.numerator
    }

    /// The denominator.
    #[must_use]
    pub fn denominator(self) -> f64 {
        self.denominator
    }
}

/// Sites from parallel lists.
///
/// # Errors
/// [`StatError::Lengths`], or [`StatError::Domain`] as for [`Site::new`].
pub fn sites(numerators: &[f64], denominators: &[f64]) -> Result<Vec<Site>> {
    if numerators.len() != denominators.len() {
        return Err(StatError::Lengths {
            left: "numerator",
            left_len: numerators.len(),
            right: "denominator",
            right_len: denominators.len(),
        });
    }
    numerators.iter().zip(denominators).map(|(&numerator, &denominator)| Site::new(numerator, denominator)).collect()
}

/// What the sites report, and the scale on which it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transformation {
    /// A proportion, on the scale `asin(sqrt(p))`; target: all sites together.
    Proportion,
    /// Observed over expected, on the log scale, extremes left out (the summary hospital-level mortality indicator); target 1.
    RatioLog,
    /// Observed over expected, on the square-root scale, extremes drawn in (the Care Quality Commission); target 1.
    RatioRoot,
    /// One count over another, on the log scale with 1/2 added to both; target: all sites together.
    RatioOfCounts,
}

impl Transformation {
    /// The target: the overall proportion or ratio, or 1.
    pub(super) fn target(self, sites: &[Site]) -> f64 {
        match self {
            Self::RatioLog | Self::RatioRoot => 1.0,
            Self::Proportion | Self::RatioOfCounts => {
                sum(sites.iter().map(|site| site.numerator)) / sum(sites.iter().map(|site| site.denominator))
            }
        }
    }

    /// That the sites can be put on this scale.
    pub(super) fn check(self, sites: &[Site]) -> Result<()> {
        if self == Self::Proportion
            && let Some(wrong) = sites.iter().find(|site| site.numerator > site.denominator)
        {
            return Err(StatError::Domain {
                what: "numerator",
                given: wrong.numerator.to_string(),
                must: "it must not exceed its denominator, for a proportion",
            });
        }
        if self == Self::RatioOfCounts && sites.iter().all(|site| site.numerator == 0.0) {
            return Err(NotEstimable::NoCases.into());
        }
        Ok(())
    }

    /// A value, such as the target, on this scale.
    pub(super) fn forwards(self, value: f64) -> f64 {
        match self {
            Self::Proportion => value.sqrt().min(1.0).asin(),
            Self::RatioLog | Self::RatioOfCounts => value.ln(),
            Self::RatioRoot => value.sqrt(),
        }
    }

    /// From this scale back, cut to what is possible.
    pub(super) fn backwards(self, value: f64) -> f64 {
        match self {
            Self::Proportion => value.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2),
            Self::RatioLog | Self::RatioOfCounts => value.exp(),
            Self::RatioRoot => value.max(0.0).powi(2),
        }
    }

    /// A site's value on this scale.
    pub(super) fn of(self, site: Site) -> f64 {
        match self {
            Self::RatioOfCounts => ((site.numerator + 0.5) / (site.denominator + 0.5)).ln(),
            _ => self.forwards(site.numerator / site.denominator),
        }
    }

    /// What was expected of a site that has no event and so no place on this scale.
    pub(super) fn expected_without_event(self, site: Site) -> Option<f64> {
        (self == Self::RatioLog && site.numerator == 0.0).then_some(site.denominator)
    }

    /// The standard error of a site on this scale, if it is like all others.
    pub(super) fn standard_error(self, site: Site) -> f64 {
        match self {
            Self::Proportion | Self::RatioRoot => 0.5 / site.denominator.sqrt(),
            Self::RatioLog => 1.0 / site.denominator.sqrt(),
            Self::RatioOfCounts => {
                let part = |count: f64| count / (count + 0.5).powi(2);
                (part(site.numerator) + part(site.denominator)).sqrt()
            }
        }
    }
}
