//! Where the members of a cohort are a year later: a count of every rung before by every rung now.

use super::{
    asked::Asked,
    cells::Grid,
    emit::{Strata, stratum},
};
use crate::plan::UNMAPPED;

/// The dimension of the strata that are transitions: `3>4` is from rung 3 to rung 4.
pub const DIMENSION: &str = "transition";
/// Where those are who are in post no longer.
pub const LEFT: &str = "left";

/// Counts a cohort by rung before and now. Every rung that anybody was on has all its destinations, with everybody who was on
/// it as their base, so that the counts of sites add. Whoever was on no known rung stands under `unmapped`.
pub(crate) fn transitions(asked: &Asked<'_, '_>) -> Strata {
    let ladder = &asked.population.ladder;
    let rungs = ladder.len();
    // The places after the ladder: on no known rung, and gone.
    let (unmapped, gone) = (rungs, rungs + 1);
    let place = |rung: u16| usize::from(rung).min(unmapped);
    let mut grids = vec![Grid::default(); (rungs + 1) * (rungs + 2)];
    let rows = asked.rungs().into_iter().zip(&asked.members.now).zip(&asked.members.pairs);
    for ((before, now), pair) in rows {
        let from = &mut grids[place(before) * (rungs + 2)..][..rungs + 2];
        from.iter_mut().for_each(|grid| grid.at(usize::from(*pair)).base += 1);
        from[now.map_or(gone, place)].at(usize::from(*pair)).cases += 1;
    }
    let name = |place: usize| match ladder.get(place) {
        Some(rung) => rung.as_str(),
        None if place == unmapped => UNMAPPED,
        None => LEFT,
    };
    let named = |(at, grid)| {
        let (origin, to) = (at / (rungs + 2), at % (rungs + 2));
        (stratum(DIMENSION, at + 1, &format!("{}>{}", name(origin), name(to))), grid)
    };
    grids.into_iter().enumerate().map(named).collect()
}
