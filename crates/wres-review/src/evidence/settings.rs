//! `outcomes.toml`: what is pooled with what.

use super::{Evidence, Study};
use crate::error::{Result, ReviewError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use wres_disparity::pooling::EffectScale;
use wres_domain::read_toml;

/// The settings of a review.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The outcomes, in the order of the page.
    #[serde(default, rename = "outcome")]
    pub outcomes: Vec<Outcome>,
}

/// One outcome of a review.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name, as readers see it.
    pub name: String,
    /// The outcomes of the evidence that belong to it; its name alone where none are given.
    #[serde(default)]
    pub pool: Vec<String>,
    /// The effect it is pooled as: RR, OR, RD, HR or MD.
    #[serde(default = "risk_ratio")]
    pub effect: String,
    /// Only `crude` or only `adjusted` effects; without it they may not be mixed.
    #[serde(default)]
    pub adjusted: Option<String>,
    /// Only this group, where studies compare several with one reference.
    #[serde(default)]
    pub comparison: Option<String>,
    /// What an effect below that of no effect means, in words.
    #[serde(default)]
    pub below: Option<String>,
    /// What an effect above it means.
    #[serde(default)]
    pub above: Option<String>,
    /// The smallest effect that matters, above that of no effect: 1.25 for a ratio.
    #[serde(default)]
    pub smallest_effect: Option<f64>,
    /// The risk of the reference at which odds ratios become ratios of risks.
    #[serde(default)]
    pub baseline: Option<f64>,
    /// A column by which the studies are pooled apart.
    #[serde(default)]
    pub subgroup: Option<String>,
    /// A column of numbers that the effect may change with.
    #[serde(default)]
    pub moderator: Option<String>,
    /// The confidence level.
    #[serde(default = "level")]
    pub level: f64,
}

fn risk_ratio() -> String {
    "RR".to_owned()
}

fn level() -> f64 {
    0.95
}

impl Settings {
    /// Reads the settings; without a file, each outcome of the evidence is one by itself.
    ///
    /// # Errors
    /// [`ReviewError::Toml`] where the file is not of this shape.
    pub fn read(text: Option<&str>, evidence: &Evidence) -> Result<Self> {
        let file = || "outcomes.toml".to_owned();
        let mut settings = match text {
            Some(text) => read_toml::<Self>(text)
                .map_err(|fault| ReviewError::Toml { file: file(), message: fault.to_string() })?,
            None => Self::default(),
        };
        if settings.outcomes.is_empty() {
            let names: BTreeSet<&str> = evidence.studies.iter().map(|study| study.text("outcome")).collect();
            settings.outcomes = names.into_iter().map(|name| Outcome::named(name, evidence)).collect();
        }
        for outcome in &settings.outcomes {
            let known = ["RR", "OR", "RD", "HR", "MD", "SMD"].contains(&outcome.effect.as_str());
            let wrong = |message| Err(ReviewError::Toml { file: file(), message });
            if !known {
                return wrong(format!(
                    "outcome `{}`: effect `{}` is none of RR, OR, RD, HR, MD, SMD",
                    outcome.name, outcome.effect
                ));
            }
            if !(outcome.level > 0.5 && outcome.level < 1.0) {
                return wrong(format!(
                    "outcome `{}`: level {} is not between 0.5 and 1: write 0.95",
                    outcome.name, outcome.level
                ));
            }
            if outcome.smallest_effect.is_some_and(|least| least.is_nan() || least <= outcome.null()) {
                return wrong(format!("outcome `{}`: smallest_effect must be above {}", outcome.name, outcome.null()));
            }
        }
        Ok(settings)
    }
}

impl Outcome {
    fn named(name: &str, evidence: &Evidence) -> Self {
        let rows = || evidence.studies.iter().filter(|study| study.text("outcome") == name);
        let effect = rows()
            .map(|study| super::convert::effect_name(study.text("effect")))
            .find(|effect| !effect.is_empty())
            .unwrap_or("RR");
        Self {
            name: if name.is_empty() { "all studies".to_owned() } else { name.to_owned() },
            pool: vec![name.to_owned()],
            effect: effect.to_owned(),
            adjusted: None,
            comparison: None,
            below: None,
            above: None,
            smallest_effect: None,
            baseline: None,
            subgroup: None,
            moderator: None,
            level: level(),
        }
    }

    /// Whether a row of the evidence is of it.
    #[must_use]
    pub fn takes(&self, study: &Study) -> bool {
        let outcome = study.text("outcome");
        let of_it =
            if self.pool.is_empty() { outcome == self.name } else { self.pool.iter().any(|name| name == outcome) };
        let adjusted = match self.adjusted.as_deref() {
            Some("adjusted") => study.is_adjusted(),
            Some("crude") => !study.is_adjusted(),
            _ => true,
        };
        let compared = self.comparison.as_deref().is_none_or(|group| study.text("group") == group);
        of_it && adjusted && compared
    }

    /// Whether the effect is a ratio, pooled as its logarithm.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        matches!(self.effect.as_str(), "RR" | "OR" | "HR")
    }

    /// The value of no effect.
    #[must_use]
    pub fn null(&self) -> f64 {
        self.scale().null()
    }

    /// The scale on which it is pooled.
    #[must_use]
    pub fn scale(&self) -> EffectScale {
        if self.is_ratio() { EffectScale::Ratio } else { EffectScale::Difference }
    }
}
