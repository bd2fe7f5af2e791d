//! Eigenvalues and eigenvectors of a symmetric matrix.

use super::Square;

/// Sweeps after which the off-diagonal cells of any matrix of sensible size have long vanished.
const MOST_SWEEPS: usize = 60;

/// The eigenvalues of a symmetric matrix and, in the columns of the second matrix, its eigenvectors.
///
/// Cyclic Jacobi rotations (Golub & Van Loan 2013, section 8.5): quadratically convergent and accurate in small eigenvalues.
pub(crate) fn symmetric_eigen(matrix: &Square) -> (Vec<f64>, Square) {
    let order = matrix.order();
    let mut a = matrix.clone();
    let mut vectors = Square::from_diagonal(&vec![1.0; order]);
    for _ in 0..MOST_SWEEPS {
        let mut changed = false;
        for p in 0..order {
            for q in p + 1..order {
                let off = a[(p, q)];
                if off.abs() <= f64::EPSILON * 1e-3 * (a[(p, p)].abs() * a[(q, q)].abs()).sqrt() || off == 0.0 {
                    continue;
                }
                changed = true;
                let theta = (a[(q, q)] - a[(p, p)]) / (2.0 * off);
                let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let cosine = 1.0 / tangent.hypot(1.0);
                rotate(&mut a, &mut vectors, (p, q), cosine, tangent * cosine);
            }
        }
        if !changed {
            break;
        }
    }
    (a.diagonal(), vectors)
}

/// Rotates rows and columns `p` and `q` of `a`, and columns `p` and `q` of `vectors`.
fn rotate(a: &mut Square, vectors: &mut Square, (p, q): (usize, usize), cosine: f64, sine: f64) {
    let order = a.order();
    for k in 0..order {
        let (x, y) = (a[(k, p)], a[(k, q)]);
        a[(k, p)] = cosine * x - sine * y;
        a[(k, q)] = sine * x + cosine * y;
    }
    for k in 0..order {
        let (x, y) = (a[(p, k)], a[(q, k)]);
        a[(p, k)] = cosine * x - sine * y;
        a[(q, k)] = sine * x + cosine * y;
    }
    // The rotation was chosen to make these vanish; rounding would leave a trace.
    a[(p, q)] = 0.0;
    a[(q, p)] = 0.0;
    for k in 0..order {
        let (x, y) = (vectors[(k, p)], vectors[(k, q)]);
        vectors[(k, p)] = cosine * x - sine * y;
        vectors[(k, q)] = sine * x + cosine * y;
    }
}

#[cfg(test)]
mod tests {
    use super::symmetric_eigen;
    use crate::model::linear_algebra::Square;
    use proptest::prelude::*;

    #[test]
    fn a_two_by_two_matrix_has_its_textbook_eigenvalues() {
        let mut matrix = Square::from_diagonal(&[2.0, 2.0]);
        matrix[(0, 1)] = 1.0;
        matrix[(1, 0)] = 1.0;
        let (mut values, _) = symmetric_eigen(&matrix);
        values.sort_by(f64::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-15 && (values[1] - 3.0).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn the_eigenvectors_put_the_matrix_together_again(cells in proptest::collection::vec(-10.0..10.0_f64, 36)) {
            let mut matrix = Square::zeros(6);
            for i in 0..6 {
                for j in 0..=i {
                    matrix[(i, j)] = cells[i * 6 + j];
                    matrix[(j, i)] = cells[i * 6 + j];
                }
            }
            let (values, vectors) = symmetric_eigen(&matrix);
            let back = vectors.times(&Square::from_diagonal(&values)).times(&vectors.transposed());
            for i in 0..6 {
                for j in 0..6 {
                    prop_assert!((back[(i, j)] - matrix[(i, j)]).abs() < 1e-12);
                }
            }
        }
    }
}
