//! At risk and leaving, time by time.

use super::spell::{Leaving, Spell, domain};
use crate::error::{Result, StatError};

/// The counts of one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step<'a> {
    /// The time.
    pub time: f64,
    /// How many were at risk just before it.
    pub at_risk: u64,
    /// How many left at it, by reason, in the order of [`RiskTable::causes`].
    pub events: &'a [u64],
    /// How many were last seen, still in service, at it or after it but before the next time.
    pub censored: u64,
    /// How many came under observation since the time before.
    pub entries: u64,
}

/// How many were at risk at each time, how many left then by reason, and how many came or went otherwise.
///
/// `at_risk[i + 1] = at_risk[i] - events[i] - censored[i] + entries[i + 1]` always holds.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskTable {
    causes: Vec<u32>,
    times: Vec<f64>,
    at_risk: Vec<u64>,
    events: Vec<u64>,
    censored: Vec<u64>,
    entries: Vec<u64>,
}

impl RiskTable {
    /// Counts spells, with one step per distinct time of exit. Times are compared exactly.
    ///
    /// # Errors
    /// [`StatError::Empty`] without spells.
    ///
    /// ```
    /// use wres_disparity::survival::{RiskTable, Spell};
    /// let spells = [Spell::new(None, 2.0, 1)?, Spell::new(None, 2.0, 0)?, Spell::new(Some(1.0), 3.0, 2)?];
    /// let table = RiskTable::from_spells(&spells)?;
    /// let at_risk: Vec<u64> = table.steps().map(|step| step.at_risk).collect();
    /// assert_eq!(at_risk, [3, 1]);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn from_spells(spells: &[Spell]) -> Result<Self> {
        Self::on_grid(spells, exit_times(spells), causes_of(spells))
    }

    /// Takes counts by month of service: in month `m` (1, 2, ...) `at_risk[m - 1]` people were at risk and
    /// `events[c][m - 1]` of them left for reason `c + 1`. The table cannot tell who came from who went otherwise, so only
    /// their balance appears among `entries` or `censored`.
    ///
    /// # Errors
    /// As [`RiskTable::from_counts`].
    ///
    /// ```
    /// use wres_disparity::survival::{kaplan_meier, Leaving, RiskTable};
    /// let table = RiskTable::from_months(&[100, 90, 60], &[&[10, 9, 6]])?;
    /// let curve = kaplan_meier(&table, Leaving::Any)?;
    /// assert!((curve.at(3.0).survival - 0.9 * 0.9 * 0.9).abs() < 1e-15);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn from_months(at_risk: &[u64], events: &[&[u64]]) -> Result<Self> {
        let times: Vec<f64> = (1..=at_risk.len()).map(|month| month as f64).collect();
        Self::from_counts(&times, at_risk, events)
    }

    /// Takes counts by time: at `times[i]`, `at_risk[i]` people were at risk and `events[c][i]` left for reason `c + 1`.
    ///
    /// # Errors
    /// [`StatError::Empty`] without times or reasons, [`StatError::Lengths`] where the vectors are not parallel,
    /// [`StatError::Domain`] for times that are negative, not finite or not increasing, [`StatError::CasesAboveBase`] where
    /// more leave than are at risk.
    pub fn from_counts(times: &[f64], at_risk: &[u64], events: &[&[u64]]) -> Result<Self> {
        if times.is_empty() {
            return Err(StatError::Empty { what: "times" });
        }
        if events.is_empty() {
            return Err(StatError::Empty { what: "events" });
        }
        parallel(times.len(), "at_risk", at_risk.len())?;
        for by_cause in events {
            parallel(times.len(), "events", by_cause.len())?;
        }
        let mut before = -1.0;
        for &time in times {
            if !(time.is_finite() && time >= 0.0 && time > before) {
                return Err(domain("times", time, "times must be finite, 0 or more, and increasing"));
            }
            before = time;
        }
        let mut table = Self {
            causes: (1..).take(events.len()).collect(),
            times: times.to_vec(),
            at_risk: at_risk.to_vec(),
            events: (0..times.len()).flat_map(|i| events.iter().map(move |by_cause| by_cause[i])).collect(),
            censored: vec![0; times.len()],
            entries: vec![0; times.len()],
        };
        table.balance()?;
        Ok(table)
    }

    /// Distributes the change from each time to the next, beyond those who left, over `censored` and `entries`.
    fn balance(&mut self) -> Result<()> {
        self.entries[0] = self.at_risk[0];
        for i in 0..self.times.len() {
            let base = self.at_risk[i];
            let left = (self.events_at(i).iter()).try_fold(0_u64, |sum, &count| sum.checked_add(count));
            let staying = match left {
                Some(left) if left <= base => base - left,
                _ => return Err(StatError::CasesAboveBase { cases: left.unwrap_or(u64::MAX), base }),
            };
            let next = self.at_risk.get(i + 1).copied().unwrap_or(0);
            self.censored[i] = staying.saturating_sub(next);
            if let Some(entries) = self.entries.get_mut(i + 1) {
                *entries = next.saturating_sub(staying);
            }
        }
        Ok(())
    }

    /// Counts spells at the given times (which include every time of exit of these spells) and causes.
    pub(super) fn on_grid(spells: &[Spell], times: Vec<f64>, causes: Vec<u32>) -> Result<Self> {
        if times.is_empty() {
            return Err(StatError::Empty { what: "spells" });
        }
        let mut table = Self {
            at_risk: vec![0; times.len()],
            events: vec![0; times.len() * causes.len()],
            censored: vec![0; times.len()],
            entries: vec![0; times.len()],
            causes,
            times,
        };
        for spell in spells {
            // First time after the entry: there the person joins those at risk.
            let joins = spell.entry().map_or(0, |entry| table.times.partition_point(|time| *time <= entry));
            let leaves = table.times.partition_point(|time| *time < spell.time());
            table.entries[joins] += 1;
            match table.causes.binary_search(&spell.cause()) {
                Ok(cause) => table.events[leaves * table.causes.len() + cause] += 1,
                Err(_) => table.censored[leaves] += 1,
            }
        }
        let mut present = 0_u64;
        for i in 0..table.times.len() {
            present += table.entries[i];
            table.at_risk[i] = present;
            present -= table.events_at(i).iter().sum::<u64>() + table.censored[i];
        }
        Ok(table)
    }

    /// The codes of the reasons for leaving.
    #[must_use]
    pub fn causes(&self) -> &[u32] {
        &self.causes
    }

    /// The times.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The steps in order of time.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        (0..self.times.len()).map(|i| Step {
            time: self.times[i],
            at_risk: self.at_risk[i],
            events: self.events_at(i),
            censored: self.censored[i],
            entries: self.entries[i],
        })
    }

    /// For each step: time, at risk, leaving in the given way, leaving in any way.
    pub(super) fn counts(&self, leaving: Leaving) -> impl Iterator<Item = (f64, u64, u64, u64)> + '_ {
        let position = match leaving {
            Leaving::Any => None,
            Leaving::Cause(code) => Some(self.causes.binary_search(&code).ok()),
        };
        self.steps().map(move |step| {
            let all = step.events.iter().sum();
            let of_interest = match position {
                None => all,
                Some(cause) => cause.map_or(0, |cause| step.events[cause]),
            };
            (step.time, step.at_risk, of_interest, all)
        })
    }

    fn events_at(&self, step: usize) -> &[u64] {
        &self.events[step * self.causes.len()..(step + 1) * self.causes.len()]
    }
}

fn parallel(times: usize, right: &'static str, right_len: usize) -> Result<()> {
    if times == right_len {
        Ok(())
    } else {
        Err(StatError::Lengths { left: "times", left_len: times, right, right_len })
    }
}

pub(super) fn exit_times(spells: &[Spell]) -> Vec<f64> {
    // Adding zero turns -0 into 0, which total_cmp would otherwise hold apart.
    let mut times: Vec<f64> = spells.iter().map(|spell| spell.time() + 0.0).collect();
    times.sort_unstable_by(f64::total_cmp);
    times.dedup();
    times
}

pub(super) fn causes_of(spells: &[Spell]) -> Vec<u32> {
    let mut causes: Vec<u32> = spells.iter().map(|spell| spell.cause()).filter(|cause| *cause != 0).collect();
    causes.sort_unstable();
    causes.dedup();
    causes
}

#[cfg(test)]
mod tests {
    use super::RiskTable;
    use crate::{error::StatError, survival::Spell};
    use proptest::prelude::*;

    #[test]
    fn a_person_is_at_risk_after_the_entry_and_up_to_the_exit() {
        let spells = [Spell::new(Some(2.0), 5.0, 1).unwrap(), Spell::new(None, 2.0, 1).unwrap()];
        let table = RiskTable::from_spells(&spells).unwrap();
        let at_risk: Vec<u64> = table.steps().map(|step| step.at_risk).collect();
        assert_eq!(at_risk, [1, 1]);
    }

    #[test]
    fn counts_that_cannot_be_are_refused() {
        assert!(matches!(RiskTable::from_months(&[], &[&[]]), Err(StatError::Empty { .. })));
        assert!(matches!(RiskTable::from_months(&[3], &[]), Err(StatError::Empty { .. })));
        assert!(matches!(RiskTable::from_months(&[3], &[&[1, 1]]), Err(StatError::Lengths { .. })));
        assert!(matches!(RiskTable::from_months(&[3], &[&[2], &[2]]), Err(StatError::CasesAboveBase { .. })));
        let full = [u64::MAX];
        assert!(matches!(RiskTable::from_months(&full, &[&full, &full]), Err(StatError::CasesAboveBase { .. })));
        assert!(matches!(RiskTable::from_counts(&[2.0, 2.0], &[3, 3], &[&[0, 0]]), Err(StatError::Domain { .. })));
        assert!(matches!(RiskTable::from_spells(&[]), Err(StatError::Empty { .. })));
    }

    fn spells() -> impl Strategy<Value = Vec<Spell>> {
        let spell = (0_u32..12, 1_u32..12, 0_u32..3).prop_map(|(entry, served, cause)| {
            Spell::new(Some(f64::from(entry)), f64::from(entry + served), cause).unwrap()
        });
        prop::collection::vec(spell, 1..80)
    }

    proptest! {
        #[test]
        fn those_at_risk_are_those_who_entered_before_and_have_not_left(spells in spells()) {
            let table = RiskTable::from_spells(&spells).unwrap();
            for step in table.steps() {
                let at_risk = spells.iter().filter(|s| s.entry().unwrap() < step.time && step.time <= s.time()).count();
                prop_assert_eq!(step.at_risk, at_risk as u64);
            }
        }

        #[test]
        fn whoever_comes_goes_once(spells in spells()) {
            let table = RiskTable::from_spells(&spells).unwrap();
            let mut present = 0;
            for step in table.steps() {
                present += step.entries;
                prop_assert_eq!(present, step.at_risk);
                present -= step.events.iter().sum::<u64>() + step.censored;
            }
            prop_assert_eq!(present, 0);
        }

        #[test]
        fn counts_alone_balance_too(at_risk in prop::collection::vec(0_u64..50, 1..20)) {
            let events: Vec<u64> = at_risk.iter().map(|n| n / 3).collect();
            let table = RiskTable::from_months(&at_risk, &[&events]).unwrap();
            let mut present = 0;
            for step in table.steps() {
                present += step.entries;
                prop_assert_eq!(present, step.at_risk);
                present -= step.events[0] + step.censored;
            }
        }
    }
}
