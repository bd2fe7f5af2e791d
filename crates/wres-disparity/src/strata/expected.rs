//! The cells of a two-by-two table with given margins and a given odds ratio.

use super::stratum::Cells;

/// The expected cells `[x1, y1, x2, y2]` of a stratum with its margins and the odds ratio `psi` (positive and finite).
///
/// Each cell is the root of its own quadratic, so that none is a small difference of large numbers.
pub(super) fn cells(stratum: Cells, psi: f64) -> [f64; 4] {
    let (n1, n2, cases, others) = (stratum.n1, stratum.n2, stratum.cases(), stratum.others());
    [
        corner(n1, n2, cases, psi),
        corner(n1, n2, others, 1.0 / psi),
        corner(n2, n1, cases, 1.0 / psi),
        corner(n2, n1, others, psi),
    ]
}

/// Observed less expected in the first cell. It is the same in all four but for its sign, and the smallest expected cell knows it
/// best.
pub(super) fn excess(stratum: Cells, expected: &[f64; 4]) -> f64 {
    let observed = [stratum.x1, stratum.y1, stratum.x2, stratum.y2];
    let signs = [1.0, -1.0, -1.0, 1.0];
    let nearest = (0..4).min_by(|&left, &right| expected[left].total_cmp(&expected[right])).unwrap_or(0);
    signs[nearest] * (observed[nearest] - expected[nearest])
}

/// The cell in the row of total `row` and the column of total `column`, where the odds ratio favours that cell by `psi`: the
/// root in `[0, min(row, column)]` of `(psi - 1) a^2 - b a + psi row column = 0`, `b = psi (row + column) + other_row - column`.
fn corner(row: f64, other_row: f64, column: f64, psi: f64) -> f64 {
    if row == 0.0 || column == 0.0 {
        return 0.0;
    }
    let b = psi * (row + column) + (other_row - column);
    let discriminant = (b * b - 4.0 * (psi - 1.0) * psi * row * column).max(0.0);
    let root = discriminant.sqrt();
    if b > 0.0 { 2.0 * psi * row * column / (b + root) } else { (b - root) / (2.0 * (psi - 1.0)) }
}

#[cfg(test)]
mod tests {
    use super::super::stratum::informative;
    use super::*;
    use crate::quantity::Binomial;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cells_keep_the_margins_and_have_the_odds_ratio(
            (x1, n1) in (1_u64..10_000_000).prop_flat_map(|n| (0..=n, Just(n))),
            (x2, n2) in (1_u64..10_000_000).prop_flat_map(|n| (0..=n, Just(n))),
            log_psi in -9.0..9.0f64,
        ) {
            prop_assume!(x1 + x2 > 0 && x1 + x2 < n1 + n2);
            let strata = [(Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap())];
            let stratum = informative(&strata).next().unwrap();
            let psi = log_psi.exp();
            let [a, b, c, d] = cells(stratum, psi);
            let close = |left: f64, right: f64| (left / right - 1.0).abs() < 1e-11;
            prop_assert!(close(a + b, stratum.n1) && close(c + d, stratum.n2) && close(a + c, stratum.cases()));
            prop_assert!(close(a * d / (b * c), psi), "{} {psi}", a * d / (b * c));
        }
    }
}
