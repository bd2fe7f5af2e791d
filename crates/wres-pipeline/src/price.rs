//! What a configuration costs in accuracy: how far sums would be from the truth, and how many figures could be read. Looked up before
//! anything is released, from what was accepted last; the thresholds are drawn with a key of its own, so that nothing of a release is
//! told beforehand.

use crate::{
    config::Config,
    counting::count_columns,
    error::Result,
    release::{Sums, quantities},
    summary::{Price, Readable},
};
use rayon::prelude::*;
use wres_disclosure::{DisclosureKey, Level, Marking, Protected, Protection, Register, deviations, mark, protect};
use wres_domain::{Cell, CountTable, Group, GroupTable, Grouping, Period, ServiceScope, SiteId};
use wres_metrics::{CountPlan, SiteColumns, Standard};
use wres_store::{Lake, Manifest};

/// The price of a configuration; `None` where nothing was accepted yet.
pub(crate) fn price(config: &Config, standards: &[Standard], plan: &CountPlan) -> Result<Option<Price>> {
    if !config.policy.hides() || !config.lake().is_dir() {
        return Ok(None);
    }
    let lake = Lake::open(&config.lake())?;
    let tables: Vec<CountTable> = config
        .sites
        .par_iter()
        .map(|site| of_site(config, &lake, plan, &site.id))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    if tables.is_empty() {
        return Ok(None);
    }
    let sums = Sums::of(config, &config.sites);
    let quantities = quantities(standards)?;
    let Protected { tables: released, summary, .. } = protect(Protection {
        tables: &tables,
        quantities: &quantities,
        regions: sums.regions(),
        policy: &config.policy,
        key: &DisclosureKey::from_secret(b"a price is no release"),
        register: &Register::default(),
    })?;
    let counts = released.derive(&sums, |tables, sums| sums.groups(tables));
    let deviations = deviations(&sums.groups(&tables), &counts, &quantities, &config.policy).get().clone();
    let shown = mark(&counts, &Marking { policy: config.policy.clone(), quantities });
    Ok(Some(Price { cells: summary.cells, deviations, readable: readable(shown.get()) }))
}

fn of_site(config: &Config, lake: &Lake, plan: &CountPlan, site: &SiteId) -> Result<Vec<CountTable>> {
    let mut out = Vec::new();
    let mut before: Option<(&Period, Manifest)> = None;
    for period in &config.periods {
        let Some(manifest) = lake.manifest(site, period)? else { continue };
        let previous = before.as_ref().filter(|(earlier, _)| earlier.is_followed_by(period));
        let earlier = |manifest: &Manifest| lake.columns(manifest, &SiteColumns::needed_before(plan));
        let previous = previous.map(|(_, manifest)| earlier(manifest)).transpose()?;
        let columns = SiteColumns { this: lake.columns(&manifest, &SiteColumns::needed(plan))?, previous };
        out.push(count_columns(plan, site, period, columns)?.table);
        before = Some((period, manifest));
    }
    Ok(out)
}

/// How many ratios of two groups, all services together, could be read.
fn readable(shown: &GroupTable) -> Vec<Readable> {
    let mut found = std::collections::BTreeMap::new();
    for rows in shown.rows.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping) {
        let place = &rows[0].place;
        let wanted =
            rows[0].grouping == Grouping::Binary && place.service == ServiceScope::Together && place.stratum.is_whole();
        let of = |group: Group| rows.iter().find(|row| row.group == group);
        let (Some(own), Some(other), true) = (of(Group::Bme), of(Group::White), wanted) else { continue };
        if matches!(own.base, Cell::Absent(_)) {
            continue;
        }
        let counts = [
            own.cases.value().is_some(),
            own.base.value().is_some(),
            other.cases.value().is_some(),
            other.base.value().is_some(),
        ];
        let (shown, of): &mut (u64, u64) = found.entry(Level::of(&place.scope)).or_default();
        *shown += u64::from(counts.into_iter().all(|one| one));
        *of += 1;
    }
    found.into_iter().map(|(level, (shown, of))| Readable { level: level.label().to_owned(), shown, of }).collect()
}
