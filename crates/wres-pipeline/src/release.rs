//! From the counts of all sites to the files of a publication: sum, group, protect, estimate, render.

use crate::{
    config::Config,
    error::Result,
    summary::{Headline, Readable, Verdict},
};
use std::collections::BTreeMap;
use wres_disclosure::{
    Audience, DisclosureKey, Level, Marking, Policy, Protected, Protection, ProtectionSummary, Register, Released,
    deviations, for_audit, for_site, mark, protect, protect_pay, protect_weights, release_metadata, summarise_findings,
    summarise_quality, summarise_suppressions,
};
use wres_domain::{
    Cell, CountTable, DataQuality, Ethnicity, Finding, GroupTable, Grouping, Measure, NotAboutPeople, Outcome, PayRow,
    PrintedFigure, Quantities, Scope, Site, SiteId, WeightRow, group_pay, group_weights,
};
use wres_figures::{
    OutcomeContext, clearest, comparisons, exact_pay_measures, is_headline, measures, outcomes, pay_measures,
    weighted_measures,
};
use wres_metrics::{CountPlan, Standard, consortium, what_applies};
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
    /// What thresholds are drawn with; any, where the policy protects nothing.
    pub(crate) key: DisclosureKey,
    /// What was released before.
    pub(crate) register: Register,
}

/// A publication that may leave.
pub(crate) struct Release {
    pub(crate) files: Vec<File>,
    pub(crate) headlines: Vec<Headline>,
    pub(crate) hidden: u64,
    pub(crate) outcomes: u64,
    /// What has to be kept before the files leave.
    pub(crate) register: Register,
    pub(crate) protection: ProtectionSummary,
    pub(crate) readable: Vec<Readable>,
}

/// How sites add up, for sums of protected counts.
pub(crate) struct Sums {
    regions: BTreeMap<SiteId, String>,
    groupings: Vec<Grouping>,
}

impl NotAboutPeople for Sums {}

impl Sums {
    pub(crate) fn of(config: &Config, sites: &[Site]) -> Self {
        let regions = sites.iter().filter_map(|site| Some((site.id.clone(), site.region.clone()?))).collect();
        Self { regions, groupings: config.groupings.clone() }
    }

    pub(crate) fn regions(&self) -> &BTreeMap<SiteId, String> {
        &self.regions
    }

    pub(crate) fn groups(&self, tables: &[CountTable]) -> GroupTable {
        consortium(tables, &self.regions).group(&self.groupings)
    }
}

/// Makes the publication.
pub(crate) fn release(request: ReleaseRequest<'_>) -> Result<Release> {
    let config = request.config;
    let sums = Sums::of(config, request.sites);
    let quantities = quantities(&request.standards)?;
    let Protected { tables, register, summary: protection } = tracing::info_span!("protection").in_scope(|| {
        protect(Protection {
            tables: &request.tables,
            quantities: &quantities,
            regions: &sums.regions,
            policy: &config.policy,
            key: &request.key,
            register: &request.register,
        })
    })?;
    let counts = tables.derive(&sums, |tables, sums| sums.groups(tables));
    let exact = sums.groups(&request.tables);
    let deviations = deviations(&exact, &counts, &quantities, &config.policy);
    drop(exact);
    let marking = Marking { policy: config.policy.clone(), quantities };
    let shown = mark(&counts, &marking);
    let context = OutcomeContext {
        standards: request.standards,
        level: config.level,
        labels: config.labels.clone(),
        benchmarks: request.benchmarks,
        regions: sums.regions.clone(),
        sites: config.contexts.clone(),
        periods: config.periods.iter().map(|period| period.label.clone()).collect(),
        breaks: config.breaks.clone(),
        threshold: if config.policy.hides() { config.policy.hide_up_to() + 1 } else { 0 },
        step: if config.policy.hides() { config.policy.round_to() } else { 1 },
    };
    let applies = applies(&context, request.sites, &request.tables);
    let pay = group_pay(&request.pay, &sums.regions, &config.groupings);
    let pay = protect_pay(pay, &sums.regions, (&config.policy, &Audience::Public), &context, pay_measures);
    let weights = group_weights(&request.weights, &sums.regions, &config.groupings);
    let weights = protect_weights(&weights, &sums.regions, &counts, (&config.policy, &Audience::Public));
    let weighted = weights.released.derive(&context, |groups, context| weighted_measures(groups, context));
    let outcomes = shown.derive(&context, outcomes);
    let suppressions = summarise_suppressions(&shown, &config.policy);
    let hidden = suppressions.get().counts.iter().map(|count| count.hidden).sum::<u64>();
    let both = counts.zip(shown);
    let comparisons = both.derive(&context, comparisons);
    let counted = both.derive(&context, measures);
    drop(both);
    let measures = together(together(counted, weighted), pay.released);
    let headlines = headlines(&outcomes, &context);
    let readable = readable(outcomes.get());
    let said = outcomes.get().len() as u64;
    let publication = Publication {
        about: release_metadata(About {
            notes: request.source_findings.iter().map(|finding| format!("In the source: {finding}")).collect(),
            ..about(config, request.sites, &context, &request.verdicts, &applies, request.run, request.provenance)
        }),
        findings: summarise_findings(&request.findings, &config.policy),
        quality: summarise_quality(&request.quality, &config.policy),
        suppressions,
        deviations,
        outcomes,
        comparisons,
        measures,
    };
    let mut files = render(&publication)?;
    if !request.figures.is_empty() {
        files.push(render_printed(&release_metadata(request.figures))?);
    }
    Ok(Release { files, headlines, hidden, outcomes: said, register, protection, readable })
}

/// What the indicators of some standards count.
pub(crate) fn quantities(standards: &[Standard]) -> Result<Quantities> {
    Ok(CountPlan::compile(&standards.iter().collect::<Vec<_>>())?.quantities())
}

/// How many of the figures that a reader looks for first can be read, by level.
fn readable(outcomes: &[Outcome]) -> Vec<Readable> {
    let mut found: BTreeMap<Level, (u64, u64)> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| is_headline(outcome)) {
        let Some(comparison) = &outcome.comparison else { continue };
        let (shown, of) = found.entry(Level::of(&outcome.place.scope)).or_default();
        match comparison.ratio {
            Cell::Value(_) => (*shown, *of) = (*shown + 1, *of + 1),
            Cell::Hidden(_) => *of += 1,
            // What was not supplied or cannot be estimated is no loss to protection.
            Cell::Absent(_) | Cell::NotEstimable(_) => {}
        }
    }
    found.into_iter().map(|(level, (shown, of))| Readable { level: level.label().to_owned(), shown, of }).collect()
}

/// Figures that came through two checks.
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
    let tables = for_audit(tables.to_vec());
    figures_of(config, standards, &tables, (pay, weights))
}

/// The exact outcomes and figures of one site, for itself. They may not be published.
pub(crate) fn of_site(
    config: &Config,
    standards: Vec<Standard>,
    (site, tables): (&SiteId, &[CountTable]),
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    figures_of(config, standards, &for_site(tables, site), (pay, weights))
}

/// What is said of counts that nothing was done to.
fn figures_of(
    config: &Config,
    standards: Vec<Standard>,
    tables: &Released<Vec<CountTable>>,
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    let sums = Sums { regions: BTreeMap::new(), groupings: config.groupings.clone() };
    let counts = match tables.audience() {
        // One site adds up to nothing but itself.
        Audience::Site(_) => tables.derive(&sums, |tables, sums| GroupTable {
            rows: tables.iter().flat_map(|table| table.group(&sums.groupings).rows).collect(),
        }),
        _ => tables.derive(&sums, |tables, sums| sums.groups(tables)),
    };
    let context = OutcomeContext {
        labels: config.labels.clone(),
        periods: config.periods.iter().map(|period| period.label.clone()).collect(),
        ..OutcomeContext::new(standards, config.level)
    };
    let (policy, audience) = (Policy::default(), tables.audience().clone());
    let rules = (&policy, &audience);
    let pay = group_pay(pay, &sums.regions, &config.groupings);
    let paid = protect_pay(pay, &sums.regions, rules, &context, exact_pay_measures);
    let weights = group_weights(weights, &sums.regions, &config.groupings);
    let weights = protect_weights(&weights, &sums.regions, &counts, rules);
    let outcomes = counts.derive(&context, outcomes);
    let both = counts.clone().zip(counts);
    let counted = together(
        both.derive(&context, measures),
        weights.released.derive(&context, |groups, context| weighted_measures(groups, context)),
    );
    Ok(Exact { outcomes, measures: together(counted, paid.released) })
}

/// The findings a reader should see first: for all sites and services together, in the latest period, by [`clearest`].
fn headlines(released: &Released<Vec<Outcome>>, context: &OutcomeContext) -> Vec<Headline> {
    let latest = released.get().iter().map(|outcome| outcome.place.period.as_str()).max();
    let wanted = |outcome: &&Outcome| {
        let place = &outcome.place;
        place.scope == Scope::All && Some(place.period.as_str()) == latest && is_headline(outcome)
    };
    let headline =
        |outcome: &Outcome| Headline { indicator: title(context, outcome), sentence: outcome.sentence.clone() };
    clearest(released.get().iter().filter(wanted), 3).into_iter().map(headline).collect()
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
