//! Restricted maximum likelihood of the variance between sites.

use super::weighted::Sorted;
use crate::special::root;

/// Points per tenfold of tau squared. All features of the likelihood are wider: it is made of `v / (v + tau2)`, which takes two
/// tenfolds to go from one end to the other.
const POINTS_PER_TENFOLD: f64 = 5.0;

/// No more points than this, however far apart the variances.
const MOST_POINTS: usize = 600;

/// The `tau2 >= 0` with the highest restricted likelihood.
///
/// The slope of the likelihood is looked at on a logarithmic grid from far below the smallest variance to where it can only
/// fall; each change from rising to falling holds a maximum, which is found to the last bits; 0 is one too if the likelihood
/// falls from there. Of all maxima the highest is kept. Always ends, after a few dozen evaluations.
pub(super) fn reml(sorted: &Sorted) -> f64 {
    let squares = sorted.sum_of_squares();
    let slope = |tau_squared: f64| slope(sorted, tau_squared);
    let lowest = 1e-3 * sorted.smallest_variance();
    // From here on w_max^2 squares < (k - 1) w_min, so the likelihood falls.
    let highest = sorted.largest_variance().max(2.0 * squares / sorted.degrees_of_freedom()) * 1.01;
    let tenfolds = (highest / lowest).log10();
    let points = ((tenfolds * POINTS_PER_TENFOLD).ceil() as usize).clamp(1, MOST_POINTS);
    let factor = (highest / lowest).powf(1.0 / points as f64);

    let (mut before, mut slope_before) = (0.0, slope(0.0));
    let mut best = (0.0, if slope_before <= 0.0 { likelihood(sorted, 0.0) } else { f64::NEG_INFINITY });
    let mut at = lowest;
    for _ in 0..=points {
        let slope_here = slope(at);
        if slope_before > 0.0
            && slope_here <= 0.0
            && let Some(peak) = root::bracketed(slope, before, at)
        {
            let height = likelihood(sorted, peak);
            if height > best.1 {
                best = (peak, height);
            }
        }
        (before, slope_before) = (at, slope_here);
        at *= factor;
    }
    best.0
}

/// Twice the derivative of the restricted log likelihood: `sum w^2 (y - m)^2 - (sum w - sum w^2 / sum w)`.
fn slope(sorted: &Sorted, tau_squared: f64) -> f64 {
    let at = sorted.at(tau_squared);
    at.q_squared_weights - at.spread
}

/// Twice the restricted log likelihood but for a constant: `- sum ln(v + tau2) - ln sum w - sum w (y - m)^2`.
fn likelihood(sorted: &Sorted, tau_squared: f64) -> f64 {
    let at = sorted.at(tau_squared);
    -sorted.log_variances(tau_squared) - at.total.ln() - at.q
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pooling::effect::effects;

    #[test]
    fn of_two_maxima_the_higher_is_kept() {
        // Three precise sites that agree and two imprecise ones that do not: the likelihood has one maximum near the
        // precise sites' own variance and, for the middle scale, another far above it.
        let mut found = Vec::new();
        for scale in [0.5, 1.0, 2.0, 4.0, 8.0] {
            let sites = effects(&[0.0, 0.01, -0.01, scale, -scale], &[1e-6, 1e-6, 1e-6, 0.3, 0.3]).unwrap();
            let sorted = Sorted::new(&sites);
            let chosen = reml(&sorted);
            let grid = (0..4000).map(|step| 1e-9 * 10f64.powf(f64::from(step) / 300.0));
            let highest =
                grid.map(|tau_squared| likelihood(&sorted, tau_squared)).fold(likelihood(&sorted, 0.0), f64::max);
            assert!(likelihood(&sorted, chosen) >= highest - 1e-9, "{scale}: {chosen}");
            found.push(chosen);
        }
        assert!(found[0] < 1e-3 && found[4] > 1.0, "{found:?}");
    }

    #[test]
    fn equal_sites_differ_by_nothing() {
        let sites = effects(&[0.7; 5], &[0.1, 0.2, 0.3, 0.4, 0.5]).unwrap();
        assert_eq!(reml(&Sorted::new(&sites)), 0.0);
    }
}
