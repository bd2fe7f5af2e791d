//! A dense square matrix.

use serde::Serialize;
use std::ops::{Index, IndexMut};

/// A dense square matrix of finite numbers, held row by row; the covariance of coefficients is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Square {
    order: usize,
    cells: Vec<f64>,
}

impl Square {
    /// The matrix of zeros with `order` rows and columns.
    #[must_use]
    pub fn zeros(order: usize) -> Self {
        Self { order, cells: vec![0.0; order * order] }
    }

    /// The matrix with `values` on its diagonal and zeros elsewhere.
    #[must_use]
    pub fn from_diagonal(values: &[f64]) -> Self {
        let mut matrix = Self::zeros(values.len());
        for (i, value) in values.iter().enumerate() {
            matrix[(i, i)] = *value;
        }
        matrix
    }

    /// The number of rows, which is the number of columns.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }

    /// One row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.order..(row + 1) * self.order]
    }

    /// The diagonal.
    #[must_use]
    pub fn diagonal(&self) -> Vec<f64> {
        (0..self.order).map(|i| self[(i, i)]).collect()
    }

    /// The square roots of the diagonal: standard errors, where this is a covariance.
    #[must_use]
    pub fn root_diagonal(&self) -> Vec<f64> {
        (0..self.order).map(|i| self[(i, i)].max(0.0).sqrt()).collect()
    }

    /// The product with a vector of the same order.
    #[must_use]
    pub fn times_vector(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.order).map(|i| dot(self.row(i), vector)).collect()
    }

    /// The product with a matrix of the same order.
    #[must_use]
    pub fn times(&self, right: &Self) -> Self {
        let mut product = Self::zeros(self.order);
        for i in 0..self.order {
            for k in 0..self.order {
                let left = self[(i, k)];
                for j in 0..self.order {
                    product[(i, j)] += left * right[(k, j)];
                }
            }
        }
        product
    }

    /// Rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut matrix = Self::zeros(self.order);
        for i in 0..self.order {
            for j in 0..self.order {
                matrix[(j, i)] = self[(i, j)];
            }
        }
        matrix
    }

    /// The quadratic form `vector' self vector`; a variance, where this is a covariance.
    #[must_use]
    pub fn quadratic(&self, vector: &[f64]) -> f64 {
        (0..self.order).map(|i| vector[i] * dot(self.row(i), vector)).sum()
    }

    /// Every cell times `factor`.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        self.cells.iter_mut().for_each(|cell| *cell *= factor);
        self
    }

    /// The sandwich `self filling self`, for a symmetric `self`.
    #[must_use]
    pub fn around(&self, filling: &Self) -> Self {
        self.times(filling).times(self)
    }

    /// Adds `weight vector vector'`.
    pub(crate) fn add_outer(&mut self, weight: f64, vector: &[f64]) {
        for (row, value) in self.cells.chunks_exact_mut(self.order).zip(vector) {
            let scale = weight * value;
            if scale != 0.0 {
                row.iter_mut().zip(vector).for_each(|(cell, value)| *cell += scale * value);
            }
        }
    }
}

impl Index<(usize, usize)> for Square {
    type Output = f64;
    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.cells[row * self.order + column]
    }
}

impl IndexMut<(usize, usize)> for Square {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.order + column]
    }
}

/// The inner product of two vectors of equal length.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}
