//! How the likelihood of a pattern depends on its linear predictor.

use super::separation::Freedom;

/// The likelihood of one pattern as a function of its linear predictor `eta`.
pub(crate) trait Family {
    /// Whether the linear predictor is possible for a pattern with these others.
    fn admits(&self, others: f64, eta: f64) -> bool;

    /// The log-likelihood, up to what does not depend on `eta`.
    fn log_likelihood(&self, cases: f64, others: f64, eta: f64) -> f64;

    /// Its derivative.
    fn score(&self, cases: f64, others: f64, eta: f64) -> f64;

    /// Minus its second derivative, which is not negative: every family here is log-concave.
    fn curvature(&self, cases: f64, others: f64, eta: f64) -> f64;

    /// Where `eta` may go without bound at no cost to the likelihood.
    fn freedom(&self, cases: f64, _others: f64) -> Freedom {
        if cases == 0.0 { Freedom::Fall } else { Freedom::None }
    }
}

/// `1 / (1 + exp(-eta))`.
pub(crate) fn expit(eta: f64) -> f64 {
    1.0 / (1.0 + (-eta).exp())
}

/// `ln(1 + exp(eta))`.
pub(crate) fn softplus(eta: f64) -> f64 {
    eta.max(0.0) + (-eta.abs()).exp().ln_1p()
}

/// Binomial counts, `eta` the log odds.
pub(crate) struct Logit;

impl Family for Logit {
    fn admits(&self, _others: f64, eta: f64) -> bool {
        eta.is_finite()
    }

    fn log_likelihood(&self, cases: f64, others: f64, eta: f64) -> f64 {
        -cases * softplus(-eta) - others * softplus(eta)
    }

    fn score(&self, cases: f64, others: f64, eta: f64) -> f64 {
        cases * expit(-eta) - others * expit(eta)
    }

    fn curvature(&self, cases: f64, others: f64, eta: f64) -> f64 {
        (cases + others) * expit(eta) * expit(-eta)
    }

    fn freedom(&self, cases: f64, others: f64) -> Freedom {
        match (cases == 0.0, others == 0.0) {
            (true, false) => Freedom::Fall,
            (false, true) => Freedom::Rise,
            _ => Freedom::None,
        }
    }
}

/// Counts taken as Poisson, `eta` the log of the expected share: the working likelihood of modified Poisson regression.
pub(crate) struct LogPoisson;

impl Family for LogPoisson {
    fn admits(&self, _others: f64, eta: f64) -> bool {
        eta.is_finite()
    }

    fn log_likelihood(&self, cases: f64, others: f64, eta: f64) -> f64 {
        cases * eta - (cases + others) * eta.exp()
    }

    fn score(&self, cases: f64, others: f64, eta: f64) -> f64 {
        cases - (cases + others) * eta.exp()
    }

    fn curvature(&self, cases: f64, others: f64, eta: f64) -> f64 {
        (cases + others) * eta.exp()
    }
}

/// Binomial counts, `eta` the log of the probability, which cannot exceed 0.
pub(crate) struct LogBinomial;

impl Family for LogBinomial {
    fn admits(&self, others: f64, eta: f64) -> bool {
        eta.is_finite() && (eta < 0.0 || (others == 0.0 && eta == 0.0))
    }

    fn log_likelihood(&self, cases: f64, others: f64, eta: f64) -> f64 {
        // 0 times minus infinity is no likelihood at all, so a pattern of cases only is taken by itself.
        if others == 0.0 { cases * eta } else { cases * eta + others * (-eta.exp_m1()).ln() }
    }

    fn score(&self, cases: f64, others: f64, eta: f64) -> f64 {
        if others == 0.0 { cases } else { cases - others * eta.exp() / -eta.exp_m1() }
    }

    fn curvature(&self, _cases: f64, others: f64, eta: f64) -> f64 {
        let away = -eta.exp_m1();
        if others == 0.0 { 0.0 } else { others * eta.exp() / (away * away) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, LogBinomial, LogPoisson, Logit};

    fn derivatives_agree(family: &impl Family, cases: f64, others: f64, eta: f64) {
        let h = 1e-5;
        let value = |eta| family.log_likelihood(cases, others, eta);
        let score = (value(eta + h) - value(eta - h)) / (2.0 * h);
        assert!((score - family.score(cases, others, eta)).abs() < 1e-6 * (1.0 + score.abs()));
        let slope = (family.score(cases, others, eta + h) - family.score(cases, others, eta - h)) / (2.0 * h);
        assert!((slope + family.curvature(cases, others, eta)).abs() < 1e-6 * (1.0 + slope.abs()));
    }

    #[test]
    fn scores_and_curvatures_are_the_derivatives_of_the_likelihood() {
        for eta in [-3.0, -0.7, -0.1] {
            for (cases, others) in [(3.0, 8.0), (0.0, 5.0), (4.0, 0.0)] {
                derivatives_agree(&Logit, cases, others, eta);
                derivatives_agree(&Logit, cases, others, -eta);
                derivatives_agree(&LogPoisson, cases, others, eta);
                derivatives_agree(&LogBinomial, cases, others, eta);
            }
        }
    }

    #[test]
    fn far_out_the_logit_likelihood_stays_finite() {
        assert_eq!(Logit.log_likelihood(1.0, 0.0, 800.0), 0.0);
        assert_eq!(Logit.log_likelihood(0.0, 1.0, 800.0), -800.0);
        assert_eq!(Logit.score(0.0, 1.0, 800.0), -1.0);
    }
}
