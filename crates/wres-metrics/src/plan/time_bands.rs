//! Bands of months of service, or of days of waiting.

use crate::definition::{Indicator, Kind};

/// Bands of units of time: within a band everybody is taken to leave, or to be answered, at the same rate.
///
/// A band's base is the units of time that anybody was at risk in it, so wider bands have larger counts, of which fewer must be
/// hidden, and lose where in the band something happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeBands {
    /// Where bands begin; the first begins at 0.
    starts: Vec<u32>,
    /// Where the last one ends; `None` where it has no end.
    end: Option<u32>,
}

impl TimeBands {
    /// Bands with these beginnings; `None` unless they rise from 0 to before the end.
    pub fn new(starts: &[u32], end: Option<u32>) -> Option<Self> {
        let rises = starts.first() == Some(&0) && starts.windows(2).all(|pair| pair[0] < pair[1]);
        let ends = end.is_none_or(|end| starts.last().is_some_and(|last| *last < end));
        // Codes have four digits, so that they sort as their numbers do.
        let fits = starts.last().is_some_and(|last| *last < 10_000);
        (rises && ends && fits).then(|| Self { starts: starts.to_vec(), end })
    }

    /// The bands of an indicator that is counted by time.
    pub fn of(indicator: &Indicator) -> Option<Self> {
        let end = match indicator.kind {
            Kind::Survival => None,
            Kind::Waiting => Some(indicator.case.as_ref()?.filters.first()?.within_days?.checked_add(1)?),
            _ => return None,
        };
        Self::new(&indicator.time_bands, end)
    }

    /// The place of the band that a unit lies in.
    pub fn place(&self, unit: u32) -> Option<usize> {
        let place = self.starts.partition_point(|start| *start <= unit).checked_sub(1)?;
        self.end.is_none_or(|end| unit < end).then_some(place)
    }

    /// Edges of the bands that have an end.
    pub fn edges(&self) -> Vec<u32> {
        self.starts.iter().copied().chain(self.end).collect()
    }

    /// How many bands there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no band.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// First and last unit of the band at a place; `None` for the last where the band has no end.
    pub fn units(&self, place: usize) -> Option<(u32, Option<u32>)> {
        let from = *self.starts.get(place)?;
        let end = self.starts.get(place + 1).copied().or(self.end);
        Some((from, end.map(|end| end - 1)))
    }

    /// The code of the band at a place: `0006-0011`, `0003`, `0120+`.
    pub fn code(&self, place: usize) -> String {
        match self.units(place) {
            Some((from, Some(last))) if from == last => format!("{from:04}"),
            Some((from, Some(last))) => format!("{from:04}-{last:04}"),
            Some((from, None)) => format!("{from:04}+"),
            None => String::new(),
        }
    }
}

impl std::fmt::Display for TimeBands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let codes: Vec<String> = (0..self.len()).map(|place| self.code(place)).collect();
        f.write_str(&codes.join(" | "))
    }
}

#[cfg(test)]
mod tests {
    use super::TimeBands;

    #[test]
    fn every_unit_lies_in_the_band_whose_code_says_so() {
        let open = TimeBands::new(&[0, 1, 6, 12], None).unwrap();
        assert_eq!([0, 1, 5, 6, 11, 12, 700].map(|unit| open.place(unit).unwrap()), [0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(open.to_string(), "0000 | 0001-0005 | 0006-0011 | 0012+");
        assert_eq!(open.edges(), [0, 1, 6, 12]);
        let closed = TimeBands::new(&[0, 1, 3], Some(31)).unwrap();
        assert_eq!((closed.place(30), closed.place(31)), (Some(2), None));
        assert_eq!(closed.code(2), "0003-0030");
        assert_eq!(closed.edges(), [0, 1, 3, 31]);
    }

    #[test]
    fn bands_rise_from_nothing() {
        for bad in [&[][..], &[1, 2], &[0, 0], &[0, 5, 3], &[0, 31]] {
            assert!(TimeBands::new(bad, Some(31)).is_none(), "{bad:?}");
        }
    }
}
