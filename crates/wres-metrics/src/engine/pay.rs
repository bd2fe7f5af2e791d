//! People by distinct pay value: exact means, medians and quarters come from these.

use super::{
    emit::Spot,
    members::{ETHNICITY, SERVICE},
};
use crate::plan::CountNode;
use polars::prelude::*;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, PayCell, PayRow, Service, ServiceScope};

/// Hours in hundredths of a full-time post.
const HOURS: &str = "hours_fte";

/// Sums a column by service and ethnicity. What is not known adds nothing.
pub(crate) fn sum(
    members: &DataFrame,
    column: &str,
    at_risk: Expr,
) -> PolarsResult<BTreeMap<(Service, Ethnicity), u64>> {
    let grouped = members
        .clone()
        .lazy()
        .filter(at_risk)
        .group_by([col(SERVICE), col(ETHNICITY)])
        .agg([when(col(column).gt(lit(0_i64))).then(col(column)).otherwise(lit(0_i64)).sum().alias("=sum")])
        .collect()?;
    let (services, ethnicities) = (grouped.column(SERVICE)?.u16()?, grouped.column(ETHNICITY)?.u16()?);
    let sums = grouped.column("=sum")?.i64()?;
    let mut out = BTreeMap::new();
    for ((service, ethnicity), sum) in services.iter().zip(ethnicities.iter()).zip(sums.iter()) {
        let service = service.and_then(|n| Service::ALL.get(usize::from(n)).copied()).unwrap_or(Service::Other);
        let ethnicity = ethnicity.and_then(|n| Ethnicity::ALL.get(usize::from(n)).copied());
        let sum = u64::try_from(sum.unwrap_or(0)).unwrap_or(0);
        *out.entry((service, ethnicity.unwrap_or(Ethnicity::UnknownUnmapped))).or_default() += sum;
    }
    Ok(out)
}

/// Counts people by pay, service, rung and hours. `at_risk` is an expression over members' rows.
pub(crate) fn pay(
    spot: Spot<'_>,
    count: &CountNode,
    members: &DataFrame,
    (column, rung): (&str, &str),
    at_risk: Expr,
    services_known: bool,
) -> PolarsResult<Vec<PayRow>> {
    let has = |name: &str| members.get_column_index(name).is_some();
    let known = |name: &str, kind: DataType| if has(name) { col(name) } else { lit(NULL).cast(kind).alias(name) };
    let grouped = members
        .clone()
        .lazy()
        .filter(at_risk.and(col(column).is_not_null()))
        .select([
            col(SERVICE),
            col(ETHNICITY),
            col(column),
            known(rung, DataType::UInt16),
            known(HOURS, DataType::Int64),
        ])
        .group_by([col(SERVICE), col(ETHNICITY), col(column), col(rung), col(HOURS)])
        .agg([len().cast(DataType::UInt64).alias("=people")])
        .collect()?;
    let (services, ethnicities) = (grouped.column(SERVICE)?.u16()?, grouped.column(ETHNICITY)?.u16()?);
    let (pence, people) = (grouped.column(column)?.i64()?, grouped.column("=people")?.u64()?);
    let (rungs, hours) = (grouped.column(rung)?.u16()?, grouped.column(HOURS)?.i64()?);
    let told = services_known && !count.services.is_empty();
    let place = spot.whole(&count.indicator, ServiceScope::Together);
    let mut cells: BTreeMap<Ethnicity, Vec<PayCell>> = BTreeMap::new();
    let who = services.iter().zip(ethnicities.iter());
    let what = pence.iter().zip(rungs.iter()).zip(hours.iter()).zip(people.iter());
    for ((service, ethnicity), (((pence, rung), hours), people)) in who.zip(what) {
        let (Some(pence), Some(people)) = (pence, people) else { continue };
        let service = service.and_then(|n| Service::ALL.get(usize::from(n)).copied()).unwrap_or(Service::Other);
        let ethnicity = ethnicity.and_then(|n| Ethnicity::ALL.get(usize::from(n)).copied());
        let hours = hours.and_then(|hours| u16::try_from(hours).ok());
        let cell = PayCell { pence, service: told.then_some(service), rung, hours, people };
        cells.entry(ethnicity.unwrap_or(Ethnicity::UnknownUnmapped)).or_default().push(cell);
    }
    let rows = cells.into_iter().map(|(ethnicity, mut cells)| {
        cells.sort_unstable();
        PayRow { place: place.clone(), ethnicity, cells }
    });
    Ok(rows.collect())
}
