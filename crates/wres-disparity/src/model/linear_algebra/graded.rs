//! The factor of an information matrix whose rows have weights of very unlike sizes.

use super::{Square, TriangularFactor, dot};

/// What is left of a row below this share of its length counts as nothing.
const DEPENDENT: f64 = 1e-10;

/// A factorisation of `F = sum of w x x'` that keeps its digits however far the weights are apart.
///
/// Where fitted shares are all but 0 or 1, weights differ by a hundred powers of ten, and a row that matters because it
/// alone bears on some coefficient is smaller than the rounding of the others. So the rows are first written in terms of
/// a basis of rows chosen by weight: what the heavy rows have in common then cancels exactly, and divided by the basis'
/// weights the matrix is of ordinary size.
#[derive(Debug, Clone)]
pub(crate) struct GradedFactor {
    /// The size of every column.
    scale: Vec<f64>,
    /// The basis, made orthonormal.
    unit: Vec<Vec<f64>>,
    /// The basis in terms of `unit`: lower triangular.
    lower: Square,
    /// The square roots of the weights of the basis.
    roots: Vec<f64>,
    /// The factor of the rows in terms of the basis, times their root weight over those of the basis.
    factor: TriangularFactor,
}

impl GradedFactor {
    /// Factorises; `None` unless the rows of positive weight span all columns.
    pub(crate) fn new<'a>(rows: impl Iterator<Item = &'a [f64]>, weights: &[f64], order: usize) -> Option<Self> {
        let mut rows: Vec<Vec<f64>> = rows.map(<[f64]>::to_vec).collect();
        let mut scale = vec![0.0_f64; order];
        rows.iter().for_each(|row| scale.iter_mut().zip(row).for_each(|(s, x)| *s = s.max(x.abs())));
        if scale.contains(&0.0) {
            return None;
        }
        rows.iter_mut().for_each(|row| row.iter_mut().zip(&scale).for_each(|(x, s)| *x /= s));
        let (basis, unit) = heaviest_basis(&rows, weights, order)?;
        let mut lower = Square::zeros(order);
        for (i, &row) in basis.iter().enumerate() {
            for (j, unit) in unit.iter().enumerate().take(i + 1) {
                lower[(i, j)] = dot(unit, &rows[row]);
            }
        }
        let roots: Vec<f64> = basis.iter().map(|&row| weights[row].sqrt()).collect();
        let mut graded = Self { scale, unit, lower, roots, factor: TriangularFactor::new(order) };
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| weights[*i] > 0.0) {
            let place = basis.iter().position(|&basis| basis == i);
            let mut own = match place {
                // Exactly one of the basis, without the rounding of finding out.
                Some(place) => (0..order).map(|k| f64::from(u8::from(k == place))).collect(),
                None => graded.in_basis(row),
            };
            own.iter_mut().zip(&graded.roots).for_each(|(value, root)| *value /= root);
            graded.factor.include(weights[i].sqrt(), &own, 0.0);
        }
        (!graded.factor.has_no_inverse()).then_some(graded)
    }

    /// A row of unit columns in terms of the basis.
    fn in_basis(&self, row: &[f64]) -> Vec<f64> {
        let mut own: Vec<f64> = self.unit.iter().map(|unit| dot(unit, row)).collect();
        for j in (0..own.len()).rev() {
            let known: f64 = (j + 1..own.len()).map(|i| own[i] * self.lower[(i, j)]).sum();
            own[j] = (own[j] - known) / self.lower[(j, j)];
        }
        let largest = own.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        // A row made of heavier ones has no part in a light one but rounding.
        own.iter_mut().filter(|value| value.abs() < DEPENDENT * largest).for_each(|value| *value = 0.0);
        own
    }

    /// A vector `u` for which `u'u = row' F^-1 row`, and the inner product of two such vectors is `row' F^-1 other`.
    pub(crate) fn whiten(&self, row: &[f64]) -> Vec<f64> {
        let scaled: Vec<f64> = row.iter().zip(&self.scale).map(|(x, s)| x / s).collect();
        let mut own = self.in_basis(&scaled);
        own.iter_mut().zip(&self.roots).for_each(|(value, root)| *value /= root);
        self.factor.forward_substitute(&mut own);
        own
    }

    /// `F^-1` times the sum of `score row`.
    pub(crate) fn solve<'a>(&self, rows: impl Iterator<Item = &'a [f64]>, scores: &[f64]) -> Vec<f64> {
        let mut total = vec![0.0; self.scale.len()];
        for (row, score) in rows.zip(scores).filter(|(_, score)| **score != 0.0) {
            let scaled: Vec<f64> = row.iter().zip(&self.scale).map(|(x, s)| x / s).collect();
            total.iter_mut().zip(self.in_basis(&scaled)).for_each(|(total, own)| *total += score * own);
        }
        total.iter_mut().zip(&self.roots).for_each(|(value, root)| *value /= root);
        self.factor.solve_normal(&mut total);
        total.iter_mut().zip(&self.roots).for_each(|(value, root)| *value /= root);
        self.out_of_basis(&total)
    }

    /// Coefficients of the columns from coefficients of the basis: those that give the basis rows these values.
    fn out_of_basis(&self, values: &[f64]) -> Vec<f64> {
        let mut known: Vec<f64> = values.to_vec();
        for i in 0..known.len() {
            let before: f64 = (0..i).map(|j| self.lower[(i, j)] * known[j]).sum();
            known[i] = (known[i] - before) / self.lower[(i, i)];
        }
        (0..known.len())
            .map(|column| self.unit.iter().zip(&known).map(|(unit, value)| unit[column] * value).sum::<f64>())
            .zip(&self.scale)
            .map(|(value, scale)| value / scale)
            .collect()
    }

    /// `F^-1`.
    pub(crate) fn inverse(&self) -> Square {
        let order = self.scale.len();
        let mut inverse = Square::zeros(order);
        // F^-1 = V V' for V = basis^-1 roots^-1 R^-1.
        let upper = self.factor.inverse_upper();
        for column in 0..order {
            let values: Vec<f64> = (0..order).map(|i| upper[(i, column)] / self.roots[i]).collect();
            inverse.add_outer(1.0, &self.out_of_basis(&values));
        }
        inverse
    }

    /// The logarithm of the determinant of `F`.
    pub(crate) fn ln_determinant(&self) -> f64 {
        let part: f64 = (0..self.scale.len())
            .map(|i| self.scale[i].ln() + self.lower[(i, i)].abs().ln() + self.roots[i].ln())
            .sum();
        2.0 * part + self.factor.ln_determinant()
    }
}

/// Rows that span all columns, each the one that adds most weight to those before it, and an orthonormal basis of them.
fn heaviest_basis(rows: &[Vec<f64>], weights: &[f64], order: usize) -> Option<(Vec<usize>, Vec<Vec<f64>>)> {
    let lengths: Vec<f64> = rows.iter().map(|row| dot(row, row).sqrt()).collect();
    let mut rest = rows.to_vec();
    let mut basis = Vec::with_capacity(order);
    let mut unit: Vec<Vec<f64>> = Vec::with_capacity(order);
    for _ in 0..order {
        let weight = |i: usize| {
            let length = dot(&rest[i], &rest[i]).sqrt();
            if length > DEPENDENT * lengths[i] { weights[i].sqrt() * length } else { 0.0 }
        };
        let (heaviest, row) = (0..rows.len()).map(|i| (weight(i), i)).max_by(|a, b| a.0.total_cmp(&b.0))?;
        if !(heaviest > 0.0 && heaviest.is_finite()) {
            return None;
        }
        let mut new = rest[row].clone();
        // Once more against the others, for orthogonality to the last bits.
        for known in &unit {
            let share = dot(known, &new);
            new.iter_mut().zip(known).for_each(|(value, known)| *value -= share * known);
        }
        let length = dot(&new, &new).sqrt();
        new.iter_mut().for_each(|value| *value /= length);
        for row in &mut rest {
            let share = dot(&new, row);
            row.iter_mut().zip(&new).for_each(|(value, new)| *value -= share * new);
        }
        basis.push(row);
        unit.push(new);
    }
    Some((basis, unit))
}

#[cfg(test)]
mod tests {
    use super::GradedFactor;

    fn factor(rows: &[[f64; 3]], weights: &[f64]) -> Option<GradedFactor> {
        GradedFactor::new(rows.iter().map(<[f64; 3]>::as_slice), weights, 3)
    }

    const ROWS: [[f64; 3]; 6] =
        [[1.0, 1.0, 20.0], [1.0, 1.0, 35.0], [1.0, 1.0, 61.0], [1.0, 0.0, 33.0], [1.0, 0.0, 47.0], [1.0, 1.0, 40.0]];

    #[test]
    fn with_even_weights_it_is_the_ordinary_factor() {
        let graded = factor(&ROWS, &[1.0, 2.0, 1.0, 3.0, 1.0, 1.0]).unwrap();
        let mut plain = super::TriangularFactor::new(3);
        for (row, weight) in ROWS.iter().zip([1.0, 2.0, 1.0, 3.0, 1.0, 1.0_f64]) {
            plain.include(weight.sqrt(), row, 0.0);
        }
        assert!((graded.ln_determinant() - plain.ln_determinant()).abs() < 1e-12);
        let (one, two) = (graded.inverse(), plain.inverse());
        for i in 0..3 {
            for j in 0..3 {
                assert!((one[(i, j)] - two[(i, j)]).abs() < 1e-12 * (1.0 + two[(i, j)].abs()));
            }
        }
    }

    #[test]
    fn a_light_row_that_alone_bears_on_a_coefficient_is_not_lost() {
        // The fourth and fifth row weigh 1e-60 and 1e-80: by the expansion of the determinant into products of three
        // rows, det = 1e-60 times the determinant over the two other columns of the heavy rows, to 1e-20.
        let weights = [1.0, 1.0, 1.0, 1e-60, 1e-80, 0.0];
        let graded = factor(&ROWS, &weights).unwrap();
        let heavy = (15.0_f64.powi(2) + 41.0_f64.powi(2) + 26.0_f64.powi(2)) * 1e-60;
        assert!((graded.ln_determinant() - heavy.ln()).abs() < 1e-12);
        let fourth: f64 = graded.whiten(&ROWS[3]).iter().map(|value| value * value).sum();
        assert!((fourth * 1e-60 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn rows_that_do_not_span_have_no_factor() {
        assert!(factor(&ROWS, &[1.0, 1.0, 1.0, 0.0, 0.0, 1.0]).is_none());
    }
}
