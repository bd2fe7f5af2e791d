//! A weighted share with what is needed to say how sure it is.

use crate::error::{NotEstimable, Result, StatError};

/// A weighted share of one group, with its respondents and what the weights cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedShare {
    share: f64,
    respondents: u64,
    design_effect: f64,
    kish: f64,
}

impl WeightedShare {
    /// A share from 0 to 1 of respondents, with the linearised design effect and Kish's.
    ///
    /// # Errors
    /// [`NotEstimable::NoBase`] without respondents; [`StatError::Domain`] for a share outside 0 to 1 or a design effect that is not
    /// above 0 and finite.
    pub fn new(share: f64, respondents: u64, design_effect: f64, kish: f64) -> Result<Self> {
        let refuse = |what, given: f64, must| Err(StatError::Domain { what, given: given.to_string(), must });
        if respondents == 0 {
            return Err(NotEstimable::NoBase.into());
        }
        if !(0.0..=1.0).contains(&share) {
            return refuse("share", share, "it lies from 0 to 1");
        }
        for (what, given) in [("design_effect", design_effect), ("kish", kish)] {
            if !(given > 0.0 && given.is_finite()) {
                return refuse(what, given, "it is above 0 and finite");
            }
        }
        Ok(Self { share, respondents, design_effect, kish })
    }

    /// The share of the weight that cases have; unit: proportion.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.share
    }

    /// Respondents with a weight.
    #[must_use]
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// How many times the variance is that of as many respondents who all count alike (linearised).
    #[must_use]
    pub fn design_effect(&self) -> f64 {
        self.design_effect
    }

    /// What unequal weights alone cost, whatever is asked (Kish).
    #[must_use]
    pub fn kish(&self) -> f64 {
        self.kish
    }

    /// As many respondents who all count alike tell as much: `n / deff`, and never more than `n` (Korn and Graubard 1998), so that
    /// few cases with small weights do not seem to know more than an unweighted survey.
    #[must_use]
    pub fn effective(&self) -> f64 {
        self.respondents as f64 / self.design_effect.max(1.0)
    }

    /// The variance of the share, `p (1 - p) deff / (n - 1)`, which is `n / (n - 1) sum w^2 (y - p)^2 / W^2`: infinite for one
    /// respondent. Unit: squared proportion.
    ///
    /// Source: Lumley (2010), Complex Surveys, appendix C.1 (as `svymean` of the R package survey computes it for independent draws).
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.respondents < 2 {
            return f64::INFINITY;
        }
        self.share * (1.0 - self.share) * self.design_effect / (self.respondents - 1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::WeightedShare;

    #[test]
    fn what_is_no_share_is_refused() {
        for (share, respondents, effect) in
            [(1.1, 5, 1.0), (-0.1, 5, 1.0), (f64::NAN, 5, 1.0), (0.5, 0, 1.0), (0.5, 5, 0.0), (0.5, 5, f64::NAN)]
        {
            assert!(WeightedShare::new(share, respondents, effect, 1.0).is_err(), "{share} {respondents} {effect}");
        }
    }

    #[test]
    fn weights_never_make_more_respondents() {
        let effective = |effect| WeightedShare::new(0.2, 100, effect, 1.0).unwrap().effective();
        assert_eq!((effective(0.5), effective(1.0), effective(2.0)), (100.0, 100.0, 50.0));
    }
}
