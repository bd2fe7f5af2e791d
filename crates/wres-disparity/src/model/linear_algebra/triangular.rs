//! Least squares by plane rotations, one row at a time.

use super::Square;

/// Columns whose part outside the span of the earlier ones is below this share of their length count as dependent, as in
/// R's `glm`, which uses 1e-11 too.
const DEPENDENT: f64 = 1e-11;

/// The triangular factor `R` of a matrix `X` (so that `R'R = X'X`) with the matching right-hand side, built by folding in one
/// row after another.
///
/// Rows are rotated into `R` (Gentleman 1974, Applied Statistics 23:448), which never squares the condition number as the
/// sums of squares `X'X` would, and takes memory for the coefficients alone.
#[derive(Debug, Clone)]
pub(crate) struct TriangularFactor {
    order: usize,
    factor: Vec<f64>,
    right: Vec<f64>,
    row: Vec<f64>,
}

impl TriangularFactor {
    /// The factor of no rows.
    pub(crate) fn new(order: usize) -> Self {
        Self { order, factor: vec![0.0; order * order], right: vec![0.0; order], row: vec![0.0; order] }
    }

    /// Folds in the row `root * row` with the right-hand side `response`.
    ///
    /// For a row of weight `w` and working response `z`, pass `root = sqrt(w)` and `response = sqrt(w) z`.
    pub(crate) fn include(&mut self, root: f64, row: &[f64], mut response: f64) {
        for (own, given) in self.row.iter_mut().zip(row) {
            *own = root * given;
        }
        for j in 0..self.order {
            let incoming = self.row[j];
            if incoming == 0.0 {
                continue;
            }
            let own = &mut self.factor[j * self.order..(j + 1) * self.order];
            let length = own[j].hypot(incoming);
            let (cosine, sine) = (own[j] / length, incoming / length);
            own[j] = length;
            for (own, below) in own[j + 1..].iter_mut().zip(&mut self.row[j + 1..]) {
                (*own, *below) = (cosine * *own + sine * *below, cosine * *below - sine * *own);
            }
            let above = self.right[j];
            self.right[j] = cosine * above + sine * response;
            response = cosine * response - sine * above;
        }
    }

    fn cell(&self, row: usize, column: usize) -> f64 {
        self.factor[row * self.order + column]
    }

    /// The length of a column of `X`.
    pub(crate) fn column_length(&self, column: usize) -> f64 {
        (0..=column).fold(0.0_f64, |length, row| length.hypot(self.cell(row, column)))
    }

    /// Whether some column is, to working precision, a combination of the earlier ones.
    pub(crate) fn is_singular(&self) -> bool {
        (0..self.order).any(|j| {
            let (own, whole) = (self.cell(j, j), self.column_length(j));
            !(own.is_finite() && own > DEPENDENT * whole)
        })
    }

    /// Whether some column is exactly a combination of the earlier ones, or a number has overflowed: less strict than
    /// [`is_singular`](Self::is_singular), for matrices known to have independent columns but rows of very unlike weight.
    pub(crate) fn has_no_inverse(&self) -> bool {
        (0..self.order).any(|j| !(self.cell(j, j).is_finite() && self.cell(j, j) > 0.0))
    }

    /// The least-squares solution.
    pub(crate) fn solve(&self) -> Vec<f64> {
        let mut solution = self.right.clone();
        self.back_substitute(&mut solution);
        solution
    }

    /// Solves `R x = b` in place.
    fn back_substitute(&self, vector: &mut [f64]) {
        for j in (0..self.order).rev() {
            let known: f64 = (j + 1..self.order).map(|k| self.cell(j, k) * vector[k]).sum();
            vector[j] = (vector[j] - known) / self.cell(j, j);
        }
    }

    /// Solves `R' x = b` in place.
    pub(crate) fn forward_substitute(&self, vector: &mut [f64]) {
        for j in 0..self.order {
            let known: f64 = (0..j).map(|k| self.cell(k, j) * vector[k]).sum();
            vector[j] = (vector[j] - known) / self.cell(j, j);
        }
    }

    /// Solves `X'X x = b` in place.
    pub(crate) fn solve_normal(&self, vector: &mut [f64]) {
        self.forward_substitute(vector);
        self.back_substitute(vector);
    }

    /// `row' (X'X)^-1 row`, with `scratch` of the same length to work in.
    pub(crate) fn leverage(&self, row: &[f64], scratch: &mut [f64]) -> f64 {
        scratch.copy_from_slice(row);
        self.forward_substitute(scratch);
        scratch.iter().map(|value| value * value).sum()
    }

    /// `R` itself.
    pub(crate) fn upper(&self) -> Square {
        let mut upper = Square::zeros(self.order);
        for i in 0..self.order {
            for j in i..self.order {
                upper[(i, j)] = self.cell(i, j);
            }
        }
        upper
    }

    /// `R^-1`, upper triangular.
    pub(crate) fn inverse_upper(&self) -> Square {
        let mut inverse = Square::zeros(self.order);
        let mut column = vec![0.0; self.order];
        for j in 0..self.order {
            column.fill(0.0);
            column[j] = 1.0;
            self.back_substitute(&mut column);
            for (i, value) in column.iter().enumerate().take(j + 1) {
                inverse[(i, j)] = *value;
            }
        }
        inverse
    }

    /// `(X'X)^-1`.
    pub(crate) fn inverse(&self) -> Square {
        let upper = self.inverse_upper();
        upper.times(&upper.transposed())
    }

    /// The logarithm of the determinant of `X'X`.
    pub(crate) fn ln_determinant(&self) -> f64 {
        2.0 * (0..self.order).map(|j| self.cell(j, j).ln()).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::TriangularFactor;

    fn line(points: &[(f64, f64)]) -> TriangularFactor {
        let mut factor = TriangularFactor::new(2);
        for (x, y) in points {
            factor.include(1.0, &[1.0, *x], *y);
        }
        factor
    }

    #[test]
    fn a_line_through_points_on_it_is_recovered() {
        let solution = line(&[(1.0, 5.0), (2.0, 7.0), (4.0, 11.0)]).solve();
        assert!((solution[0] - 3.0).abs() < 1e-14 && (solution[1] - 2.0).abs() < 1e-14);
    }

    #[test]
    fn a_constant_covariate_is_dependent_on_the_intercept() {
        assert!(line(&[(3.0, 1.0), (3.0, 2.0), (3.0, 4.0)]).is_singular());
        assert!(!line(&[(3.0, 1.0), (3.0 + 1e-6, 2.0)]).is_singular());
    }

    #[test]
    fn a_column_of_zeros_is_dependent() {
        let mut factor = TriangularFactor::new(2);
        factor.include(1.0, &[1.0, 0.0], 1.0);
        assert!(factor.is_singular());
    }

    #[test]
    fn the_inverse_and_determinant_are_those_of_the_cross_products() {
        // X'X = [[3, 7], [7, 21]]: determinant 14.
        let factor = line(&[(1.0, 0.0), (2.0, 0.0), (4.0, 0.0)]);
        let inverse = factor.inverse();
        assert!((inverse[(0, 0)] - 1.5).abs() < 1e-14);
        assert!((inverse[(0, 1)] + 0.5).abs() < 1e-14);
        assert!((factor.ln_determinant() - 14.0_f64.ln()).abs() < 1e-14);
        assert!((factor.leverage(&[1.0, 4.0], &mut [0.0; 2]) - (1.5 - 4.0 + 16.0 * 3.0 / 14.0)).abs() < 1e-14);
    }
}
