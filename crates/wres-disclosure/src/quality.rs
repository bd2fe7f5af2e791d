//! How good the data of each site are, for everybody.

use crate::{audience::Audience, policy::Policy, released::Released};
use serde::{Deserialize, Serialize};
use wres_domain::{AbsentReason, Cell, DataQuality, HiddenReason, Part, SiteId, nearest_multiple};

/// Percentages of rows are shown in steps of so many points, the finest that is coarse enough.
const STEPS: [u64; 2] = [1, 5];

/// One part of the score of one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityPart {
    /// What it is.
    pub name: String,
    /// Its share in percent: whole, or in steps of five points where the rows are few.
    pub percent: Cell<u64>,
}

/// The quality of one site's data in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteQuality {
    /// The site.
    pub site: SiteId,
    /// Label of the period.
    pub period: String,
    /// The mean of the parts as they are shown, in whole percent; hidden if a part is.
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

/// The quality of each site's data, for everybody.
///
/// The parts are about rows of files, and a row of staff is nearly a person. So a percentage is rounded to steps so coarse that
/// no number of rows that a step holds is small enough to be hidden, and hidden where even five points are not coarse enough.
/// At 0% and at 100% a step is only half as wide as elsewhere, so it is half a step that must hold enough. The score is the mean
/// of what is shown, and tells nothing more.
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
                    let percent = if rows { of_rows(part, policy) } else { rounded(part, 1) };
                    QualityPart { name: name.to_owned(), percent }
                })
                .collect();
            SiteQuality { site: site.clone(), period: period.clone(), score: mean(&parts), parts }
        })
        .collect();
    Released::new(QualitySummary { sites }, Audience::Public)
}

fn of_rows(part: Part, policy: &Policy) -> Cell<u64> {
    if part.of == 0 {
        return rounded(part, 1);
    }
    let coarse_enough = |step: &u64| {
        let half = part.of.saturating_mul(*step) / 200;
        !policy.hides() || (half > 0 && !policy.is_small(half))
    };
    match STEPS.into_iter().find(coarse_enough) {
        Some(step) => rounded(part, step),
        None => Cell::Hidden(HiddenReason::TooFewPeople),
    }
}

fn rounded(part: Part, step: u64) -> Cell<u64> {
    match part.percent() {
        // A percentage is at most 100.
        Some(percent) => Cell::Value(nearest_multiple(percent.round() as u64, step)),
        None => Cell::Absent(AbsentReason::NoDataset),
    }
}

fn mean(parts: &[QualityPart]) -> Cell<u64> {
    let hidden = |part: &QualityPart| matches!(part.percent, Cell::Hidden(_));
    if parts.iter().any(hidden) {
        return Cell::Hidden(HiddenReason::TooFewPeople);
    }
    let shown: Vec<u64> = parts.iter().filter_map(|part| part.percent.value().copied()).collect();
    match u64::try_from(shown.len()) {
        Ok(count) if count > 0 => Cell::Value((2 * shown.iter().sum::<u64>() + count) / (2 * count)),
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

    fn staff(known: u64, of: u64) -> DataQuality {
        let part = |count, of| Part { count, of };
        DataQuality { known: part(known, of), used: part(of, of), clean: part(of * 39 / 40, of), sent: part(9, 11) }
    }

    #[test]
    fn no_number_of_rows_can_be_worked_out_from_a_percentage() {
        // One person more or fewer does not show.
        assert_eq!(percents(staff(3_761, 4_000)), percents(staff(3_762, 4_000)));
        assert_eq!(percents(staff(3_761, 4_000)).1, [94, 100, 98, 82].map(Cell::Value));
        assert_eq!(percents(staff(3_761, 4_000)).0, Cell::Value(94));
        let (score, parts) = percents(staff(39, 40));
        assert!(matches!(score, Cell::Hidden(_)) && parts[..3].iter().all(|part| matches!(part, Cell::Hidden(_))));
        assert_eq!(parts[3], Cell::Value(82));
    }

    #[test]
    fn whoever_knows_how_many_rows_there_are_is_left_with_more_numbers_than_are_hidden() {
        let hidden_up_to = 9;
        for of in [399, 400, 401, 700, 1_999, 2_000, 2_001, 5_000] {
            let mut alike = std::collections::BTreeMap::new();
            for known in 0..=of {
                if let Cell::Value(percent) = percents(staff(known, of)).1[0] {
                    *alike.entry(percent).or_insert(0_u64) += 1;
                }
            }
            assert!(alike.values().all(|numbers| *numbers > hidden_up_to), "{of}: {alike:?}");
            // Finer where there are more rows, and not at all where there are few.
            let shown = match of {
                0..400 => 0,
                400..2_000 => 21,
                _ => 101,
            };
            assert_eq!(alike.len(), shown, "{of}");
        }
    }

    #[test]
    fn a_site_that_sent_nothing_has_no_score() {
        assert_eq!(percents(DataQuality::default()).0, Cell::Absent(AbsentReason::NoDataset));
    }
}
