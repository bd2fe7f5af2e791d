//! What a policy hides, and by whose rule.

use crate::error::DisclosureError;
use serde::{Deserialize, Serialize};
use wres_domain::{Cell, HiddenReason, nearest_multiple};

/// A named set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Profile {
    /// The default of this project: every inner cell rounded to a multiple of 5, protected counts below 10 shown as `[c]`.
    #[default]
    #[serde(rename = "wres-default")]
    WresDefault,
    /// Inner cells below 10 rounded to 0 or 10, larger ones as they are, below 10 as `[c]`: as in the dashboards of Skills for Care.
    #[serde(rename = "sfc10")]
    Sfc10,
    /// Multiples of 5, below 8 as `[c]`: as NHS England publishes hospital statistics.
    #[serde(rename = "nhs7r5")]
    Nhs7R5,
    /// Multiples of 5, below 8 as `[c]`: as OpenSAFELY releases research outputs.
    #[serde(rename = "opensafely7r5")]
    OpenSafely7R5,
    /// Inner cells below 5 rounded to 0 or 5, larger ones as they are, below 5 as `[c]`. For low risks only.
    #[serde(rename = "lt5")]
    Lt5,
    /// Nothing hidden, because the input is public already. Must carry a reason that names the publication.
    #[serde(rename = "published-source")]
    PublishedSource,
}

/// The rules under which counts are protected. Read from configuration, checked on the way in.
///
/// A policy may be stricter than its profile and never looser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawPolicy", into = "RawPolicy")]
pub struct Policy {
    profile: Profile,
    reason: String,
    hide_up_to: u64,
    round_to: u64,
    protection: u64,
    magnitudes: Magnitudes,
}

/// When a magnitude such as pay may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Magnitudes {
    fewest: u64,
    dominance_percent: u64,
    p_percent: u64,
}

/// What every profile that hides anything holds of magnitudes: ten people, the two highest no more than 90 % of the total, the
/// others at least 10 % of the highest. Source: the (n, k) and the p % rule as in Hundepool and others 2012, Statistical
/// Disclosure Control, section 4.2.
const MAGNITUDES: Magnitudes = Magnitudes { fewest: 10, dominance_percent: 90, p_percent: 10 };

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolicy {
    profile: Profile,
    #[serde(default)]
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hide_up_to: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    round_to: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    protection: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fewest_in_magnitude: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dominance_percent: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p_percent: Option<u64>,
}

impl RawPolicy {
    /// A profile as it is.
    fn of(profile: Profile, reason: &str) -> Self {
        Self {
            profile,
            reason: reason.to_owned(),
            hide_up_to: None,
            round_to: None,
            protection: None,
            fewest_in_magnitude: None,
            dominance_percent: None,
            p_percent: None,
        }
    }

    /// The rules of magnitudes, no looser than [`MAGNITUDES`].
    fn magnitudes(&self) -> Result<Magnitudes, DisclosureError> {
        let looser = |field, given, allowed| {
            Err(DisclosureError::Looser { field, given, profile: self.profile.code(), allowed })
        };
        let fewest = self.fewest_in_magnitude.unwrap_or(MAGNITUDES.fewest);
        let dominance_percent = self.dominance_percent.unwrap_or(MAGNITUDES.dominance_percent);
        let p_percent = self.p_percent.unwrap_or(MAGNITUDES.p_percent);
        if fewest < MAGNITUDES.fewest {
            return looser("fewest_in_magnitude", fewest, MAGNITUDES.fewest);
        }
        if dominance_percent > MAGNITUDES.dominance_percent {
            return looser("dominance_percent", dominance_percent, MAGNITUDES.dominance_percent);
        }
        if p_percent < MAGNITUDES.p_percent {
            return looser("p_percent", p_percent, MAGNITUDES.p_percent);
        }
        Ok(Magnitudes { fewest, dominance_percent, p_percent })
    }
}

/// What a profile holds: the largest protected count that is marked, the rounding step (1 is none), whether only inner cells below
/// the step are rounded, and among how many values an inner cell must be lost.
struct Rules {
    hide_up_to: u64,
    round_to: u64,
    only_small: bool,
    protection: u64,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 6] =
        [Self::WresDefault, Self::Sfc10, Self::Nhs7R5, Self::OpenSafely7R5, Self::Lt5, Self::PublishedSource];

    /// Its name in configuration.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WresDefault => "wres-default",
            Self::Sfc10 => "sfc10",
            Self::Nhs7R5 => "nhs7r5",
            Self::OpenSafely7R5 => "opensafely7r5",
            Self::Lt5 => "lt5",
            Self::PublishedSource => "published-source",
        }
    }

    fn rules(self) -> Rules {
        let (hide_up_to, round_to, only_small, protection) = match self {
            Self::WresDefault => (9, 5, false, 3),
            Self::Sfc10 => (9, 10, true, 3),
            Self::Nhs7R5 | Self::OpenSafely7R5 => (7, 5, false, 3),
            Self::Lt5 => (4, 5, true, 3),
            Self::PublishedSource => (0, 1, false, 1),
        };
        Rules { hide_up_to, round_to, only_small, protection }
    }
}

impl Policy {
    /// The coarsest step: beyond it hardly a figure of one site would be left.
    const COARSEST: u64 = 100;

    /// The rules of a profile as they are.
    ///
    /// # Errors
    /// [`DisclosureError::NoReason`] for `published-source`, which needs [`Policy::published_source`].
    pub fn of(profile: Profile) -> Result<Self, DisclosureError> {
        Self::try_from(RawPolicy::of(profile, ""))
    }

    /// Nothing hidden, because the input is public already.
    ///
    /// # Errors
    /// [`DisclosureError::NoReason`] if the reason is blank.
    pub fn published_source(reason: &str) -> Result<Self, DisclosureError> {
        Self::try_from(RawPolicy::of(Profile::PublishedSource, reason))
    }

    /// The profile it starts from.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Why this policy was chosen, in the words of whoever chose it; may be empty unless nothing is hidden.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The largest protected count that is shown as `[c]`; 0 where nothing is protected.
    #[must_use]
    pub fn hide_up_to(&self) -> u64 {
        self.hide_up_to
    }

    /// Inner cells become multiples of this; 1 where they are not rounded.
    #[must_use]
    pub fn round_to(&self) -> u64 {
        self.round_to
    }

    /// Whether only inner cells below the step are rounded, and larger ones stay as they are.
    #[must_use]
    pub fn only_small(&self) -> bool {
        self.profile.rules().only_small
    }

    /// Among how many values an inner cell must be lost: whoever adds and subtracts everything published, in this release and in
    /// earlier ones, must still find at least this many values possible.
    #[must_use]
    pub fn protection(&self) -> u64 {
        self.protection
    }

    /// The fewest people of whom a magnitude, such as mean pay, may be shown.
    #[must_use]
    pub fn fewest_in_magnitude(&self) -> u64 {
        self.magnitudes.fewest
    }

    /// The most that the two highest may make up of a total of which a magnitude is shown, in per cent.
    #[must_use]
    pub fn dominance_percent(&self) -> u64 {
        self.magnitudes.dominance_percent
    }

    /// The least that all but the two highest must make up, in per cent of the highest.
    #[must_use]
    pub fn p_percent(&self) -> u64 {
        self.magnitudes.p_percent
    }

    /// Whether anything is protected at all.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.hide_up_to > 0
    }

    /// Whether a protected count is below the threshold and shown as `[c]`: zero is, so that it cannot be told from one.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        self.hides() && count <= self.hide_up_to
    }

    /// A single count that is part of no sum, such as rows that a rule spoke about: marked if small, otherwise rounded.
    #[must_use]
    pub fn show(&self, count: u64) -> Cell<u64> {
        if self.is_small(count) {
            Cell::Hidden(HiddenReason::BelowThreshold)
        } else {
            Cell::Value(nearest_multiple(count, self.round_to))
        }
    }

    /// The rules in a sentence or two, for readers of what is released.
    #[must_use]
    pub fn describe(&self) -> String {
        if !self.hides() {
            return format!("Nothing is protected: the counts are public already. {}", self.reason)
                .trim_end()
                .to_owned();
        }
        let (step, least) = (self.round_to, self.hide_up_to + 1);
        let which = if self.only_small() { format!("of fewer than {step} people") } else { "of people".to_owned() };
        let around =
            if self.only_small() { format!("0 or {step}") } else { format!("a multiple of {step} next to it") };
        format!(
            "Every count {which} in one site, service, ethnic group and stratum was changed, before anything else was done, to \
             {around}. All other counts are sums of these, so every table adds up; rates, ratios and intervals are computed \
             from them, and intervals allow for the change. A count below {least}, zero included, is shown as [c], and so is a figure \
             that needs one."
        )
    }
}

impl Default for Policy {
    fn default() -> Self {
        let rules = Profile::WresDefault.rules();
        Self {
            profile: Profile::WresDefault,
            reason: String::new(),
            hide_up_to: rules.hide_up_to,
            round_to: rules.round_to,
            protection: rules.protection,
            magnitudes: MAGNITUDES,
        }
    }
}

impl TryFrom<RawPolicy> for Policy {
    type Error = DisclosureError;
    fn try_from(raw: RawPolicy) -> Result<Self, DisclosureError> {
        let rules = raw.profile.rules();
        let looser =
            |field, given, allowed| Err(DisclosureError::Looser { field, given, profile: raw.profile.code(), allowed });
        let hide_up_to = raw.hide_up_to.unwrap_or(rules.hide_up_to);
        let round_to = raw.round_to.unwrap_or(rules.round_to);
        let protection = raw.protection.unwrap_or(rules.protection);
        if hide_up_to < rules.hide_up_to {
            return looser("hide_up_to", hide_up_to, rules.hide_up_to);
        }
        if round_to < rules.round_to {
            return looser("round_to", round_to, rules.round_to);
        }
        if round_to > Self::COARSEST {
            return Err(DisclosureError::TooCoarse { round_to, most: Self::COARSEST });
        }
        if hide_up_to > 0 && protection >= round_to {
            return Err(DisclosureError::TooMuchProtection { protection, round_to });
        }
        if protection < rules.protection {
            return looser("protection", protection, rules.protection);
        }
        if hide_up_to == 0 && raw.reason.trim().is_empty() {
            return Err(DisclosureError::NoReason);
        }
        let magnitudes = raw.magnitudes()?;
        let reason = raw.reason.trim().to_owned();
        Ok(Self { profile: raw.profile, reason, hide_up_to, round_to, protection, magnitudes })
    }
}

impl From<Policy> for RawPolicy {
    fn from(policy: Policy) -> Self {
        Self {
            profile: policy.profile,
            reason: policy.reason,
            hide_up_to: Some(policy.hide_up_to),
            round_to: Some(policy.round_to),
            protection: Some(policy.protection),
            fewest_in_magnitude: Some(policy.magnitudes.fewest),
            dominance_percent: Some(policy.magnitudes.dominance_percent),
            p_percent: Some(policy.magnitudes.p_percent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, Profile};
    use crate::error::DisclosureError;

    #[test]
    fn nothing_is_left_open_without_a_reason() {
        assert_eq!(Policy::of(Profile::PublishedSource), Err(DisclosureError::NoReason));
        assert_eq!(Policy::published_source("  "), Err(DisclosureError::NoReason));
        assert!(Policy::published_source("Department for Education, 2025, open table").is_ok());
    }

    #[test]
    fn a_policy_may_be_stricter_than_its_profile_and_never_looser() {
        let read = |text: &str| toml::from_str::<Policy>(text);
        assert_eq!(read("profile = 'wres-default'\nhide_up_to = 19").unwrap().hide_up_to(), 19);
        assert!(read("profile = 'wres-default'\nhide_up_to = 4").is_err());
        assert!(read("profile = 'wres-default'\nround_to = 1").is_err());
        assert!(read("profile = 'wres-default'\nprotection = 2").is_err());
        assert!(read("profile = 'wres-default'\nround_to = 1000").is_err());
        let said = read("profile = 'wres-default'\nprotection = 5").unwrap_err().to_string();
        assert!(said.contains("`round_to` of at least 6"), "{said}");
        assert_eq!(read("profile = 'wres-default'\nprotection = 5\nround_to = 10").unwrap().protection(), 5);
        assert_eq!(read("profile = 'wres-default'\nround_to = 10").unwrap().round_to(), 10);
        assert_eq!(read("profile = 'wres-default'\nfewest_in_magnitude = 20").unwrap().fewest_in_magnitude(), 20);
        assert!(read("profile = 'wres-default'\nfewest_in_magnitude = 9").is_err());
        assert!(read("profile = 'wres-default'\ndominance_percent = 95").is_err());
        assert!(read("profile = 'wres-default'\np_percent = 5").is_err());
        assert!(read("profile = 'wres-default'\nsecondary = false").is_err());
    }

    #[test]
    fn every_profile_reads_by_its_name_and_reads_back() {
        for profile in Profile::ALL {
            let text = format!("profile = '{}'\nreason = 'printed in 2025'", profile.code());
            let policy: Policy = toml::from_str(&text).unwrap();
            assert_eq!(policy.profile(), profile);
            assert_eq!(toml::from_str::<Policy>(&toml::to_string(&policy).unwrap()).unwrap(), policy);
        }
    }

    #[test]
    fn the_default_is_the_default_profile() {
        assert_eq!(Policy::of(Profile::default()), Ok(Policy::default()));
    }
}
