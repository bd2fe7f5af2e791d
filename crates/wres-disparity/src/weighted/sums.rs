//! The sums that a weighted share and its variance are made of.

use super::WeightedShare;
use crate::error::{NotEstimable, Result, StatError};

/// Sums over the respondents of one group, in any unit of weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeightedSums {
    /// Respondents who have a weight.
    pub respondents: u64,
    /// Those of them who are cases.
    pub cases: u64,
    /// Sum of the weights of cases.
    pub case_weight: f64,
    /// Sum of the weights of the others.
    pub other_weight: f64,
    /// Sum of the squared weights of cases.
    pub case_squares: f64,
    /// Sum of the squared weights of the others.
    pub other_squares: f64,
}

impl WeightedSums {
    /// The sums of respondents one by one: weights of cases, and of those who are not.
    ///
    /// # Errors
    /// [`StatError::Domain`] for a weight that is not above 0 and finite.
    pub fn of(cases: &[f64], others: &[f64]) -> Result<Self> {
        for (what, weights) in [("cases", cases), ("others", others)] {
            if let Some(weight) = weights.iter().find(|weight| !(**weight > 0.0 && weight.is_finite())) {
                let given = weight.to_string();
                return Err(StatError::Domain { what, given, must: "a weight is above 0 and finite" });
            }
        }
        let sum = |weights: &[f64]| weights.iter().sum::<f64>();
        let squares = |weights: &[f64]| weights.iter().map(|weight| weight * weight).sum::<f64>();
        Ok(Self {
            respondents: (cases.len() + others.len()) as u64,
            cases: cases.len() as u64,
            case_weight: sum(cases),
            other_weight: sum(others),
            case_squares: squares(cases),
            other_squares: squares(others),
        })
    }

    /// The weighted share `p = W1 / W` (Hajek's estimator) with its design effects.
    ///
    /// The linearised design effect is `n ((1 - p)^2 S1 + p^2 S0) / (W^2 p (1 - p))`, the variance of `p` over that of as many
    /// respondents who all count alike; Kish's is `n S / W^2`, what unequal weights cost where they have nothing to do with the answer.
    /// Here `n` respondents have the weight `W`, of which cases have `W1`, and the squared weights `S = S1 + S0` of cases and others. Where nobody
    /// or everybody is a case the former is undefined, and Kish's stands in for it. Unit of both: times.
    ///
    /// Respondents are taken for drawn with replacement, without strata and clusters, and weights for known.
    ///
    /// # Errors
    /// [`NotEstimable::NoBase`] without respondents; [`StatError::CasesAboveBase`]; [`StatError::Domain`] for sums that no weights
    /// have.
    ///
    /// Source: Hajek (1971) in Foundations of Statistical Inference, 236; linearisation: Lumley (2010), Complex Surveys, section 2.2
    /// and appendix C.1; design effect: Kish (1965), Survey Sampling, sections 8.2 and 11.7.
    ///
    /// ```
    /// use wres_disparity::weighted::WeightedSums;
    /// // Two cases of weight 3 and 1, two others of weight 2: half of the weight, and 4 * 18 / 64 of the variance.
    /// let share = WeightedSums::of(&[3.0, 1.0], &[2.0, 2.0])?.share()?;
    /// assert_eq!((share.share(), share.kish(), share.design_effect()), (0.5, 1.125, 1.125));
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn share(&self) -> Result<WeightedShare> {
        let Self { respondents, cases, case_weight, other_weight, case_squares, other_squares } = *self;
        if cases > respondents {
            return Err(StatError::CasesAboveBase { cases, base: respondents });
        }
        if respondents == 0 {
            return Err(NotEstimable::NoBase.into());
        }
        let others = respondents - cases;
        if !(possible(cases, case_weight, case_squares) && possible(others, other_weight, other_squares)) {
            return Err(StatError::Domain {
                what: "sums",
                given: format!("{self:?}"),
                must: "they are those of weights above 0",
            });
        }
        let (n, weight) = (respondents as f64, case_weight + other_weight);
        let kish = n * (case_squares + other_squares) / (weight * weight);
        if cases == 0 || others == 0 {
            return WeightedShare::new(if cases == 0 { 0.0 } else { 1.0 }, respondents, kish, kish);
        }
        // The variance over p q, with q = 1 - p: (q^2 S1 + p^2 S0) / (p q) = S1 q / p + S0 p / q.
        let spread = case_squares * (other_weight / case_weight) + other_squares * (case_weight / other_weight);
        WeightedShare::new(case_weight / weight, respondents, n * spread / (weight * weight), kish)
    }
}

/// Whether so many weights above 0 can have these sums: their squares add up to no less than the square of the sum over their
/// number, and to no more than the square of the sum.
fn possible(count: u64, sum: f64, squares: f64) -> bool {
    let square = sum * sum;
    let slack = 1e-9 * square;
    match count {
        0 => sum == 0.0 && squares == 0.0,
        _ => {
            sum > 0.0 && square < f64::INFINITY && square / count as f64 <= squares + slack && squares <= square + slack
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WeightedSums;
    use proptest::prelude::*;

    #[test]
    fn sums_that_no_weights_have_are_refused() {
        let good = WeightedSums::of(&[3.0, 1.0], &[2.0, 2.0]).unwrap();
        assert!(WeightedSums { case_squares: 20.0, ..good }.share().is_err());
        assert!(WeightedSums { case_weight: -4.0, ..good }.share().is_err());
        assert!(WeightedSums { cases: 5, ..good }.share().is_err());
        assert!(WeightedSums { other_squares: f64::NAN, ..good }.share().is_err());
        assert!(WeightedSums { cases: 0, ..good }.share().is_err());
        assert!(WeightedSums::default().share().is_err());
        assert!(WeightedSums::of(&[1.0, 0.0], &[]).is_err() && WeightedSums::of(&[], &[f64::INFINITY]).is_err());
    }

    proptest! {
        #[test]
        fn the_unit_of_weight_says_nothing_and_cases_and_others_may_change_places(
            cases in prop::collection::vec(0.01_f64..50.0, 0..20),
            others in prop::collection::vec(0.01_f64..50.0, 1..20),
            unit in 0.001_f64..1000.0,
        ) {
            let scaled = |weights: &[f64]| weights.iter().map(|weight| weight * unit).collect::<Vec<_>>();
            let one = WeightedSums::of(&cases, &others).unwrap().share().unwrap();
            let two = WeightedSums::of(&scaled(&cases), &scaled(&others)).unwrap().share().unwrap();
            let turned = WeightedSums::of(&others, &cases).unwrap().share().unwrap();
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1e-3);
            prop_assert!(close(one.share(), two.share()) && close(one.share(), 1.0 - turned.share()));
            for other in [two, turned] {
                prop_assert!(close(one.design_effect(), other.design_effect()) && close(one.kish(), other.kish()));
            }
            prop_assert!(one.kish() > 1.0 - 1e-12);
        }
    }
}
