//! How good a submission's data are, in four parts.

use serde::{Deserialize, Serialize};

/// A part of a whole, kept as counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// How many are in order.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

/// The quality of a site's submission.
///
/// The score is the plain mean of the parts that there are, each a share in percent: no part makes up for another more than by
/// its quarter, and every part is shown beside the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DataQuality {
    /// Rows of staff whose ethnicity is known, of all rows of staff.
    pub known: Part,
    /// Rows that were kept or repeat another, of all rows read.
    pub used: Part,
    /// Rows about which no rule asks for anything, of all rows read. A query that the site has explained asks for nothing.
    pub clean: Part,
    /// Datasets and columns that indicators need and that were sent, of all that they need.
    pub sent: Part,
}

impl Part {
    /// The share in percent, 0 to 100; `None` of nothing.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * self.count.min(self.of) as f64 / self.of as f64)
    }
}

impl DataQuality {
    /// The parts with what they are, in the order in which they are shown.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Part); 4] {
        [
            ("ethnicity of staff known", self.known),
            ("rows used", self.used),
            ("rows without an open question", self.clean),
            ("datasets and columns sent", self.sent),
        ]
    }

    /// The score, 0 to 100: the mean of the parts in percent; `None` without any part.
    ///
    /// ```
    /// use wres_domain::{DataQuality, Part};
    ///
    /// let part = |count| Part { count, of: 10 };
    /// let quality = DataQuality { known: part(8), used: part(10), clean: part(9), sent: Part::default() };
    /// assert_eq!(quality.score(), Some(90.0));
    /// ```
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let shares: Vec<f64> = self.parts().iter().filter_map(|(_, part)| part.percent()).collect();
        (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
    }
}
