//! Plants defects of any kind.

use super::{answers, events, incidents, kind::Defect, people, world::World, years};
use crate::{random::Random, table::Extract};
use wres_domain::{Dataset, Period};

/// A purpose that no stream of the simulation has.
const DEFECTS: u64 = 2_000;

/// Plants `k` defects of a kind in clean tables of the last of the extracts (for one kind, in the one before it), and
/// returns the rows of the defect's dataset in which they can be found, ascending, the first row being 0. People who
/// vanished have no row: for them the rows that they had.
///
/// Fewer than `k` are planted where there are not enough rows about which nothing else could be said; none without an
/// extract.
///
/// ```
/// use wres_domain::Dataset;
/// use wres_synth::{Defect, Plan, Value, plant};
///
/// let plan = Plan::clean(1, 800);
/// let mut extracts = plan.tables(7, 0).unwrap_or_default();
/// let rows = plant(&mut extracts, &plan.periods[1], Defect::FteAboveOne, 3, 7);
/// let staff = extracts[1].table(Dataset::Staff).unwrap();
/// assert_eq!(rows.len(), 3);
/// assert!(rows.iter().all(|&row| staff.get(row, "hours_fte") == Value::Hundredths(110)));
/// ```
pub fn plant(extracts: &mut [Extract], period: &Period, defect: Defect, k: usize, seed: u64) -> Vec<usize> {
    let Some((now, before)) = extracts.split_last_mut() else { return Vec::new() };
    let random = Random::stream(seed, &[DEFECTS]);
    let mut world = World::new(before.last_mut(), now, (period.from.number(), period.snapshot.number()), random);
    let mut rows = match defect.dataset() {
        _ if answers::is_mine(defect) => answers::plant(&mut world, defect, k),
        Dataset::Staff => {
            let rows = people::plant(&mut world, defect, k);
            if rows.is_empty() { years::plant(&mut world, defect, k) } else { rows }
        }
        Dataset::Incidents => incidents::plant(&mut world, defect, k),
        _ => events::plant(&mut world, defect, k),
    };
    rows.sort_unstable();
    rows
}
