//! Draws whose distribution changes every time.

use super::rejection::Rejection;
use crate::{
    bootstrap::philox::Stream,
    error::{Result, StatError},
};

/// One binomial draw: cases among `n` with probability `p` each, by inversion below 10 expected cases and by rejection above.
///
/// # Errors
/// [`StatError::Domain`] unless `0 <= p <= 1`.
pub fn binomial(stream: &mut Stream, n: u64, p: f64) -> Result<u64> {
    if (0.0..=1.0).contains(&p) {
        Ok(draw(stream, n, p))
    } else {
        Err(StatError::Domain { what: "p", given: p.to_string(), must: "it must lie between 0 and 1" })
    }
}

fn draw(stream: &mut Stream, n: u64, p: f64) -> u64 {
    if p > 0.5 {
        return n - draw(stream, n, 1.0 - p);
    }
    if n == 0 || p <= 0.0 {
        return 0;
    }
    if n as f64 * p >= 10.0 {
        return Rejection::new(n, p).draw(stream);
    }
    let odds = p / (1.0 - p);
    let mut probability = (n as f64 * (-p).ln_1p()).exp();
    let mut rest = stream.uniform();
    let mut k = 0;
    while rest > probability && k < n {
        rest -= probability;
        probability *= odds * ((n - k) as f64 / (k + 1) as f64);
        k += 1;
        if probability < 1e-300 {
            break;
        }
    }
    k
}

/// Distributes `people` over cells in proportion to `counts`: one resample, if `people` is the sum of the counts. The result
/// is written to `into`, which has the length of `counts`.
///
/// One binomial draw a cell, of those left among the weight left, until nobody is left.
///
/// # Errors
/// [`StatError::Lengths`], and [`StatError::Empty`] where all counts are 0.
///
/// ```
/// use wres_disparity::bootstrap::{multinomial, Stream};
/// let mut drawn = [0; 3];
/// multinomial(&mut Stream::new(1, 0, 0), 10, &[5, 0, 5], &mut drawn)?;
/// assert_eq!((drawn[0] + drawn[2], drawn[1]), (10, 0));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn multinomial(stream: &mut Stream, people: u64, counts: &[u64], into: &mut [u64]) -> Result<()> {
    if counts.len() != into.len() {
        return Err(StatError::Lengths {
            left: "counts",
            left_len: counts.len(),
            right: "into",
            right_len: into.len(),
        });
    }
    let mut weight: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    if weight == 0 {
        return Err(StatError::Empty { what: "counts" });
    }
    let mut left = people;
    for (count, into) in counts.iter().zip(into) {
        let here = u128::from(*count);
        *into = if left == 0 || here == 0 {
            0
        } else if here == weight {
            left
        } else {
            draw(stream, left, here as f64 / weight as f64)
        };
        left -= *into;
        weight -= here;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::multinomial;
    use crate::bootstrap::philox::Stream;
    use proptest::prelude::*;

    #[test]
    fn cells_have_the_mean_and_covariance_of_a_multinomial() {
        let counts = [50_u64, 3, 0, 120, 27];
        let people = 200_u64;
        let draws = 40_000;
        let mut sums = [0.0; 5];
        let mut product = 0.0;
        let mut drawn = [0; 5];
        for i in 0..draws {
            multinomial(&mut Stream::new(9, 0, i), people, &counts, &mut drawn).unwrap();
            sums.iter_mut().zip(drawn).for_each(|(sum, drawn)| *sum += drawn as f64);
            product += (drawn[0] as f64 - 50.0) * (drawn[3] as f64 - 120.0);
        }
        for (sum, count) in sums.iter().zip(counts) {
            // Standard error of these means is below 0.035.
            assert!((sum / draws as f64 - count as f64).abs() < 0.2, "{sums:?}");
        }
        // Covariance -n p q = -200 * 0.25 * 0.6 = -30, standard error about 0.3.
        assert!((product / draws as f64 + 30.0).abs() < 1.5, "{product}");
    }

    #[test]
    fn nowhere_to_go_is_refused() {
        let mut stream = Stream::new(1, 0, 0);
        assert!(multinomial(&mut stream, 5, &[0, 0], &mut [0, 0]).is_err());
        assert!(multinomial(&mut stream, 5, &[1, 0], &mut [0]).is_err());
    }

    proptest! {
        #[test]
        fn nobody_is_lost(counts in prop::collection::vec(any::<u64>(), 1..20), people in any::<u64>()) {
            prop_assume!(counts.iter().any(|count| *count > 0));
            let mut drawn = vec![0; counts.len()];
            multinomial(&mut Stream::new(3, 0, 0), people, &counts, &mut drawn).unwrap();
            prop_assert_eq!(drawn.iter().map(|count| u128::from(*count)).sum::<u128>(), u128::from(people));
        }
    }
}
