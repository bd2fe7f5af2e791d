//! People by distinct pay value: exact means, medians and quarters come from these.

use super::{
    emit::{Spot, service_scopes},
    members::{ETHNICITY, SERVICE},
};
use crate::plan::CountNode;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Ethnicity, PayRow, Service, ServiceScope};

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

/// Counts people by pay, for all services together and for each. `at_risk` is an expression over members' rows.
pub(crate) fn pay(
    spot: Spot<'_>,
    count: &CountNode,
    members: &DataFrame,
    column: &str,
    at_risk: Expr,
    services_known: bool,
) -> PolarsResult<Vec<PayRow>> {
    let grouped = members
        .clone()
        .lazy()
        .filter(at_risk.and(col(column).is_not_null()))
        .group_by([col(SERVICE), col(ETHNICITY), col(column)])
        .agg([len().cast(DataType::UInt64).alias("=people")])
        .collect()?;
    let (services, ethnicities) = (grouped.column(SERVICE)?.u16()?, grouped.column(ETHNICITY)?.u16()?);
    let (pence, people) = (grouped.column(column)?.i64()?, grouped.column("=people")?.u64()?);
    let mut cells: BTreeMap<(ServiceScope, Ethnicity, i64), u64> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (((service, ethnicity), pence), people) in
        services.iter().zip(ethnicities.iter()).zip(pence.iter()).zip(people.iter())
    {
        let (Some(pence), Some(people)) = (pence, people) else { continue };
        let service = service.and_then(|n| Service::ALL.get(usize::from(n)).copied()).unwrap_or(Service::Other);
        let ethnicity = ethnicity.and_then(|n| Ethnicity::ALL.get(usize::from(n)).copied());
        let ethnicity = ethnicity.unwrap_or(Ethnicity::UnknownUnmapped);
        *cells.entry((ServiceScope::Together, ethnicity, pence)).or_default() += people;
        if services_known && !count.services.is_empty() {
            seen.insert(service);
            *cells.entry((ServiceScope::Only(service), ethnicity, pence)).or_default() += people;
        }
    }
    let scopes = service_scopes(count, seen);
    let rows = cells.into_iter().filter(|((scope, _, _), _)| scopes.contains(scope));
    Ok(rows
        .map(|((scope, ethnicity, pence), people)| PayRow {
            place: spot.whole(&count.indicator, scope),
            ethnicity,
            pence,
            people,
        })
        .collect())
}
