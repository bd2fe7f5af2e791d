//! From the counts of all sites to the files of a publication: sum, group, protect, estimate, render.

mod exact;
mod first;
mod sums;
mod words;

use self::{
    first::{headlines, readable},
    words::{about, applies},
};
use crate::{
    account::Stages,
    config::Config,
    error::Result,
    summary::{Headline, Readable, Verdict},
};
use std::collections::BTreeMap;
use wres_disclosure::{
    Audience, DisclosureError, DisclosureKey, Marking, Protected, Protection, ProtectionSummary, Register, Released,
    deviations, mark, protect, protect_pay, protect_weights, release_metadata, summarise_findings, summarise_quality,
    summarise_suppressions,
};
use wres_domain::{
    CountTable, DataQuality, Ethnicity, Finding, Measure, PayGroup, PayRow, PrintedFigure, Scope, Site, SiteId,
    WeightRow, group_pay, group_weights,
};
use wres_figures::{
    Asked, OutcomeContext, comparisons, measures, outcomes, pay_measures, pay_questions, questions, weighted_measures,
    weighted_questions,
};
use wres_metrics::Standard;
use wres_report::{About, AroundPage, File, Publication, render_printed, render_with};

pub(crate) use exact::{exact, of_site};
pub(crate) use sums::{Sums, quantities};
pub(crate) use words::{standard_text, status};

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
    /// The question behind every figure, where somebody checks them. It holds counts and pay that are not for publication.
    pub(crate) questions: Vec<Released<Vec<String>>>,
}

/// Makes the publication.
pub(crate) fn release(request: ReleaseRequest<'_>, stages: &Stages, page: &AroundPage<'_>) -> Result<Release> {
    let config = request.config;
    let sums = Sums::of(config, request.sites);
    let quantities = quantities(&request.standards)?;
    let Protected { tables, register, summary: protection } = {
        let protection = Protection {
            tables: &request.tables,
            quantities: &quantities,
            regions: &sums.regions,
            policy: &config.policy,
            key: &request.key,
            register: &request.register,
        };
        let cells = |protected: &std::result::Result<Protected, DisclosureError>| {
            protected.as_ref().map_or(0, |protected| usize::try_from(protected.summary.cells).unwrap_or(usize::MAX))
        };
        stages.sized("protection", || protect(protection), cells)?
    };
    let (counts, exact) = stages.sized(
        "sums",
        || (tables.derive(&sums, |tables, sums| sums.groups(tables)), sums.groups(&request.tables)),
        |(counts, _)| counts.get().rows.len(),
    );
    let deviations = stages.timed("deviations", || deviations(&exact, &counts, &quantities, &config.policy));
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
    let applies = applies(&context, request.sites, &request.tables, config.newest());
    let checked = config.file.disclosure.audit.is_some();
    let mut asked = Vec::new();
    let pay = group_pay(&request.pay, &sums.regions, &config.groupings);
    if checked {
        let rules = (&config.policy, &Audience::Public);
        let lines = |groups: &[PayGroup], context: &OutcomeContext| pay_questions(groups, context, line);
        asked.push(protect_pay(pay.clone(), &sums.regions, rules, &context, lines).released);
    }
    let pay = protect_pay(pay, &sums.regions, (&config.policy, &Audience::Public), &context, pay_measures);
    let weights = group_weights(&request.weights, &sums.regions, &config.groupings);
    let weights = protect_weights(&weights, &sums.regions, &counts, (&config.policy, &Audience::Public));
    let weighted = weights.released.derive(&context, |groups, context| weighted_measures(groups, context));
    if checked {
        asked.push(weights.released.derive(&context, |groups, context| weighted_questions(groups, context, line)));
    }
    let outcomes = stages.sized("outcomes", || shown.derive(&context, outcomes), |made| made.get().len());
    let suppressions = summarise_suppressions(&shown, &config.policy);
    let hidden = suppressions.get().counts.iter().map(|count| count.hidden).sum::<u64>();
    let both = counts.zip(shown);
    let comparisons = stages.sized(
        "comparisons",
        || both.derive(&context, comparisons),
        |made| made.get().pooled.len() + made.get().standings.len() + made.get().changes.len(),
    );
    let counted = stages.sized("measures", || both.derive(&context, measures), |made| made.get().len());
    if checked {
        asked.push(both.derive(&context, |tables, context| questions(tables, context, line)));
    }
    drop(both);
    let measures = together(together(counted, weighted), pay.released);
    let headlines = headlines(&outcomes, &context, config.newest());
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
    let rendered =
        stages.sized("rendering", || render_with(&publication, page), |made| made.as_ref().map_or(0, Vec::len));
    let mut files = rendered?;
    if !request.figures.is_empty() {
        files.push(render_printed(&release_metadata(request.figures))?);
    }
    Ok(Release { files, headlines, hidden, outcomes: said, register, protection, readable, questions: asked })
}

/// A question as a line of a batch, which is a fraction of what it takes as a value.
fn line(asked: Asked) -> String {
    asked.to_json().to_string()
}

/// Figures that came through two checks.
fn together(one: Released<Vec<Measure>>, other: Released<Vec<Measure>>) -> Released<Vec<Measure>> {
    one.zip(other).derive(&(), |(one, other), ()| one.iter().chain(other).cloned().collect())
}
