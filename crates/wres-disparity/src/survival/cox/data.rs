//! The rows of a proportional hazards model.

use crate::{
    error::{Result, StatError},
    survival::{
        risk_table::RiskTable,
        spell::{Leaving, Spell, domain},
    },
};

/// Spells with covariates, each standing for `count` people alike in everything.
///
/// Identical rows may be given once with their number: the estimates are the same. So a model over covariate patterns can be
/// fitted from at-risk and event counts by month ([`CoxData::push_table`]) without any person's row.
#[derive(Debug, Clone, PartialEq)]
pub struct CoxData {
    width: usize,
    pub(super) rows: Vec<Row>,
    /// Row by row.
    covariates: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub(super) entry: f64,
    pub(super) time: f64,
    pub(super) event: bool,
    pub(super) count: u64,
    pub(super) stratum: u64,
    pub(super) cluster: u64,
}

impl CoxData {
    /// No rows yet, of `width` covariates each.
    ///
    /// # Errors
    /// [`StatError::Empty`] without covariates.
    pub fn new(width: usize) -> Result<Self> {
        if width == 0 {
            return Err(StatError::Empty { what: "covariates" });
        }
        Ok(Self { width, rows: Vec::new(), covariates: Vec::new() })
    }

    /// Adds `count` people with the same spell and covariates, in a stratum (own baseline) and a cluster (for robust
    /// standard errors; use 0 for none).
    ///
    /// # Errors
    /// [`StatError::Lengths`] for another number of covariates, [`StatError::Domain`] for one that is not finite.
    pub fn push(
        &mut self,
        spell: Spell,
        leaving: Leaving,
        count: u64,
        covariates: &[f64],
        stratum: u64,
        cluster: u64,
    ) -> Result<()> {
        self.check(covariates)?;
        let entry = spell.entry().unwrap_or(f64::NEG_INFINITY);
        let row = Row { entry, time: spell.time(), event: spell.ends_by(leaving), count, stratum, cluster };
        self.add(row, covariates);
        Ok(())
    }

    /// Adds all people of one covariate pattern from their counts at risk and leaving.
    ///
    /// # Errors
    /// As [`CoxData::push`].
    ///
    /// ```
    /// use wres_disparity::{Level, survival::{cox, CoxData, Leaving, RiskTable, Ties}};
    /// let mut data = CoxData::new(1)?;
    /// data.push_table(&RiskTable::from_months(&[200, 180, 160], &[&[10, 12, 9]])?, Leaving::Any, &[0.0], 0, 0)?;
    /// data.push_table(&RiskTable::from_months(&[90, 75, 60], &[&[9, 8, 7]])?, Leaving::Any, &[1.0], 0, 0)?;
    /// let fit = cox(&data, Ties::Efron, Level::P95)?;
    /// assert!(fit.coefficients[0].hazard_ratio.value > 1.0);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn push_table(
        &mut self,
        table: &RiskTable,
        leaving: Leaving,
        covariates: &[f64],
        stratum: u64,
        cluster: u64,
    ) -> Result<()> {
        self.check(covariates)?;
        let mut entry = f64::NEG_INFINITY;
        for (time, at_risk, events, _) in table.counts(leaving) {
            for (event, count) in [(true, events), (false, at_risk - events)] {
                self.add(Row { entry, time, event, count, stratum, cluster }, covariates);
            }
            entry = time;
        }
        Ok(())
    }

    fn check(&self, covariates: &[f64]) -> Result<()> {
        if covariates.len() != self.width {
            return Err(StatError::Lengths {
                left: "covariates of the model",
                left_len: self.width,
                right: "covariates of a row",
                right_len: covariates.len(),
            });
        }
        match covariates.iter().find(|value| !value.is_finite()) {
            Some(value) => Err(domain("covariates", *value, "it must be finite")),
            None => Ok(()),
        }
    }

    fn add(&mut self, row: Row, covariates: &[f64]) {
        if row.count > 0 {
            self.rows.push(row);
            self.covariates.extend_from_slice(covariates);
        }
    }

    /// The number of covariates.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    pub(super) fn covariates(&self, row: usize) -> &[f64] {
        &self.covariates[row * self.width..(row + 1) * self.width]
    }

    /// The same rows with every covariate centred at its mean and divided by its spread, and those spreads. The likelihood
    /// does not change; the arithmetic does.
    pub(super) fn standardised(&self) -> (Self, Vec<f64>) {
        let people: f64 = self.rows.iter().map(|row| row.count as f64).sum();
        let column = |j: usize| (0..self.rows.len()).map(move |i| (self.rows[i].count as f64, self.covariates(i)[j]));
        let mut other = self.clone();
        let mut spreads = Vec::with_capacity(self.width);
        for j in 0..self.width {
            let mean = column(j).map(|(count, value)| count / people * value).sum::<f64>();
            let variance =
                column(j).map(|(count, value)| count / people * (value - mean) * (value - mean)).sum::<f64>();
            let spread = if variance > 0.0 && variance.is_finite() { variance.sqrt() } else { 1.0 };
            for i in 0..self.rows.len() {
                let cell = i * self.width + j;
                other.covariates[cell] = (self.covariates[cell] - mean) / spread;
            }
            spreads.push(spread);
        }
        (other, spreads)
    }
}

#[cfg(test)]
mod tests {
    use super::CoxData;
    use crate::{
        error::StatError,
        survival::{Leaving, Spell},
    };

    #[test]
    fn rows_that_do_not_fit_the_model_are_refused() {
        assert!(matches!(CoxData::new(0), Err(StatError::Empty { .. })));
        let mut data = CoxData::new(2).unwrap();
        let spell = Spell::new(None, 3.0, 1).unwrap();
        assert!(matches!(data.push(spell, Leaving::Any, 1, &[1.0], 0, 0), Err(StatError::Lengths { .. })));
        assert!(matches!(data.push(spell, Leaving::Any, 1, &[1.0, f64::NAN], 0, 0), Err(StatError::Domain { .. })));
    }
}
