//! What a publication is about, in words.

use crate::{config::Config, summary::Verdict};
use std::collections::BTreeMap;
use wres_domain::{CountTable, Site, SiteId};
use wres_figures::OutcomeContext;
use wres_metrics::{Standard, what_applies};
use wres_report::{About, DimensionText, IndicatorText, Run, SiteStatus, StandardText, Status, StratumText};

pub(super) fn about(
    config: &Config,
    sites: &[Site],
    context: &OutcomeContext,
    verdicts: &BTreeMap<SiteId, (Verdict, Option<String>)>,
    applies: &BTreeMap<SiteId, String>,
    run: String,
    provenance: Vec<(String, String)>,
) -> About {
    About {
        title: config.file.title.clone(),
        publisher: None,
        summary: None,
        notes: Vec::new(),
        everywhere: "All sites".to_owned(),
        site_word: "site".to_owned(),
        run: Run { id: run, version: env!("CARGO_PKG_VERSION").to_owned(), provenance },
        standards: context.standards.iter().map(standard_text).collect(),
        periods: config.periods.clone(),
        sites: sites
            .iter()
            .map(|site| {
                let (verdict, note) = verdicts.get(&site.id).cloned().unwrap_or((Verdict::Late, None));
                let note = note.or_else(|| applies.get(&site.id).cloned());
                SiteStatus { site: site.clone(), status: status(verdict), note }
            })
            .collect(),
        labels: config.labels.clone(),
        provisional: false,
    }
}

/// What the standards of the run say about each site as a body, such as which duties it has, in the newest period.
pub(super) fn applies(
    context: &OutcomeContext,
    sites: &[Site],
    tables: &[CountTable],
    newest: &str,
) -> BTreeMap<SiteId, String> {
    let with_threshold = || {
        let indicators = context.standards.iter().flat_map(|standard| &standard.indicators);
        indicators.filter(|indicator| indicator.threshold.is_some())
    };
    let of_site = |site: &Site| {
        let said: Vec<&str> = with_threshold()
            .filter_map(|indicator| tables.iter().find_map(|table| what_applies(indicator, table, &site.id, newest)))
            .collect();
        (!said.is_empty()).then(|| (site.id.clone(), said.join(" ")))
    };
    sites.iter().filter_map(of_site).collect()
}

/// The verdict in the words of the report.
pub(crate) fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Accepted => Status::Accepted,
        Verdict::AcceptedWithQueries => Status::AcceptedWithQueries,
        Verdict::Rejected => Status::Rejected,
        Verdict::RejectedStale => Status::Stale,
        Verdict::Late => Status::Late,
    }
}

pub(crate) fn standard_text(standard: &Standard) -> StandardText {
    let dimension = |name: &String| {
        let dimension = standard.dimensions.get(name)?;
        let strata = dimension
            .values
            .iter()
            .map(|value| StratumText { code: value.code.clone(), label: value.label.clone() })
            .chain(
                dimension.bands.iter().map(|band| StratumText { code: band.code.clone(), label: band.label.clone() }),
            )
            .collect();
        Some(DimensionText { code: name.clone(), label: dimension.label.clone(), strata })
    };
    StandardText {
        id: standard.id.clone(),
        title: standard.title.clone(),
        summary: standard.summary.clone(),
        source: standard.source.clone(),
        indicators: standard
            .indicators
            .iter()
            .map(|indicator| IndicatorText {
                id: indicator.id.clone(),
                key: indicator.key.clone(),
                title: indicator.title.clone(),
                definition: indicator.definition.clone(),
                source: indicator.source.clone(),
                note: indicator.note.clone(),
                people: indicator.words.people.clone(),
                to_do: indicator.words.to_do.clone(),
                events: indicator.words.events.clone(),
                representation: indicator.kind == wres_metrics::Kind::Share,
                dimensions: indicator.by.iter().filter_map(dimension).collect(),
            })
            .collect(),
    }
}
