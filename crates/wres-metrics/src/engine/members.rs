//! Who belongs to a population: one row a member, with ethnicity, service and what counting asks about.

use super::{encode::Table, scene::Scene};
use crate::{
    definition::{Fate, When},
    plan::PopulationNode,
};
use polars::prelude::*;
use wres_domain::{Dataset, Ethnicity, Service};

/// Ethnicity of a member: place in [`Ethnicity::ALL`], never null.
pub(crate) const ETHNICITY: &str = "=ethnicity";
/// Service of a member: place in [`Service::ALL`], never null.
pub(crate) const SERVICE: &str = "=service";
/// Whether a member of a cohort is in post now.
pub(crate) const NOW: &str = "=now";
/// The rung on which a member of a cohort is now.
pub(crate) const RUNG_NOW: &str = "=rung_now";

/// The members of a population; `None` where the dataset it is made of, or the snapshot before, was not sent.
pub(crate) fn members(scene: &Scene<'_>, population: &PopulationNode) -> PolarsResult<Option<DataFrame>> {
    let Some(table) = scene.this.get(&population.dataset) else { return Ok(None) };
    match population.when {
        When::Rows => rows(scene, population, table).map(Some),
        When::Snapshot => snapshot(scene, population, table).map(Some),
        When::InPeriod => in_period(scene, population, table).map(Some),
        When::Cohort => match scene.previous.get(&population.dataset) {
            Some(before) => cohort(scene, population, before, table).map(Some),
            None => Ok(None),
        },
    }
}

/// What became of a member of a cohort, as an expression over its row.
pub(crate) fn fate(scene: &Scene<'_>, population: &PopulationNode, fate: Fate) -> Expr {
    let before = || col(scene.encoded("rung", &population.ladder));
    let now = || col(RUNG_NOW);
    match fate {
        Fate::Remained => col(NOW),
        Fate::Left => col(NOW).not(),
        Fate::Stayed => now().eq(before()),
        Fate::Up => now().gt(before()),
        Fate::Down => now().lt(before()),
    }
    .fill_null(lit(false))
}

fn select(scene: &Scene<'_>, population: &PopulationNode) -> Vec<Expr> {
    let mut out = vec![ethnicity(scene, population.dataset, population.ethnicity.as_deref())];
    out.push(service(scene, population.dataset, population.service));
    out.extend(scene.attributes(population).into_iter().map(col));
    out
}

fn rows(scene: &Scene<'_>, population: &PopulationNode, table: &Table) -> PolarsResult<DataFrame> {
    let passes = scene.terms.all(&population.predicates, population.dataset, &population.ladder, &table.supplied);
    table.frame.clone().lazy().filter(passes).select(select(scene, population)).collect()
}

/// People in post, each at the most senior post: the highest rung, then most hours, then the lowest post.
fn snapshot(scene: &Scene<'_>, population: &PopulationNode, table: &Table) -> PolarsResult<DataFrame> {
    let passes = scene
        .terms
        .all(&population.predicates, population.dataset, &population.ladder, &table.supplied)
        .and(col("person_id").is_not_null());
    let posts = table.frame.clone().lazy().filter(passes).collect()?;
    let several = posts.column("person_id")?.as_materialized_series().n_unique()? < posts.height();
    let mut people = posts.lazy();
    if several {
        let rung = scene.encoded("rung", &population.ladder);
        let order = ["person_id", rung.as_str(), "hours_fte", "post_id", "_file", "_row"];
        let options = SortMultipleOptions::default()
            .with_order_descending_multi([false, true, true, false, false, false])
            .with_nulls_last(true)
            .with_maintain_order(true);
        people = people
            .sort(order, options)
            .unique_stable(Some(by_name(["person_id"], true, false)), UniqueKeepStrategy::First);
    }
    let mut columns = vec![col("person_id")];
    columns.extend(select(scene, population));
    people.select(columns).collect()
}

/// Everyone employed at any time in the period: this snapshot, the one before, and those who left in between. Attributes
/// come from this snapshot, else the one before, else the leaver's own row.
fn in_period(scene: &Scene<'_>, population: &PopulationNode, table: &Table) -> PolarsResult<DataFrame> {
    let now = snapshot(scene, population, table)?;
    let mut parts = vec![now.clone().lazy()];
    let mut ever = vec![table.frame.clone().lazy().select([col("person_id")])];
    if let Some(before) = scene.previous.get(&population.dataset) {
        let people = snapshot(scene, population, before)?;
        parts.push(people.lazy().anti_join(now.clone().lazy(), col("person_id"), col("person_id")));
        ever.push(before.frame.clone().lazy().select([col("person_id")]));
    }
    if let Some(leavers) = scene.this.get(&Dataset::Leavers) {
        // Somebody whose every post in a snapshot lies outside the population left from outside it.
        let ever = concat(ever, UnionArgs::default())?;
        let gone = leaver_rows(scene, leavers)
            .sort(
                ["person_id", "left_on"],
                SortMultipleOptions::default().with_order_descending_multi([false, true]).with_maintain_order(true),
            )
            .unique_stable(Some(by_name(["person_id"], true, false)), UniqueKeepStrategy::First)
            .anti_join(ever, col("person_id"), col("person_id"));
        let mut columns = vec![
            col("person_id"),
            ethnicity(scene, Dataset::Leavers, Some("ethnicity")),
            service(scene, Dataset::Leavers, true),
        ];
        for name in scene.attributes(population) {
            let of = now.column(&name)?.dtype().clone();
            columns.push(lit(NULL).cast(of).alias(name));
        }
        parts.push(gone.select(columns));
    }
    concat(parts, UnionArgs::default())?.collect()
}

/// Rows of those who left in the period; moving within the organisation is not leaving.
pub(crate) fn leaver_rows(scene: &Scene<'_>, leavers: &Table) -> LazyFrame {
    let (from, until) = scene.terms.window();
    let internal = scene.terms.vocabulary.number(Dataset::Leavers, "reason", "internal_move");
    let moved = internal.map_or_else(|| lit(false), |number| col("reason").eq(lit(number)).fill_null(lit(false)));
    let inside = col("left_on").gt_eq(lit(from)).and(col("left_on").lt(lit(until))).fill_null(lit(false));
    leavers.frame.clone().lazy().filter(inside.and(moved.not()).and(col("person_id").is_not_null()))
}

/// People in post a year before, with where they are now.
fn cohort(scene: &Scene<'_>, population: &PopulationNode, before: &Table, now: &Table) -> PolarsResult<DataFrame> {
    let rung = scene.encoded("rung", &population.ladder);
    let mut bare = population.clone();
    bare.attributes = std::iter::once("rung".to_owned()).collect();
    let today =
        snapshot(scene, &bare, now)?.lazy().select([col("person_id"), lit(true).alias(NOW), col(rung).alias(RUNG_NOW)]);
    snapshot(scene, population, before)?
        .lazy()
        .left_join(today, col("person_id"), col("person_id"))
        .with_column(col(NOW).fill_null(lit(false)))
        .collect()
}

fn ethnicity(scene: &Scene<'_>, dataset: Dataset, column: Option<&str>) -> Expr {
    let place =
        |ethnicity: Ethnicity| Ethnicity::ALL.iter().zip(0_u16..).find(|(e, _)| **e == ethnicity).map_or(0, |(_, n)| n);
    let Some(column) = column else {
        return lit(place(Ethnicity::UnknownNotAsked)).cast(DataType::UInt16).alias(ETHNICITY);
    };
    // The list of ethnicities is in the order of `Ethnicity::ALL`; a code beyond it is one that nobody mapped.
    let beyond = u16::try_from(scene.terms.vocabulary.codes(dataset, column).len()).unwrap_or(u16::MAX);
    when(col(column).is_null())
        .then(lit(place(Ethnicity::UnknownBlank)))
        .when(col(column).gt_eq(lit(beyond)))
        .then(lit(place(Ethnicity::UnknownUnmapped)))
        .otherwise(col(column))
        .cast(DataType::UInt16)
        .alias(ETHNICITY)
}

fn service(scene: &Scene<'_>, dataset: Dataset, has: bool) -> Expr {
    let other = Service::ALL.iter().zip(0_u16..).find(|(s, _)| **s == Service::Other).map_or(0, |(_, n)| n);
    let mut out = lit(other);
    if has {
        for (service, place) in Service::ALL.into_iter().zip(0_u16..) {
            if let Some(number) = scene.terms.vocabulary.number(dataset, "service", service.code()) {
                out = when(col("service").eq(lit(number)).fill_null(lit(false))).then(lit(place)).otherwise(out);
            }
        }
    }
    // A literal of 16 bits becomes a wider number on its way through `when`.
    out.cast(DataType::UInt16).alias(SERVICE)
}
