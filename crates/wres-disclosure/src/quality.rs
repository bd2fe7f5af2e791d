//! How good the data of each site are, for everybody.

use crate::{audience::Audience, policy::Policy, released::Released};
use serde::{Deserialize, Serialize};
use wres_domain::{AbsentReason, Cell, DataQuality, HiddenReason, Part, SiteId, nearest_multiple};

/// Percentages are shown in steps of this many points, so that no number of rows can be worked out from them.
const STEP: u64 = 5;

/// One part of the score of one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityPart {
    /// What it is.
    pub name: String,
    /// Its share in percent, in steps of five points.
    pub percent: Cell<u64>,
}

/// The quality of one site's data in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteQuality {
    /// The site.
    pub site: SiteId,
    /// Label of the period.
    pub period: String,
    /// The mean of the parts, in percent and in steps of five points; hidden if a part is.
    pub score: Cell<u64>,
    /// The parts.
    pub parts: Vec<QualityPart>,
}

/// The quality of all sites' data, in the order in which it was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QualitySummary {
    /// Each site in each period.
    pub sites: Vec<SiteQuality>,
}

/// The quality of each site's data, for everybody. A percentage of rows is hidden where a step of it would be a number of rows
/// small enough to be hidden; others are rounded to whole steps, and the score is the mean of what is shown.
#[must_use]
pub fn summarise_quality(quality: &[(SiteId, String, DataQuality)], policy: &Policy) -> Released<QualitySummary> {
    let sites = quality
        .iter()
        .map(|(site, period, quality)| {
            let parts: Vec<QualityPart> = quality
                .parts()
                .into_iter()
                .zip([true, true, true, false])
                .map(|((name, part), rows)| {
                    // Datasets and columns are not people.
                    let percent = if rows { of_rows(part, policy) } else { rounded(part) };
                    QualityPart { name: name.to_owned(), percent }
                })
                .collect();
            SiteQuality { site: site.clone(), period: period.clone(), score: mean(&parts), parts }
        })
        .collect();
    Released::new(QualitySummary { sites }, Audience::Public)
}

fn of_rows(part: Part, policy: &Policy) -> Cell<u64> {
    let step = part.of / (100 / STEP);
    if part.of > 0 && policy.hides() && (step == 0 || policy.is_small(step)) {
        return Cell::Hidden(HiddenReason::Confidential);
    }
    rounded(part)
}

fn rounded(part: Part) -> Cell<u64> {
    match part.percent() {
        // A percentage is at most 100.
        Some(percent) => Cell::Value(nearest_multiple(percent.round() as u64, STEP)),
        None => Cell::Absent(AbsentReason::NoDataset),
    }
}

fn mean(parts: &[QualityPart]) -> Cell<u64> {
    let hidden = |part: &QualityPart| matches!(part.percent, Cell::Hidden(_));
    if parts.iter().any(hidden) {
        return Cell::Hidden(HiddenReason::Confidential);
    }
    let shown: Vec<u64> = parts.iter().filter_map(|part| part.percent.value().copied()).collect();
    match u64::try_from(shown.len()) {
        Ok(count) if count > 0 => Cell::Value(nearest_multiple(shown.iter().sum::<u64>() / count, STEP)),
        _ => Cell::Absent(AbsentReason::NoDataset),
    }
}

#[cfg(test)]
mod tests {
    use super::summarise_quality;
    use crate::policy::Policy;
    use wres_domain::{AbsentReason, Cell, DataQuality, Part, SiteId};

    fn percents(quality: DataQuality) -> (Cell<u64>, Vec<Cell<u64>>) {
        let site = SiteId::new("A1").unwrap();
        let released = summarise_quality(&[(site, "2024-25".into(), quality)], &Policy::default());
        let one = released.get().sites[0].clone();
        (one.score, one.parts.iter().map(|part| part.percent).collect())
    }

    #[test]
    fn no_number_of_rows_can_be_worked_out_from_a_percentage() {
        let part = |count, of| Part { count, of };
        let sent = part(11, 11);
        let large = |known| DataQuality {
            known: part(known, 4_000),
            used: part(4_000, 4_000),
            clean: part(3_900, 4_000),
            sent,
        };
        // One person more or fewer does not show.
        assert_eq!(percents(large(3_761)), percents(large(3_762)));
        assert_eq!(percents(large(3_800)).1, [95, 100, 100, 100].map(Cell::Value));
        let small = DataQuality { known: part(39, 40), used: part(40, 40), clean: part(40, 40), sent: part(9, 11) };
        let (score, parts) = percents(small);
        assert!(matches!(score, Cell::Hidden(_)) && parts[..3].iter().all(|part| matches!(part, Cell::Hidden(_))));
        assert_eq!(parts[3], Cell::Value(80));
    }

    #[test]
    fn a_site_that_sent_nothing_has_no_score() {
        assert_eq!(percents(DataQuality::default()).0, Cell::Absent(AbsentReason::NoDataset));
    }
}
