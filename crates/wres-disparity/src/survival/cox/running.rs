//! A running total of vectors that people join and leave.

/// Sums of the relative risk `w`, `w x` and `w x x'` (lower triangle) over those at risk.
///
/// People who entered late are taken out again further back in time, so the sums are compensated (Neumaier): what is taken
/// out leaves no trace in the digits of what stays.
#[derive(Debug, Clone)]
pub(super) struct Running {
    width: usize,
    people: u64,
    sums: Vec<f64>,
    lost: Vec<f64>,
}

impl Running {
    pub(super) fn new(width: usize) -> Self {
        let cells = 1 + width + width * (width + 1) / 2;
        Self { width, people: 0, sums: vec![0.0; cells], lost: vec![0.0; cells] }
    }

    /// Lets `count` people of relative risk `risk` each join.
    pub(super) fn join(&mut self, count: u64, risk: f64, covariates: &[f64]) {
        self.people = self.people.saturating_add(count);
        self.include(count as f64 * risk, covariates);
    }

    /// Lets people who had joined leave.
    pub(super) fn leave(&mut self, count: u64, risk: f64, covariates: &[f64]) {
        self.people = self.people.saturating_sub(count);
        if self.people == 0 {
            self.clear();
        } else {
            self.include(-(count as f64 * risk), covariates);
        }
    }

    pub(super) fn clear(&mut self) {
        self.people = 0;
        self.sums.fill(0.0);
        self.lost.fill(0.0);
    }

    fn include(&mut self, weight: f64, covariates: &[f64]) {
        self.add(0, weight);
        let mut cell = 1 + self.width;
        for (i, left) in covariates.iter().enumerate() {
            self.add(1 + i, weight * left);
            for right in &covariates[..=i] {
                self.add(cell, weight * left * right);
                cell += 1;
            }
        }
    }

    fn add(&mut self, cell: usize, term: f64) {
        let sum = self.sums[cell];
        let total = sum + term;
        self.lost[cell] += if sum.abs() >= term.abs() { (sum - total) + term } else { (term - total) + sum };
        self.sums[cell] = total;
    }

    /// The sum of the risks.
    pub(super) fn risk(&self) -> f64 {
        self.sums[0] + self.lost[0]
    }

    /// The sum of `w x[i]`.
    pub(super) fn first(&self, i: usize) -> f64 {
        self.sums[1 + i] + self.lost[1 + i]
    }

    /// The sum of `w x[i] x[j]`, for `j <= i`.
    pub(super) fn second(&self, i: usize, j: usize) -> f64 {
        let cell = 1 + self.width + i * (i + 1) / 2 + j;
        self.sums[cell] + self.lost[cell]
    }
}

#[cfg(test)]
mod tests {
    use super::Running;

    #[test]
    fn a_crowd_that_left_again_leaves_no_trace() {
        let mut running = Running::new(1);
        running.join(3, 0.25, &[0.5]);
        running.join(1, 1e17, &[7.0]);
        running.leave(1, 1e17, &[7.0]);
        assert_eq!((running.people, running.risk(), running.second(0, 0)), (3, 0.75, 0.1875));
    }
}
