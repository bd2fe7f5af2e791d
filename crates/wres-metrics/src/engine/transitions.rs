//! Where the members of a cohort are a year later: a count of every rung before by every rung now.

use super::{
    emit::stratum,
    members::{ETHNICITY, NOW, RUNG_NOW, SERVICE},
    scene::Scene,
    survival::Months,
    tally::{Cases, places},
};
use crate::plan::{PopulationNode, UNMAPPED};
use polars::prelude::*;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Service};

/// The dimension of the strata: `3>4` is from rung 3 to rung 4.
pub(crate) const DIMENSION: &str = "transition";
/// Where those are who are in post no longer.
pub(crate) const LEFT: &str = "left";

/// People of one service and ethnic group who were on one rung.
type From = (Service, Ethnicity, usize);

/// Counts a cohort by rung before and now. Every rung that anybody was on has all its destinations, with everybody who was on
/// it as their base, so that the counts of sites add. Whoever was on no known rung stands under `unmapped`.
pub(crate) fn transitions(scene: &Scene<'_>, population: &PopulationNode, members: &DataFrame) -> PolarsResult<Months> {
    let before = scene.encoded("rung", &population.ladder);
    let rungs = population.ladder.len();
    let grouped = members
        .clone()
        .lazy()
        .group_by([col(SERVICE), col(ETHNICITY), col(before.as_str()), col(NOW), col(RUNG_NOW)])
        .agg([len().cast(DataType::UInt64).alias("=people")])
        .collect()?;
    let place = |column: &str| -> PolarsResult<Vec<usize>> {
        let known = grouped.column(column)?.u16()?.iter().map(|rung| rung.map_or(rungs, usize::from).min(rungs));
        Ok(known.collect())
    };
    let (origins, now_on) = (place(&before)?, place(RUNG_NOW)?);
    let still = grouped.column(NOW)?.bool()?;
    let people = grouped.column("=people")?.u64()?;
    let mut bases: BTreeMap<From, u64> = BTreeMap::new();
    let mut cases: BTreeMap<(From, usize), u64> = BTreeMap::new();
    let rows = places(&grouped)?.into_iter().zip(origins).zip(now_on).zip(still.iter().zip(people.iter()));
    for ((((service, ethnicity), origin), now), (still, people)) in rows {
        let from = (service, ethnicity, origin);
        // The places after the ladder: on no known rung, and gone.
        let to = if still == Some(true) { now } else { rungs + 1 };
        *bases.entry(from).or_default() += people.unwrap_or(0);
        *cases.entry((from, to)).or_default() += people.unwrap_or(0);
    }
    let name = |place: usize| match population.ladder.get(place) {
        Some(rung) => rung.as_str(),
        None if place == rungs => UNMAPPED,
        None => LEFT,
    };
    let mut out = Months::new();
    for (from, base) in bases {
        let (service, ethnicity, origin) = from;
        for to in 0..rungs + 2 {
            let order = origin * (rungs + 2) + to + 1;
            let place = stratum(DIMENSION, order, &format!("{}>{}", name(origin), name(to)));
            let cell = out.entry(service).or_default().entry(place).or_default().entry(ethnicity).or_default();
            *cell = Cases { cases: cases.get(&(from, to)).copied().unwrap_or(0), base };
        }
    }
    Ok(out)
}
