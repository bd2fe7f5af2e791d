//! On which rung people of a group stand, by how many years of possible promotion lie behind them.

use crate::planted::Planted;
use wres_domain::Group;

const GROUPS: [Group; 5] = [Group::White, Group::Asian, Group::Black, Group::Mixed, Group::Other];

/// Probabilities of the nine rungs by group and years.
pub(crate) struct Rungs {
    by_group: [Vec<[f64; 9]>; 5],
}

impl Rungs {
    /// The probabilities for up to `years` years: everybody starts on the ladder as planted, and each year everybody below
    /// the highest rung goes up by one with the group's probability of promotion.
    pub(crate) fn new(planted: &Planted, years: usize) -> Self {
        let by_group = GROUPS.map(|group| {
            let up = planted.promoted.of(group);
            let mut all = vec![planted.ladder.of(group)];
            for year in 0..years {
                all.push(promote(&all[year], up));
            }
            all
        });
        Self { by_group }
    }

    /// The probabilities for a group after a number of years.
    pub(crate) fn of(&self, group: Group, years: u8) -> &[f64; 9] {
        let place = GROUPS.iter().position(|one| *one == group).unwrap_or(0);
        let all = &self.by_group[place];
        &all[usize::from(years).min(all.len() - 1)]
    }
}

fn promote(rungs: &[f64; 9], up: f64) -> [f64; 9] {
    let mut next = [0.0; 9];
    for (rung, share) in rungs.iter().enumerate() {
        if rung < 8 {
            next[rung] += share * (1.0 - up);
            next[rung + 1] += share * up;
        } else {
            next[rung] += share;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::Rungs;
    use crate::planted::{Planted, Rate};
    use wres_domain::Group;

    #[test]
    fn promotion_keeps_everybody_and_moves_one_rung() {
        let mut planted = Planted { promoted: Rate::common(0.1, 0.5), ..Planted::default() };
        planted.ladder.white = [0.0; 8];
        planted.ladder.white[0] = 0.5;
        let rungs = Rungs::new(&planted, 1);
        let after = rungs.of(Group::White, 1);
        assert_eq!(after[..4], [0.45, 0.5, 0.05, 0.0]);
        assert!((rungs.of(Group::Black, 1).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn years_beyond_the_table_are_the_last_of_it() {
        let rungs = Rungs::new(&Planted::default(), 1);
        assert_eq!(rungs.of(Group::Asian, 7), rungs.of(Group::Asian, 1));
    }
}
