//! What a reader knows of each count before adding and subtracting anything.

use crate::{
    policy::Policy,
    system::{System, Variable},
};
use wres_domain::{Cell, GroupTable, HiddenReason, nearest_multiple};

/// More than any count or sum of counts.
pub(crate) const UNLIMITED: i64 = i64::MAX / 8;

/// What is done with a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// Shown, rounded as the policy says.
    Shown,
    /// Hidden for this reason.
    Hidden(HiddenReason),
    /// It stands nowhere.
    Latent,
}

/// The values that a reader finds possible for a count by looking at it alone: from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Range {
    /// How many steps it is wide.
    pub(crate) fn width(self) -> i64 {
        self.high - self.low
    }

    pub(crate) fn holds(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }

    pub(crate) fn holds_all(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

/// The treatment of every variable, which of them point at people, and what a reader knows of each.
#[derive(Debug, Clone)]
pub(crate) struct Knowledge {
    pub(crate) treatments: Vec<Treatment>,
    /// Small enough to point at people, whether it stands in the table or follows from others.
    pub(crate) sensitive: Vec<bool>,
    pub(crate) ranges: Vec<Range>,
    /// For every variable, the splits that it is the cases or the base of.
    splits_of: Vec<Vec<u32>>,
    small: i64,
    zero_hidden: bool,
    step: u64,
}

impl Knowledge {
    /// What a reader knows when every variable is treated as its own count asks for, without regard to sums.
    pub(crate) fn primary(system: &System, policy: &Policy) -> Self {
        let is_small = |value: i64| u64::try_from(value).is_ok_and(|count| policy.is_small(count));
        let mut treatments: Vec<Treatment> = system
            .variables
            .iter()
            .map(|variable| match (variable.published, is_small(variable.value)) {
                (false, _) => Treatment::Latent,
                (true, true) => Treatment::Hidden(HiddenReason::SmallCount),
                (true, false) => Treatment::Shown,
            })
            .collect();
        let sensitive = sensitive(system, policy);
        for split in &system.splits {
            let (cases, base) = (split.cases as usize, split.base as usize);
            let nearly_everybody = sensitive[split.others as usize] && !is_small(system.value(split.base));
            if nearly_everybody && treatments[cases] == Treatment::Shown && cases != base {
                treatments[cases] = Treatment::Hidden(HiddenReason::SmallRemainder);
            }
        }
        Self::learnt(system, policy, treatments, sensitive)
    }

    /// What a reader knows from a table as it is published, read back from the table itself. A count that is shown anywhere
    /// is shown.
    pub(crate) fn published(system: &System, table: &GroupTable, policy: &Policy) -> Self {
        let latent = |variable: &Variable| if variable.published { None } else { Some(Treatment::Latent) };
        let mut treatments: Vec<Option<Treatment>> = system.variables.iter().map(latent).collect();
        for (row, variables) in table.rows.iter().zip(&system.rows) {
            let hidden = [row.cases.recast(|count| count.0), row.base.recast(|base| base.0)].map(|cell| match cell {
                Cell::Hidden(reason) => Treatment::Hidden(reason),
                _ => Treatment::Shown,
            });
            for (treatment, variable) in hidden.into_iter().zip(variables) {
                let Some(variable) = variable else { continue };
                let slot = &mut treatments[*variable as usize];
                if *slot != Some(Treatment::Shown) {
                    *slot = Some(treatment);
                }
            }
        }
        let treatments = treatments.into_iter().map(|treatment| treatment.unwrap_or(Treatment::Latent)).collect();
        Self::learnt(system, policy, treatments, sensitive(system, policy))
    }

    fn learnt(system: &System, policy: &Policy, treatments: Vec<Treatment>, sensitive: Vec<bool>) -> Self {
        let ranges = vec![Range { low: 0, high: UNLIMITED }; system.variables.len()];
        let small = i64::try_from(policy.hide_up_to()).unwrap_or(UNLIMITED);
        let (zero_hidden, step) = (policy.hides_zero(), policy.round_to().max(1));
        let mut splits_of = vec![Vec::new(); system.variables.len()];
        for (at, split) in system.splits.iter().enumerate() {
            splits_of[split.cases as usize].push(at as u32);
            splits_of[split.base as usize].push(at as u32);
        }
        let mut knowledge = Self { treatments, sensitive, ranges, splits_of, small, zero_hidden, step };
        for variable in 0..system.variables.len() as u32 {
            knowledge.learn(system, variable);
        }
        for split in &system.splits {
            knowledge.learn_others(system, split);
        }
        knowledge
    }

    /// Hides a variable that is shown, to keep others hidden.
    pub(crate) fn hide(&mut self, system: &System, variable: u32) {
        let freed = self.freed_with(system, variable);
        self.treatments[variable as usize] = Treatment::Hidden(HiddenReason::Secondary);
        for freed in freed {
            self.learn(system, freed);
        }
    }

    /// Shows a variable again that was hidden to keep others hidden.
    pub(crate) fn show(&mut self, system: &System, variable: u32) {
        self.treatments[variable as usize] = Treatment::Shown;
        self.learn(system, variable);
        for at in 0..self.splits_of[variable as usize].len() {
            let split = system.splits[self.splits_of[variable as usize][at] as usize];
            self.learn_others(system, &split);
        }
    }

    /// The variables about which a reader knows less once a variable is hidden: itself, and those who are not cases where it
    /// is the cases or the base.
    pub(crate) fn freed_with(&self, system: &System, variable: u32) -> Vec<u32> {
        let others = self.splits_of[variable as usize].iter().map(|&at| system.splits[at as usize].others);
        let latent = others.filter(|&others| self.treatments[others as usize] == Treatment::Latent);
        std::iter::once(variable).chain(latent).collect()
    }

    /// The least that a hidden count can be.
    pub(crate) fn least_hidden(&self) -> i64 {
        i64::from(!self.zero_hidden)
    }

    /// Whether a variable is shown and could be hidden to keep others hidden. A zero never is: where zeros are shown, a reader
    /// would know that what is hidden is none.
    pub(crate) fn can_be_hidden(&self, system: &System, variable: u32) -> bool {
        self.treatments[variable as usize] == Treatment::Shown && system.value(variable) > 0
    }

    pub(crate) fn range(&self, variable: u32) -> Range {
        self.ranges[variable as usize]
    }

    /// Sets the range of a variable by its treatment. What is hidden is one or more: a reader is not told whether it is small
    /// or hidden for the sake of others. Where what a reader finds possible has a gap in it (what is shown is never both zero
    /// and more than small), the part with the true count is taken: that is more than a reader knows, never less.
    fn learn(&mut self, system: &System, variable: u32) {
        let value = system.value(variable);
        self.ranges[variable as usize] = match self.treatments[variable as usize] {
            Treatment::Latent => Range { low: 0, high: UNLIMITED },
            Treatment::Hidden(_) => Range { low: self.least_hidden(), high: UNLIMITED },
            Treatment::Shown if value == 0 => Range { low: 0, high: 0 },
            Treatment::Shown => {
                let step = self.step as i64;
                let shown = nearest_multiple(value.unsigned_abs(), self.step) as i64;
                // Half up: of step 5, 3 to 7 become 5; of step 10, 5 to 14 become 10.
                let low = shown - step / 2;
                Range { low, high: low + step - 1 }.and(Range { low: self.small + 1, high: UNLIMITED })
            }
        };
    }

    /// Those who are not cases: where cases and base are shown they are not few, or the cases would have been hidden for it.
    fn learn_others(&mut self, system: &System, split: &crate::system::Split) {
        let (cases, others, base) = (split.cases as usize, split.others as usize, split.base as usize);
        let shown = |variable: usize| self.treatments[variable] == Treatment::Shown;
        if self.treatments[others] != Treatment::Latent || !shown(cases) || !shown(base) {
            return;
        }
        let value = system.value(split.others);
        let range = if value > self.small {
            Range { low: self.small + 1, high: UNLIMITED }
        } else {
            Range { low: value, high: value }
        };
        self.ranges[others] = self.ranges[others].and(range);
    }
}

/// Counts that are small enough to point at people. A latent zero points at nobody: whoever is not there cannot be pointed
/// at.
fn sensitive(system: &System, policy: &Policy) -> Vec<bool> {
    let is_small = |value: i64| u64::try_from(value).is_ok_and(|count| policy.is_small(count));
    let counts = system.variables.iter();
    counts.map(|variable| is_small(variable.value) && (variable.published || variable.value > 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn ranges_narrow_by_one_another() {
        let range = Range { low: 1, high: 9 }.and(Range { low: 4, high: 20 });
        assert_eq!((range, range.width()), (Range { low: 4, high: 9 }, 5));
        assert!(range.holds(4) && !range.holds(3));
    }
}
