//! The narrow waist: additive counts, and nothing about people.

use crate::{
    cell::Cell,
    ethnicity::Ethnicity,
    grouping::{Group, Grouping},
    identity::{IndicatorId, Stratum},
    site::{Scope, ServiceScope},
};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use std::{cmp::Ordering, sync::Arc};
use wres_disparity::{Base, Binomial, Count};

/// Where a count belongs, apart from the group. A table has millions of rows and some ten thousand places: rows share theirs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The label of the period.
    pub period: String,
    /// One site, a region, or all.
    pub scope: Scope,
    /// The services covered.
    pub service: ServiceScope,
    /// The stratum.
    pub stratum: Stratum,
}

/// Cases and base of one canonical ethnic group in one place. Rows of the same place and group add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// Where.
    pub place: Arc<Place>,
    /// Which people.
    pub ethnicity: Ethnicity,
    /// Cases out of base; `Absent` where the site did not supply what it takes.
    pub binomial: Cell<Binomial>,
}

/// The counts of a run, by canonical ethnic group: sorted by place and group, one row for each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CountTable {
    /// The rows. Those of one place share it.
    #[serde(deserialize_with = "read_sharing")]
    pub rows: Vec<CountRow>,
}

/// Cases and base of one group of a grouping in one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupCount {
    /// Where.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Cases.
    pub cases: Cell<Count>,
    /// Base.
    pub base: Cell<Base>,
}

/// The counts of a run by group: what disclosure protects and estimates are made from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupTable {
    /// The rows, sorted by place, grouping and group; all groups of a place and grouping stand together.
    pub rows: Vec<GroupCount>,
}

/// Names of the values of a dimension from low to high, such as the rungs of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RungOrder {
    /// The dimension.
    pub dimension: String,
    /// Code and label, low to high.
    pub values: Vec<(String, String)>,
}

impl Place {
    /// Its columns in every table: indicator, period, kind of scope, scope, service, dimension and value of the stratum.
    #[must_use]
    pub fn columns(&self) -> [&str; 7] {
        let Self { indicator, period, scope, service, stratum } = self;
        [&indicator.0, period, scope.kind(), scope.code(), service.code(), &stratum.dimension, &stratum.value]
    }

    /// The order of places, at once where they are the same one.
    #[must_use]
    fn order(self: &Arc<Self>, other: &Arc<Self>) -> Ordering {
        if Arc::ptr_eq(self, other) { Ordering::Equal } else { self.cmp(other) }
    }
}

impl CountRow {
    /// Adds the counts of a row of the same place and group.
    ///
    /// Counts add; `Absent` gives way to a count (a region has what any of its sites has) and otherwise stays, of two reasons
    /// the one that [`crate::AbsentReason`] names first.
    pub fn add(&mut self, other: &Self) {
        self.binomial = add(self.binomial, other.binomial);
    }
}

impl CountTable {
    /// Brings rows into order and adds those of the same place and group ([`CountRow::add`]).
    #[must_use]
    pub fn from_rows(mut rows: Vec<CountRow>) -> Self {
        rows.par_sort_by(|a, b| a.place.order(&b.place).then(a.ethnicity.cmp(&b.ethnicity)));
        rows.dedup_by(|row, last| {
            let same = last.place == row.place && last.ethnicity == row.ethnicity;
            if same {
                last.add(row);
            }
            same
        });
        share_places(&mut rows);
        Self { rows }
    }

    /// The rows of each place, in the order of the table.
    pub fn places(&self) -> impl Iterator<Item = &[CountRow]> {
        self.rows.chunk_by(|a, b| a.place == b.place)
    }
}

/// Lets rows of one place that follow one another share it.
fn share_places(rows: &mut [CountRow]) {
    for place in rows.chunk_by_mut(|a, b| a.place == b.place) {
        let (first, others) = place.split_at_mut(1);
        for row in others {
            row.place = Arc::clone(&first[0].place);
        }
    }
}

/// Reads rows, of which each was written with a place of its own.
fn read_sharing<'de, D: Deserializer<'de>>(rows: D) -> Result<Vec<CountRow>, D::Error> {
    let mut rows = Vec::deserialize(rows)?;
    share_places(&mut rows);
    Ok(rows)
}

pub(crate) fn add(left: Cell<Binomial>, right: Cell<Binomial>) -> Cell<Binomial> {
    match (left, right) {
        (Cell::Value(a), Cell::Value(b)) => {
            let cases = a.cases().0.saturating_add(b.cases().0);
            let base = a.base().0.saturating_add(b.base().0);
            // Both parts have cases <= base, and saturation keeps the order.
            Cell::from(Binomial::new(Count(cases), Base(base)))
        }
        (Cell::Value(value), _) | (_, Cell::Value(value)) => Cell::Value(value),
        // Of two reasons the first in their order, so that the order of what is added does not matter.
        (Cell::Absent(a), Cell::Absent(b)) => Cell::Absent(a.min(b)),
        (other, _) => other,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{CountRow, CountTable, Place};
    use crate::*;
    use std::sync::Arc;
    use wres_disparity::{Base, Binomial};

    /// A row of one place, the same for all.
    pub(crate) fn row(ethnicity: Ethnicity, cases: u64, base: u64) -> CountRow {
        let place = Arc::new(Place {
            indicator: IndicatorId("x-1".into()),
            period: "2024-25".into(),
            scope: Scope::All,
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        });
        CountRow { place, ethnicity, binomial: Cell::Value(Binomial::of(cases, base).unwrap()) }
    }

    #[test]
    fn rows_of_the_same_place_and_group_add() {
        let table = CountTable::from_rows(vec![row(Ethnicity::WhiteIrish, 1, 5), row(Ethnicity::WhiteIrish, 2, 6)]);
        assert_eq!(table.rows, vec![row(Ethnicity::WhiteIrish, 3, 11)]);
    }

    #[test]
    fn a_shared_place_is_written_like_one_of_its_own() {
        let rows = vec![row(Ethnicity::WhiteIrish, 1, 5), row(Ethnicity::AsianIndian, 2, 5)];
        let (apart, table) = (rows.clone(), CountTable::from_rows(rows));
        assert!(
            Arc::ptr_eq(&table.rows[0].place, &table.rows[1].place) && !Arc::ptr_eq(&apart[0].place, &apart[1].place)
        );
        let text = serde_json::to_string(&table).unwrap();
        let place = r#""place":{"indicator":"x-1","period":"2024-25","scope":"all","service":"together","stratum":{"dimension":"","order":0,"value":""}}"#;
        let count = |cases: u64| format!(r#""binomial":{{"state":"value","value":{{"cases":{cases},"base":5}}}}"#);
        let (indian, irish) = (count(2), count(1));
        let rows =
            format!(r#"{{{place},"ethnicity":"asian_indian",{indian}}},{{{place},"ethnicity":"white_irish",{irish}}}"#);
        assert_eq!(text, format!(r#"{{"rows":[{rows}]}}"#));
        let read: CountTable = serde_json::from_str(&text).unwrap();
        assert_eq!(read, table);
        assert!(Arc::ptr_eq(&read.rows[0].place, &read.rows[1].place));
    }

    #[test]
    fn what_no_site_supplied_stays_absent() {
        let mut absent = row(Ethnicity::WhiteIrish, 0, 0);
        absent.binomial = Cell::Absent(AbsentReason::NoDataset);
        let groups = CountTable::from_rows(vec![absent.clone()]).group(&[Grouping::Binary]);
        assert!(groups.rows.iter().all(|r| r.base == Cell::Absent(AbsentReason::NoDataset)));
        let both = CountTable::from_rows(vec![absent, row(Ethnicity::WhiteIrish, 1, 2)]);
        assert_eq!(both.rows[0].binomial.value().map(|b| b.base()), Some(Base(2)));
    }
}
