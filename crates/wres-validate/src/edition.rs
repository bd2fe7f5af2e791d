//! What changes from year to year. Each edition says only what differs from the one before it.

use wres_domain::Day;

/// A change to the rules from a day on.
struct Change {
    /// First snapshot day to which it applies.
    from: Day,
    /// The national living wage in pence an hour, where it changes.
    hourly_pence: Option<i64>,
    /// Codes of rules that begin.
    begins: &'static [&'static str],
    /// Codes of rules that end.
    ends: &'static [&'static str],
}

/// The rates of the national living wage are those of the National Minimum Wage Regulations 2015 as amended, in force from
/// 1 April of each year.
const CHANGES: [Change; 6] = [
    Change { from: Day::constant(2021, 4, 1), hourly_pence: Some(891), begins: &[], ends: &[] },
    Change { from: Day::constant(2022, 4, 1), hourly_pence: Some(950), begins: &[], ends: &[] },
    Change { from: Day::constant(2023, 4, 1), hourly_pence: Some(1_042), begins: &[], ends: &[] },
    Change { from: Day::constant(2024, 4, 1), hourly_pence: Some(1_144), begins: &[], ends: &[] },
    Change { from: Day::constant(2025, 4, 1), hourly_pence: Some(1_221), begins: &[], ends: &[] },
    Change { from: Day::constant(2026, 4, 1), hourly_pence: Some(1_271), begins: &[], ends: &[] },
];

/// The rules as they stand on a snapshot day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edition {
    /// The national living wage in pence an hour; before the first edition that of the first.
    pub(crate) hourly_pence: i64,
    /// Codes of rules that have not begun or have ended.
    pub(crate) without: Vec<&'static str>,
}

impl Edition {
    /// The edition for a snapshot day, in days since 1 January 1970.
    pub(crate) fn of(snapshot: i32) -> Self {
        Self::from_changes(&CHANGES, snapshot)
    }

    fn from_changes(changes: &[Change], snapshot: i32) -> Self {
        let in_force = |change: &&Change| change.from.number() <= snapshot;
        let rates = |change: &Change| change.hourly_pence;
        let first = changes.iter().find_map(rates).unwrap_or(0);
        let hourly_pence = changes.iter().filter(in_force).filter_map(rates).next_back().unwrap_or(first);
        let not_begun = changes.iter().filter(|change| !in_force(change)).flat_map(|change| change.begins);
        let ended = changes.iter().filter(in_force).flat_map(|change| change.ends);
        Self { hourly_pence, without: not_begun.chain(ended).copied().collect() }
    }

    /// Whether the rule of a code is in force.
    pub(crate) fn has(&self, code: &str) -> bool {
        !self.without.contains(&code)
    }
}

/// Every code that a change names, so that a test can hold that each is a rule.
#[cfg(test)]
pub(crate) fn codes_named() -> impl Iterator<Item = &'static str> {
    CHANGES.iter().flat_map(|change| change.begins.iter().chain(change.ends)).copied()
}

#[cfg(test)]
mod tests {
    use super::{Change, Edition};
    use wres_domain::Day;

    #[test]
    fn a_snapshot_in_march_has_the_wage_of_the_april_before() {
        assert_eq!(Edition::of(Day::constant(2025, 3, 31).number()).hourly_pence, 1_144);
        assert_eq!(Edition::of(Day::constant(2025, 9, 30).number()).hourly_pence, 1_221);
        assert_eq!(Edition::of(Day::constant(2001, 1, 1).number()).hourly_pence, 891);
        assert_eq!(Edition::of(Day::constant(2040, 1, 1).number()).hourly_pence, 1_271);
    }

    #[test]
    fn a_rule_runs_from_its_beginning_to_its_end() {
        let at = |number| Day::from_number(number).unwrap();
        let changes = [
            Change { from: at(0), hourly_pence: Some(1), begins: &[], ends: &[] },
            Change { from: at(10), hourly_pence: None, begins: &["Q-A-1"], ends: &[] },
            Change { from: at(20), hourly_pence: Some(2), begins: &[], ends: &["Q-A-1"] },
        ];
        let has = |day| Edition::from_changes(&changes, day).has("Q-A-1");
        assert_eq!([5, 10, 19, 20].map(has), [false, true, true, false]);
        assert_eq!(Edition::from_changes(&changes, 15).hourly_pence, 1);
    }
}
