//! From the counts of all sites to the files of a publication: sum, group, protect, estimate, render.

use crate::{
    config::Config,
    error::{PipelineError, Result},
    summary::{Headline, Verdict},
};
use std::collections::BTreeMap;
use wres_disclosure::{
    Audience, AuditVerdict, Policy, Released, protect_pay, protect_weights, protect_with_regions, release_metadata,
    summarise_findings, summarise_quality, summarise_suppressions,
};
use wres_domain::{
    Adverse, Cell, CountTable, DataQuality, Ethnicity, Finding, Group, Grouping, Measure, Outcome, PayRow,
    PrintedFigure, Scope, Site, SiteId, WeightRow, group_pay, group_weights,
};
use wres_metrics::{
    OutcomeContext, Standard, comparisons, consortium, exact_pay_measures, measures, outcomes, pay_measures,
    weighted_measures, what_applies,
};
use wres_report::{
    About, DimensionText, File, IndicatorText, Publication, Run, SiteStatus, StandardText, Status, StratumText, render,
    render_printed,
};

/// Everything that goes into a publication.
pub(crate) struct ReleaseRequest<'a> {
    pub(crate) config: &'a Config,
    pub(crate) sites: &'a [Site],
    pub(crate) standards: Vec<Standard>,
    pub(crate) tables: Vec<CountTable>,
    pub(crate) pay: Vec<PayRow>,
    pub(crate) weights: Vec<WeightRow>,
    pub(crate) findings: Vec<(SiteId, Finding)>,
    /// The quality of each site's data in each period.
    pub(crate) quality: Vec<(SiteId, String, DataQuality)>,
    /// Figures printed elsewhere, computed again, and what is wrong with the tables they stand in.
    pub(crate) figures: Vec<PrintedFigure>,
    pub(crate) source_findings: Vec<Finding>,
    pub(crate) verdicts: BTreeMap<SiteId, (Verdict, Option<String>)>,
    pub(crate) benchmarks: BTreeMap<Scope, Vec<(Ethnicity, u64)>>,
    pub(crate) run: String,
    pub(crate) provenance: Vec<(String, String)>,
}

/// A publication that may leave.
pub(crate) struct Release {
    pub(crate) files: Vec<File>,
    pub(crate) headlines: Vec<Headline>,
    pub(crate) hidden: u64,
    pub(crate) outcomes: u64,
}

/// Makes the publication, or refuses if the audit finds that a hidden count can be worked out.
pub(crate) fn release(request: ReleaseRequest<'_>) -> Result<Release> {
    let config = request.config;
    let regions: BTreeMap<SiteId, String> =
        request.sites.iter().filter_map(|site| Some((site.id.clone(), site.region.clone()?))).collect();
    let groups = consortium(&request.tables, &regions).group(&config.groupings);
    let protected = protect_with_regions(&groups, &regions, &config.policy, &Audience::Public)?;
    may_leave(&protected.audit)?;
    let context = OutcomeContext {
        standards: request.standards,
        level: config.level,
        labels: config.labels.clone(),
        benchmarks: request.benchmarks,
        regions: regions.clone(),
        sites: config.contexts.clone(),
        periods: config.periods.iter().map(|period| period.label.clone()).collect(),
        breaks: config.breaks.clone(),
    };
    let applies = applies(&context, request.sites, &request.tables);
    let comparisons = protected.released.derive(&context, comparisons);
    let counted = protected.released.derive(&context, measures);
    let pay = group_pay(&request.pay, &regions, &config.groupings);
    let pay = protect_pay(pay, &regions, (&config.policy, &Audience::Public), &context, pay_measures);
    let weights = group_weights(&request.weights, &regions, &config.groupings);
    let weights = protect_weights(&weights, &regions, &protected.released, (&config.policy, &Audience::Public));
    let weighted = weights.released.derive(&context, |groups, context| weighted_measures(groups, context));
    let hidden = (protected.log.len() + pay.log.len() + weights.log.len()) as u64;
    let measures = together(together(counted, weighted), pay.released);
    let outcomes = protected.released.derive(&context, outcomes);
    let headlines = headlines(&outcomes, &context);
    let said = outcomes.get().len() as u64;
    let publication = Publication {
        about: release_metadata(About {
            notes: request.source_findings.iter().map(|finding| format!("In the source: {finding}")).collect(),
            ..about(config, request.sites, &context, &request.verdicts, &applies, request.run, request.provenance)
        }),
        findings: summarise_findings(&request.findings, &config.policy),
        quality: summarise_quality(&request.quality, &config.policy),
        suppressions: summarise_suppressions(&protected.released, &config.policy),
        outcomes,
        comparisons,
        measures,
    };
    let mut files = render(&publication)?;
    if !request.figures.is_empty() {
        files.push(render_printed(&release_metadata(request.figures))?);
    }
    Ok(Release { files, headlines, hidden, outcomes: said })
}

fn may_leave(audit: &AuditVerdict) -> Result<()> {
    let AuditVerdict::Failed { unprotected, summary } = audit else { return Ok(()) };
    let first = unprotected.first().map_or_else(String::new, |one| {
        format!(
            "; the first is {} of {} in {}, {}, {}",
            one.group.code(),
            one.place.indicator,
            one.place.scope.code(),
            one.place.period,
            one.place.service.code()
        )
    });
    let message = format!(
        "{} of {} hidden counts could be worked out from what would be published{first}. Use a stricter profile, or fewer \
         groupings or strata",
        unprotected.len(),
        summary.sensitive
    );
    Err(PipelineError::AuditFailed(message))
}

/// Figures that came through two doors.
fn together(one: Released<Vec<Measure>>, other: Released<Vec<Measure>>) -> Released<Vec<Measure>> {
    one.zip(other).derive(&(), |(one, other), ()| one.iter().chain(other).cloned().collect())
}

/// Everything that is said, with nothing hidden.
pub(crate) struct Exact {
    pub(crate) outcomes: Released<Vec<Outcome>>,
    pub(crate) measures: Released<Vec<Measure>>,
}

/// Exact outcomes and figures, for those who check the work. Nothing made of them may leave the wall.
pub(crate) fn exact(
    config: &Config,
    standards: Vec<Standard>,
    tables: &[CountTable],
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    let (nowhere, audit) = (BTreeMap::new(), Audience::Audit);
    let groups = consortium(tables, &nowhere).group(&config.groupings);
    let protected = protect_with_regions(&groups, &nowhere, &Policy::default(), &audit)?;
    let context = OutcomeContext { labels: config.labels.clone(), ..OutcomeContext::new(standards, config.level) };
    let pay = group_pay(pay, &nowhere, &config.groupings);
    let paid = protect_pay(pay, &nowhere, (&Policy::default(), &audit), &context, exact_pay_measures);
    let weights = group_weights(weights, &nowhere, &config.groupings);
    let weights = protect_weights(&weights, &nowhere, &protected.released, (&Policy::default(), &audit));
    let counted = together(
        protected.released.derive(&context, measures),
        weights.released.derive(&context, |groups, context| weighted_measures(groups, context)),
    );
    Ok(Exact { outcomes: protected.released.derive(&context, outcomes), measures: together(counted, paid.released) })
}

/// The findings a reader should see first: for all sites and services together, in the latest period, the adverse
/// differences that the interval bears out, the largest share of the interval away from equality first; then the others.
fn headlines(released: &Released<Vec<Outcome>>, context: &OutcomeContext) -> Vec<Headline> {
    let latest = released.get().iter().map(|outcome| outcome.place.period.as_str()).max().map(str::to_owned);
    let mut found: Vec<(bool, f64, Headline)> = Vec::new();
    for outcome in released.get() {
        let place = &outcome.place;
        let wanted = place.scope == Scope::All
            && Some(&place.period) == latest.as_ref()
            && place.service == wres_domain::ServiceScope::Together
            && place.stratum.is_whole()
            && outcome.grouping == Grouping::Binary
            && outcome.group == Group::Bme;
        let Some(comparison) = outcome.comparison.as_ref().filter(|_| wanted) else { continue };
        let Cell::Value(ratio) = comparison.ratio else { continue };
        // How far the nearer limit stays away from equality, on the log scale; negative if equality is inside.
        let above = ratio.lower.max(f64::MIN_POSITIVE).ln();
        let below = -ratio.upper.ln();
        let (clear, adverse) = if above > 0.0 {
            (above, comparison.direction.adverse == Adverse::Above)
        } else {
            (below, comparison.direction.adverse == Adverse::Below)
        };
        let headline = Headline { indicator: title(context, outcome), sentence: outcome.sentence.clone() };
        found.push((adverse && clear > 0.0, clear, headline));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    found.into_iter().take(3).map(|(_, _, headline)| headline).collect()
}

fn title(context: &OutcomeContext, outcome: &Outcome) -> String {
    context
        .standards
        .iter()
        .find_map(|standard| standard.indicator(&outcome.place.indicator.0))
        .map_or_else(|| outcome.place.indicator.0.clone(), |indicator| indicator.title.clone())
}

fn about(
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
fn applies(context: &OutcomeContext, sites: &[Site], tables: &[CountTable]) -> BTreeMap<SiteId, String> {
    let newest = context.periods.last().map(String::as_str).unwrap_or_default();
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

fn standard_text(standard: &Standard) -> StandardText {
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
