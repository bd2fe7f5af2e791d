//! The counts of one indicator in one place and grouping, by stratum and group.

use crate::outcomes::counts;
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{
    AbsentReason, Binomial, Cell, Group, GroupCount, GroupTable, Grouping, IndicatorId, Place, Scope, ServiceScope,
    Stratum,
};

type Key<'a> = (&'a IndicatorId, &'a str, &'a Scope, ServiceScope, Grouping);

/// All panels that figures need.
pub(super) struct Panels<'a>(BTreeMap<Key<'a>, Panel<'a>>);

/// The counts of one indicator in one place and grouping.
pub(super) struct Panel<'a> {
    pub(super) place: &'a Place,
    pub(super) grouping: Grouping,
    strata: Vec<(&'a Stratum, &'a [GroupCount])>,
}

/// The panels of the indicators that are needed.
pub(super) fn panels<'a>(groups: &'a GroupTable, needed: &BTreeSet<IndicatorId>, groupings: &[Grouping]) -> Panels<'a> {
    let mut out: BTreeMap<Key<'a>, Panel<'a>> = BTreeMap::new();
    for rows in groups.rows.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping) {
        let (place, grouping) = (&rows[0].place, rows[0].grouping);
        if !groupings.contains(&grouping) || !needed.contains(&place.indicator) {
            continue;
        }
        let key = (&place.indicator, place.period.as_str(), &place.scope, place.service, grouping);
        let panel = out.entry(key).or_insert_with(|| Panel { place, grouping, strata: Vec::new() });
        panel.strata.push((&place.stratum, rows));
    }
    Panels(out)
}

impl<'a> Panels<'a> {
    /// The panels of an indicator.
    pub(super) fn of<'p>(&'p self, indicator: &'p IndicatorId) -> impl Iterator<Item = &'p Panel<'a>> {
        self.0.values().filter(move |panel| panel.place.indicator == *indicator)
    }

    /// The panel of another indicator in the same place.
    pub(super) fn beside<'p>(&'p self, panel: &'p Panel<'_>, indicator: &'p IndicatorId) -> Option<&'p Panel<'p>> {
        let place = panel.place;
        self.0.get(&(indicator, place.period.as_str(), &place.scope, place.service, panel.grouping))
    }
}

impl Panel<'_> {
    /// Cases and base of a group in a stratum. Nobody where there is no such stratum, because every stratum in which anybody is
    /// has a row; absent where the indicator is.
    pub(super) fn count(&self, dimension: &str, value: &str, group: Group) -> Cell<Binomial> {
        let here = self.strata.iter().find(|(stratum, _)| stratum.dimension == dimension && stratum.value == value);
        match here {
            Some((_, rows)) => of_group(rows, group),
            None => self.absent().map_or(Cell::Value(Binomial::default()), Cell::Absent),
        }
    }

    /// Cases and base of a group in the whole.
    pub(super) fn whole(&self, group: Group) -> Cell<Binomial> {
        self.count("", "", group)
    }

    /// Why the indicator is absent here.
    fn absent(&self) -> Option<AbsentReason> {
        let all = self.strata.iter().flat_map(|(_, rows)| rows.iter());
        all.map(|row| row.base).find_map(|base| if let Cell::Absent(reason) = base { Some(reason) } else { None })
    }

    /// The groups that have a row somewhere and are compared, the reference last.
    pub(super) fn groups(&self) -> Vec<Group> {
        let reference = self.grouping.reference();
        let others = self.grouping.groups().into_iter().filter(|group| *group != reference);
        others.chain([reference]).collect()
    }
}

fn of_group(rows: &[GroupCount], group: Group) -> Cell<Binomial> {
    rows.iter().find(|row| row.group == group).map_or(Cell::Value(Binomial::default()), counts)
}

/// Many cells as one: the first that is no value decides, as in [`Cell::zip`].
pub(super) fn all<T>(cells: impl IntoIterator<Item = Cell<T>>) -> Cell<Vec<T>> {
    cells.into_iter().fold(Cell::Value(Vec::new()), |sum, next| {
        sum.zip(next).map(|(mut sum, next)| {
            sum.push(next);
            sum
        })
    })
}
