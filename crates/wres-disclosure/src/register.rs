//! What was released before: the secret threshold of every inner cell, so that unchanged data give unchanged figures.

use crate::{error::DisclosureError, keyed::DisclosureKey, policy::Policy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, SiteId};

/// The form of the file. It grows when an older program could not read it.
const FORM: u32 = 1;

/// The thresholds of every cell that was ever released. It stays inside the secure area: whoever has it can narrow counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    periods: BTreeMap<String, PeriodThresholds>,
}

/// The thresholds of one period, and the rules under which it was released.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct PeriodThresholds {
    rules: String,
    /// By site, then by quantity.
    sites: BTreeMap<String, BTreeMap<String, Thresholds>>,
}

/// Thresholds of one quantity of one site, by ethnicity and service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Thresholds(BTreeMap<(u8, u8), u32>);

#[derive(Serialize, Deserialize)]
struct Body {
    form: u32,
    periods: BTreeMap<String, PeriodThresholds>,
}

impl Register {
    /// Reads a register that was written with the same key.
    ///
    /// # Errors
    /// [`DisclosureError::OtherKey`] if it was written with another key, [`DisclosureError::DamagedRegister`] if it is not what was
    /// written.
    pub fn from_bytes(bytes: &[u8], key: &DisclosureKey) -> Result<Self, DisclosureError> {
        let damaged = |message: &str| DisclosureError::DamagedRegister(message.to_owned());
        let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not text"))?;
        let mut lines = text.splitn(3, '\n');
        let (Some(of_key), Some(seal), Some(body)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(damaged("it ends too early"));
        };
        if of_key.len() != 64 {
            return Err(damaged("its first line is not that of a register"));
        }
        if of_key != key.seal(b"register") {
            return Err(DisclosureError::OtherKey);
        }
        if seal != key.seal(body.as_bytes()) {
            return Err(damaged("its contents do not fit its seal"));
        }
        let body: Body = serde_json::from_str(body).map_err(|error| damaged(&error.to_string()))?;
        if body.form != FORM {
            return Err(damaged("it was written by another version of this program"));
        }
        Ok(Self { periods: body.periods })
    }

    /// The bytes of its file, sealed with the key.
    ///
    /// # Errors
    /// [`DisclosureError::DamagedRegister`] if it cannot be written as text.
    pub fn to_bytes(&self, key: &DisclosureKey) -> Result<Vec<u8>, DisclosureError> {
        let body = Body { form: FORM, periods: self.periods.clone() };
        let body = serde_json::to_string(&body).map_err(|error| DisclosureError::DamagedRegister(error.to_string()))?;
        Ok(format!("{}\n{}\n{body}", key.seal(b"register"), key.seal(body.as_bytes())).into_bytes())
    }

    /// Whether nothing was released yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// The periods that were released under other rules than these.
    #[must_use]
    pub fn under_other_rules(&self, policy: &Policy) -> Vec<String> {
        let rules = rules(policy);
        let other = self.periods.iter().filter(|(_, period)| period.rules != rules);
        other.map(|(label, _)| label.clone()).collect()
    }

    /// Forgets a period, so that it is rounded anew.
    pub fn forget(&mut self, period: &str) {
        self.periods.remove(period);
    }

    pub(crate) fn period(&self, label: &str, policy: &Policy) -> PeriodThresholds {
        let kept = self.periods.get(label).filter(|period| period.rules == rules(policy));
        kept.cloned().unwrap_or_else(|| PeriodThresholds { rules: rules(policy), sites: BTreeMap::new() })
    }

    pub(crate) fn keep(&mut self, label: &str, period: PeriodThresholds) {
        self.periods.insert(label.to_owned(), period);
    }
}

impl PeriodThresholds {
    pub(crate) fn of(&self, site: &SiteId, quantity: &str) -> Option<&Thresholds> {
        self.sites.get(site.as_str())?.get(quantity)
    }

    pub(crate) fn of_mut(&mut self, site: &SiteId, quantity: &str) -> &mut Thresholds {
        let site = self.sites.entry(site.as_str().to_owned()).or_default();
        site.entry(quantity.to_owned()).or_default()
    }
}

impl Thresholds {
    pub(crate) fn get(&self, group: u8, service: u8) -> Option<u32> {
        self.0.get(&(group, service)).copied()
    }

    pub(crate) fn set(&mut self, group: u8, service: u8, threshold: u32) {
        self.0.insert((group, service), threshold);
    }
}

/// A short name of a quantity that does not change.
pub(crate) fn short_name(quantity: &str) -> String {
    blake3::hash(quantity.as_bytes()).to_hex()[..16].to_owned()
}

/// What of a policy decides what a count is rounded to.
fn rules(policy: &Policy) -> String {
    let which = if policy.only_small() { "small counts" } else { "every count" };
    format!("{which} to a multiple of {}, below {} as [c]", policy.round_to(), policy.hide_up_to() + 1)
}

impl From<Thresholds> for String {
    /// Two hexadecimal digits for the ethnicity, one for the service, four for the threshold.
    fn from(thresholds: Thresholds) -> Self {
        let one = |((group, service), threshold): (&(u8, u8), &u32)| format!("{group:02x}{service:x}{threshold:04x}");
        thresholds.0.iter().map(one).collect()
    }
}

impl TryFrom<String> for Thresholds {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("`{text}` is no list of thresholds");
        if !text.is_ascii() || !text.len().is_multiple_of(7) {
            return Err(bad());
        }
        let number = |digits: &str| u32::from_str_radix(digits, 16).map_err(|_| bad());
        let small = |digits: &str| number(digits).and_then(|number| u8::try_from(number).map_err(|_| bad()));
        let mut out = BTreeMap::new();
        for start in (0..text.len()).step_by(7) {
            let one = &text[start..start + 7];
            let group = small(&one[..2])?;
            if usize::from(group) >= Ethnicity::ALL.len() {
                return Err(bad());
            }
            out.insert((group, small(&one[2..3])?), number(&one[3..])?);
        }
        Ok(Self(out))
    }
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::{error::DisclosureError, keyed::DisclosureKey, policy::Policy};
    use wres_domain::SiteId;

    fn register() -> Register {
        let mut register = Register::default();
        let mut period = register.period("2024-25", &Policy::default());
        period.of_mut(&SiteId::new("A1").unwrap(), "staff").set(3, 1, 4);
        register.keep("2024-25", period);
        register
    }

    #[test]
    fn what_was_kept_reads_back() {
        let key = DisclosureKey::from_secret(b"one");
        let bytes = register().to_bytes(&key).unwrap();
        let read = Register::from_bytes(&bytes, &key).unwrap();
        assert_eq!(read, register());
        let period = read.period("2024-25", &Policy::default());
        assert_eq!(period.of(&SiteId::new("A1").unwrap(), "staff").unwrap().get(3, 1), Some(4));
    }

    #[test]
    fn every_changed_byte_and_every_other_key_is_noticed() {
        let key = DisclosureKey::from_secret(b"one");
        let bytes = register().to_bytes(&key).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Register::from_bytes(&changed, &key).is_err(), "byte {at}");
        }
        for end in 0..bytes.len() {
            assert!(Register::from_bytes(&bytes[..end], &key).is_err(), "cut at {end}");
        }
        let other = DisclosureKey::from_secret(b"two");
        assert_eq!(Register::from_bytes(&bytes, &other), Err(DisclosureError::OtherKey));
    }

    #[test]
    fn a_period_released_under_other_rules_is_named() {
        let register = register();
        assert!(register.under_other_rules(&Policy::default()).is_empty());
        let stricter: Policy = toml::from_str("profile = 'wres-default'\nround_to = 10").unwrap();
        assert_eq!(register.under_other_rules(&stricter), ["2024-25"]);
    }
}
