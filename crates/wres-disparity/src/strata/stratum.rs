//! A stratum, and what every method asks of a set of them first.

use crate::error::{NotEstimable, Result};
use crate::quantity::Binomial;
use crate::sum::cross;

/// The same outcome in two groups within one stratum (a site, a grade, a year). Effects are of the first over the second.
pub type Stratum = (Binomial, Binomial);

/// One stratum with members in both groups, as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    pub(super) one: Binomial,
    pub(super) two: Binomial,
    /// Cases in the first group.
    pub(super) x1: f64,
    /// Those of the first group who are not cases.
    pub(super) y1: f64,
    /// Members of the first group.
    pub(super) n1: f64,
    /// Cases in the second group.
    pub(super) x2: f64,
    /// Those of the second group who are not cases.
    pub(super) y2: f64,
    /// Members of the second group.
    pub(super) n2: f64,
    /// Members of both.
    pub(super) all: f64,
}

impl Cells {
    /// Cases in both groups.
    pub(super) fn cases(self) -> f64 {
        self.x1 + self.x2
    }

    /// Those of both groups who are not cases.
    pub(super) fn others(self) -> f64 {
        self.y1 + self.y2
    }

    /// `x1 n2 - x2 n1`, exact in whole numbers before it is rounded.
    pub(super) fn cross(self) -> f64 {
        cross(self.one.cases().0, self.two.base().0, self.two.cases().0, self.one.base().0)
    }

    /// The Mantel-Haenszel weight `n1 n2 / N`.
    pub(super) fn weight(self) -> f64 {
        self.n1 * self.n2 / self.all
    }
}

/// The strata that can contribute: those with members in both groups.
pub(super) fn informative(strata: &[Stratum]) -> impl Iterator<Item = Cells> {
    strata.iter().filter_map(|&(one, two)| {
        let ((x1, n1), (x2, n2)) = (one.as_f64(), two.as_f64());
        let (y1, y2) = (one.others().0 as f64, two.others().0 as f64);
        (n1 > 0.0 && n2 > 0.0).then_some(Cells { one, two, x1, y1, n1, x2, y2, n2, all: n1 + n2 })
    })
}

/// That somebody, in both groups, is a case or could have been.
///
/// # Errors
/// [`NotEstimable::NoBase`] where nobody is in any stratum, [`NotEstimable::GroupAbsent`] where no stratum has both groups.
pub(super) fn require_both_groups(strata: &[Stratum]) -> Result<()> {
    if informative(strata).next().is_some() {
        return Ok(());
    }
    let nobody = strata.iter().all(|(one, two)| one.base().0 == 0 && two.base().0 == 0);
    Err(if nobody { NotEstimable::NoBase } else { NotEstimable::GroupAbsent }.into())
}

/// Why strata in which no group can be told from the other admit no odds ratio and no test.
pub(super) fn without_contrast(strata: &[Stratum]) -> NotEstimable {
    if informative(strata).all(|c| c.cases() == 0.0) {
        NotEstimable::NoCases
    } else if informative(strata).all(|c| c.others() == 0.0) {
        NotEstimable::AllCases
    } else {
        NotEstimable::Undefined
    }
}
