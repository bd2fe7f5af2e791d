//! Linear regression when people in the same site are alike.

use super::{
    design::{Observation, Terms},
    least_squares::{LeastSquares, Rows},
    linear_algebra::{Square, dot, symmetric_eigen},
    ols::student_p_value,
};
use crate::error::{NotEstimable, Result, StatError};
use std::collections::BTreeMap;

/// Eigenvalues of the adjustment below this count as zero, as in R's `clubSandwich`.
const VANISHING: f64 = 1e-12;

/// A linear regression with errors robust to likeness within clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusteredOls {
    /// The coefficients, the intercept first.
    pub estimates: Vec<f64>,
    /// The sandwich of cluster scores times `G / (G - 1) (n - 1) / (n - p)` (CR1S).
    pub cr1s: Square,
    /// The bias-reduced sandwich (CR2) under a working model of independent, equally spread people.
    pub cr2: Square,
    /// Satterthwaite degrees of freedom of each coefficient's CR2 error; `None` where the error vanishes under the working
    /// model.
    pub cr2_degrees: Vec<Option<f64>>,
    /// The number of clusters.
    pub clusters: usize,
}

impl ClusteredOls {
    /// Two-sided p-values of the coefficients from Student's t with the CR2 errors and their degrees of freedom.
    #[must_use]
    pub fn cr2_p_values(&self) -> Vec<Option<f64>> {
        let errors = self.cr2.root_diagonal();
        let tests = self.estimates.iter().zip(errors).zip(&self.cr2_degrees);
        tests.map(|((&b, se), degrees)| degrees.map(|degrees| student_p_value(b, se, degrees))).collect()
    }
}

/// What a cluster contributes, all as wide as the coefficients.
struct Cluster {
    /// `X'X` of its people.
    squares: Square,
    /// `X'e`.
    score: Vec<f64>,
}

/// Ordinary least squares with cluster-robust covariances: CR1S, and the bias-reduced CR2 with Satterthwaite degrees of
/// freedom, to be used with fewer than about 40 clusters (Bell & McCaffrey 2002, Survey Methodology 28:169; Pustejovsky &
/// Tipton 2018, Journal of Business & Economic Statistics 36:672, equations 5 to 11).
///
/// `clusters[i]` is the cluster of `observations[i]`. The adjustment matrices of CR2 are as large as a cluster has people,
/// but act only in the space of the coefficients, so sums of squares per cluster suffice.
///
/// # Errors
/// Those of [`ols`](super::ols()); [`StatError::Lengths`] unless there is a cluster for every observation;
/// [`NotEstimable::TooFew`] with a single cluster.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Observation, Terms, ols_cluster_robust};
/// let pay = [(0.0, 14.1), (1.0, 13.0), (0.0, 15.2), (1.0, 14.4), (0.0, 16.0), (1.0, 14.9)];
/// let observations: Vec<Observation> = pay.iter().map(|(x, y)| Observation::one(&[*x], *y)).collect();
/// let fit = ols_cluster_robust(&observations, &[1, 1, 2, 2, 3, 3], &Terms::main_effects(1))?;
/// // With the group balanced over three sites its error has two degrees of freedom.
/// assert!(fit.cr2_degrees[1].is_some_and(|degrees| (degrees - 2.0).abs() < 1e-9));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ols_cluster_robust(observations: &[Observation], clusters: &[u64], terms: &Terms) -> Result<ClusteredOls> {
    if observations.len() != clusters.len() {
        return Err(StatError::Lengths {
            left: "observations",
            left_len: observations.len(),
            right: "clusters",
            right_len: clusters.len(),
        });
    }
    let rows = Rows::pool(observations, terms)?;
    let fit = LeastSquares::fit(&rows)?;
    let (people, width) = (rows.people(), rows.width);
    let parts = contributions(observations, clusters, terms, &fit.coefficients);
    if parts.len() < 2 || people <= width as f64 {
        return Err(NotEstimable::TooFew.into());
    }
    let count = parts.len() as f64;
    let inverse = fit.factor.inverse();
    let mut cr1s = Square::zeros(width);
    parts.iter().for_each(|part| cr1s.add_outer(1.0, &inverse.times_vector(&part.score)));
    let cr1s = cr1s.scaled(count / (count - 1.0) * (people - 1.0) / (people - width as f64));
    let (cr2, cr2_degrees) = bias_reduced(&parts, &fit, &inverse);
    Ok(ClusteredOls { estimates: fit.coefficients, cr1s, cr2, cr2_degrees, clusters: parts.len() })
}

fn contributions(observations: &[Observation], clusters: &[u64], terms: &Terms, coefficients: &[f64]) -> Vec<Cluster> {
    let width = terms.coefficients();
    let mut parts: BTreeMap<u64, Cluster> = BTreeMap::new();
    for (one, cluster) in observations.iter().zip(clusters).filter(|(one, _)| one.count > 0) {
        let row = terms.row(&one.covariates);
        let count = one.count as f64;
        let residual = count * (one.outcome - dot(&row, coefficients));
        let part =
            parts.entry(*cluster).or_insert_with(|| Cluster { squares: Square::zeros(width), score: vec![0.0; width] });
        part.squares.add_outer(count, &row);
        part.score.iter_mut().zip(&row).for_each(|(total, value)| *total += residual * value);
    }
    parts.into_values().collect()
}

/// CR2 and its degrees of freedom.
///
/// With `X'X = R'R` and `Z = X_g R^-1`, the adjustment of cluster `g` is `A = (I - ZZ')^(-1/2)`. From the eigenvectors of
/// `Z'Z = V diag(l) V'` follows `A Z = Z V diag((1 - l)^(-1/2)) V' = Z B`, so `X_g' A e_g = R' B R^-T X_g' e_g`.
fn bias_reduced(parts: &[Cluster], fit: &LeastSquares, inverse: &Square) -> (Square, Vec<Option<f64>>) {
    let width = inverse.order();
    let (upper, inverse_upper) = (fit.factor.upper(), fit.factor.inverse_upper());
    let inverse_lower = inverse_upper.transposed();
    let mut cr2 = Square::zeros(width);
    let mut degrees: Vec<Degrees> = (0..width).map(|_| Degrees::new(width)).collect();
    for part in parts {
        let own = inverse_lower.times(&part.squares).times(&inverse_upper);
        let (values, vectors) = symmetric_eigen(&own);
        let roots: Vec<f64> =
            values.iter().map(|l| if 1.0 - l > VANISHING { 1.0 / (1.0 - l).sqrt() } else { 0.0 }).collect();
        let adjust = vectors.times(&Square::from_diagonal(&roots)).times(&vectors.transposed());
        let score = upper.transposed().times_vector(&adjust.times_vector(&inverse_lower.times_vector(&part.score)));
        cr2.add_outer(1.0, &inverse.times_vector(&score));
        // For coefficient c, u = R^-T e_c: the cluster's weights on its residuals are A X_g M e_c = Z B u.
        for (c, degrees) in degrees.iter_mut().enumerate() {
            let weights = adjust.times_vector(inverse_upper.row(c));
            // Z' times the weights, and the squared length of the weights.
            let projected = own.times_vector(&weights);
            degrees.add(dot(&weights, &projected), projected);
        }
    }
    (cr2, degrees.iter().map(Degrees::value).collect())
}

/// Satterthwaite's degrees of freedom of one coefficient: with `P_gh = p_g' (I - H)_gh p_h`, the square of the trace of `P`
/// over the sum of its squared cells.
struct Degrees {
    own: Vec<f64>,
    projections: Vec<Vec<f64>>,
    cross: Square,
}

impl Degrees {
    fn new(width: usize) -> Self {
        Self { own: Vec::new(), projections: Vec::new(), cross: Square::zeros(width) }
    }

    fn add(&mut self, length: f64, projection: Vec<f64>) {
        self.own.push(length - dot(&projection, &projection));
        self.cross.add_outer(1.0, &projection);
        self.projections.push(projection);
    }

    fn value(&self) -> Option<f64> {
        let trace: f64 = self.own.iter().sum();
        // Over all pairs of clusters (p_g' p_h)^2 adds up to the squared length of the sum of outer products.
        let pairs: f64 = (0..self.cross.order()).map(|i| dot(self.cross.row(i), self.cross.row(i))).sum();
        let same: f64 = self.projections.iter().map(|p| dot(p, p).powi(2)).sum();
        let squares = self.own.iter().map(|own| own * own).sum::<f64>() + (pairs - same).max(0.0);
        let degrees = trace * trace / squares;
        degrees.is_finite().then_some(degrees)
    }
}
