//! The Cholesky factor of a symmetric positive definite matrix.

use super::Square;

/// Pivots below this share of their diagonal count as zero.
const DEPENDENT: f64 = 1e-13;

/// The lower factor `L` of a matrix `A = D L L' D`, where `D` is the square root of the diagonal of `A`: scaling first makes
/// the judgement of singularity independent of the units of the covariates.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    lower: Square,
    scale: Vec<f64>,
}

impl Cholesky {
    /// Factorises; `None` unless the matrix is positive definite to working precision.
    pub(crate) fn of(matrix: &Square) -> Option<Self> {
        let order = matrix.order();
        let scale: Vec<f64> = matrix.diagonal().iter().map(|value| value.sqrt()).collect();
        if !scale.iter().all(|value| value.is_finite() && *value > 0.0) {
            return None;
        }
        let mut lower = Square::zeros(order);
        for j in 0..order {
            for i in j..order {
                let known: f64 = (0..j).map(|k| lower[(i, k)] * lower[(j, k)]).sum();
                let rest = matrix[(i, j)] / (scale[i] * scale[j]) - known;
                if i > j {
                    lower[(i, j)] = rest / lower[(j, j)];
                } else if rest > DEPENDENT {
                    lower[(j, j)] = rest.sqrt();
                } else {
                    return None;
                }
            }
        }
        Some(Self { lower, scale })
    }

    /// Solves `A x = b`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let order = self.scale.len();
        let mut x: Vec<f64> = right.iter().zip(&self.scale).map(|(b, scale)| b / scale).collect();
        for i in 0..order {
            let known: f64 = (0..i).map(|k| self.lower[(i, k)] * x[k]).sum();
            x[i] = (x[i] - known) / self.lower[(i, i)];
        }
        for i in (0..order).rev() {
            let known: f64 = (i + 1..order).map(|k| self.lower[(k, i)] * x[k]).sum();
            x[i] = (x[i] - known) / self.lower[(i, i)];
        }
        x.iter().zip(&self.scale).map(|(value, scale)| value / scale).collect()
    }

    /// `A^-1`.
    pub(crate) fn inverse(&self) -> Square {
        let order = self.scale.len();
        let mut inverse = Square::zeros(order);
        let mut unit = vec![0.0; order];
        for j in 0..order {
            unit.fill(0.0);
            unit[j] = 1.0;
            for (i, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[(i, j)] = value;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::Cholesky;
    use crate::model::linear_algebra::Square;

    #[test]
    fn solves_what_it_factorised_whatever_the_units() {
        let mut matrix = Square::from_diagonal(&[4.0e12, 9.0e-8]);
        matrix[(0, 1)] = 100.0;
        matrix[(1, 0)] = 100.0;
        let factor = Cholesky::of(&matrix).unwrap();
        let solution = factor.solve(&[4.0e12 + 200.0, 100.0 + 1.8e-7]);
        assert!((solution[0] - 1.0).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-6);
        let identity = factor.inverse().times(&matrix);
        assert!((identity[(0, 0)] - 1.0).abs() < 1e-12 && (identity[(1, 1)] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_indefinite_or_singular_matrix_has_no_factor() {
        let mut matrix = Square::from_diagonal(&[1.0, 1.0]);
        matrix[(0, 1)] = 1.0;
        matrix[(1, 0)] = 1.0;
        assert!(Cholesky::of(&matrix).is_none());
        assert!(Cholesky::of(&Square::from_diagonal(&[1.0, -1.0])).is_none());
    }
}
