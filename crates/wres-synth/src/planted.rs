//! The disparities that are planted.

use wres_domain::{Ethnicity, Group, Grouping};

/// The probability of an event for each of the five groups: White's own, and the others' as a ratio to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Probability for White people, 0 to 1.
    pub white: f64,
    /// Ratio of the probability of Asian people to that of White people.
    pub asian: f64,
    /// Ratio of the probability of Black people to that of White people.
    pub black: f64,
    /// Ratio of the probability of people of mixed ethnicity to that of White people.
    pub mixed: f64,
    /// Ratio of the probability of people of any other group to that of White people.
    pub other: f64,
}

impl Rate {
    /// The same ratio for every group that is not White: then it is the ratio of BME to White at every site and in all.
    #[must_use]
    pub const fn common(white: f64, ratio: f64) -> Self {
        Self { white, asian: ratio, black: ratio, mixed: ratio, other: ratio }
    }

    /// Ratios of their own for the five groups. The ratio of BME to White then follows from who the BME people are.
    #[must_use]
    pub const fn refined(white: f64, asian: f64, black: f64, mixed: f64, other: f64) -> Self {
        Self { white, asian, black, mixed, other }
    }

    /// The probability for a group of the five; 0 to 1, cut off at 1.
    #[must_use]
    pub fn of(&self, group: Group) -> f64 {
        let ratio = match group {
            Group::Asian => self.asian,
            Group::Black => self.black,
            Group::Mixed => self.mixed,
            Group::Other => self.other,
            _ => 1.0,
        };
        (self.white * ratio).clamp(0.0, 1.0)
    }

    /// The probability for a person of this ethnicity.
    #[must_use]
    pub fn for_ethnicity(&self, ethnicity: Ethnicity) -> f64 {
        self.of(Grouping::Five.group(ethnicity))
    }
}

/// How people spread over the nine rungs: at each step, the chance to stand above it for those who reached it.
///
/// A person stands on rung `k` with probability `p(1) ... p(k-1) (1 - p(k))`, the continuation-ratio model
/// (Agresti, *Categorical Data Analysis*, 2013, section 8.3.6). A group's `p(k)` has the odds of White times the group's
/// odds ratio at that step, so that the odds ratios say at which step the ladder loses people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ladder {
    /// For White people: chance to stand above rung 1, 2, ... 8 once it is reached.
    pub white: [f64; 8],
    /// Odds ratio of everybody else to White people at each step.
    pub odds: [f64; 8],
    /// Factor on the odds at every step for Asian, Black, Mixed and Other people.
    pub refinement: [f64; 4],
}

impl Ladder {
    /// The probabilities of the nine rungs for a group of the five. They sum to 1.
    #[must_use]
    pub fn of(&self, group: Group) -> [f64; 9] {
        let factor = match group {
            Group::Asian => Some(self.refinement[0]),
            Group::Black => Some(self.refinement[1]),
            Group::Mixed => Some(self.refinement[2]),
            Group::Other => Some(self.refinement[3]),
            _ => None,
        };
        let mut rungs = [0.0; 9];
        let mut reached = 1.0;
        for (step, white) in self.white.iter().enumerate() {
            let above = match factor {
                None => *white,
                Some(factor) => {
                    let odds = white / (1.0 - white) * self.odds[step] * factor;
                    odds / (1.0 + odds)
                }
            };
            rungs[step] = reached * (1.0 - above);
            reached *= above;
        }
        rungs[8] = reached;
        rungs
    }
}

/// Everything that is planted. The defaults are near what is published for social care in England; they are not estimates
/// of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    /// Who stands where.
    pub ladder: Ladder,
    /// An application is shortlisted.
    pub shortlisted: Rate,
    /// A shortlisted application is appointed.
    pub appointed: Rate,
    /// A person enters a formal disciplinary process in a year.
    pub disciplinary: Rate,
    /// A regulated professional enters fitness to practise in a year.
    pub fitness_to_practise: Rate,
    /// A person has funded non-mandatory training in a year.
    pub funded_training: Rate,
    /// A questionnaire says: harassed by people who use care, relatives or the public.
    pub harassed_by_public: Rate,
    /// A questionnaire says: harassed by colleagues.
    pub harassed_by_colleague: Rate,
    /// A questionnaire says: harassed by managers.
    pub harassed_by_manager: Rate,
    /// A person leaves of their own will in a year.
    pub left_voluntarily: Rate,
    /// A person leaves for another reason in a year.
    pub left_otherwise: Rate,
    /// A person who stays is promoted by one rung in a year.
    pub promoted: Rate,
}

impl Default for Planted {
    fn default() -> Self {
        Self {
            ladder: Ladder {
                white: [0.74, 0.55, 0.58, 0.62, 0.47, 0.43, 0.43, 0.31],
                odds: [1.05, 0.95, 0.90, 0.85, 0.75, 0.75, 0.75, 0.80],
                refinement: [1.0, 0.96, 1.04, 1.0],
            },
            shortlisted: Rate::common(0.40, 0.85),
            appointed: Rate::refined(0.30, 0.66, 0.58, 0.72, 0.64),
            disciplinary: Rate::refined(0.018, 1.40, 1.75, 1.35, 1.40),
            fitness_to_practise: Rate::common(0.012, 2.1),
            funded_training: Rate::common(0.42, 0.86),
            harassed_by_public: Rate::refined(0.24, 1.20, 1.40, 1.20, 1.15),
            harassed_by_colleague: Rate::common(0.12, 1.5),
            harassed_by_manager: Rate::common(0.08, 1.6),
            left_voluntarily: Rate::common(0.09, 1.2),
            left_otherwise: Rate::common(0.04, 1.1),
            promoted: Rate::common(0.07, 0.75),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Planted, Rate};
    use wres_domain::{Ethnicity, Group, Grouping};

    #[test]
    fn probabilities_of_the_rungs_sum_to_one() {
        for group in Grouping::Five.groups() {
            let sum: f64 = Planted::default().ladder.of(group).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "{group:?}: {sum}");
        }
    }

    #[test]
    fn the_odds_ratio_of_a_step_is_the_planted_one() {
        let mut ladder = Planted::default().ladder;
        ladder.refinement = [1.0; 4];
        let odds = |rungs: [f64; 9], step: usize| rungs[step + 1..].iter().sum::<f64>() / rungs[step];
        for step in 0..8 {
            let ratio = odds(ladder.of(Group::Asian), step) / odds(ladder.of(Group::White), step);
            assert!((ratio - ladder.odds[step]).abs() < 1e-9, "step {step}: {ratio}");
        }
    }

    #[test]
    fn a_rate_is_never_above_one() {
        assert_eq!(Rate::common(0.7, 2.0).of(Group::Black), 1.0);
        assert_eq!(Rate::common(0.7, 2.0).for_ethnicity(Ethnicity::WhiteRoma), 0.7);
    }
}
