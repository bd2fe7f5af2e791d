//! What may stand in a pipeline file. Every field is documented here, and the documentation goes into the JSON Schema.

use super::benchmarks::Population;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};
use wres_ingest::Limits;
use wres_review::{context::Context, published::Published};
use wres_validate::Policy;

/// A pipeline: which sites and periods, by which standards, from where, to where.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PipelineFile {
    /// Name of the pipeline: letters, digits, `-` and `_`. The publication's folder is called so.
    pub name: String,
    /// Title of the publication.
    pub title: String,
    /// What the pipeline reads: `submissions` of sites (the default), or tables that somebody has `published`.
    #[serde(default)]
    pub kind: Kind,
    /// The standards to measure by, such as `sc-wres-2024`.
    #[serde(default)]
    pub standards: Vec<String>,
    /// Groupings to compare by: `binary`, `three_way`, `five`, `nineteen`.
    #[serde(default = "all_groupings")]
    pub groupings: Vec<String>,
    /// Level of every interval, such as 0.95. Never a percentage.
    #[serde(default = "level")]
    pub level: f64,
    /// Folders, relative to this file.
    #[serde(default)]
    pub paths: Paths,
    /// The periods, earliest first.
    #[serde(default, rename = "period")]
    pub periods: Vec<PeriodEntry>,
    /// The sites.
    #[serde(default, rename = "site")]
    pub sites: Vec<SiteEntry>,
    /// Breaks in the series.
    #[serde(default, rename = "break")]
    pub breaks: Vec<BreakEntry>,
    /// How groups are called in print, by their code, such as `bme = "Global Majority"`.
    #[serde(default)]
    pub labels: Labels,
    /// What may leave.
    #[serde(default)]
    pub disclosure: Audiences,
    /// Bounds of the rules and what they let pass.
    #[serde(default)]
    pub validation: Policy,
    /// How hard to work.
    #[serde(default)]
    pub processing: Processing,
    /// What files may cost, so that a hostile or broken one cannot take the machine.
    #[serde(default)]
    pub limits: Limits,
    /// What is told to those who watch.
    #[serde(default)]
    pub watch: Watched,
    /// How many publications are kept, and for how long. Without it, all are, until `wres prune`.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// For `kind = "published"`: the published tables and what is printed in them.
    #[serde(default)]
    pub published: Option<Published>,
    /// For `kind = "published"`: how deprived the area of each site is, which sites are like it, and codes of areas that changed. The
    /// files lie below `paths.inbox`.
    #[serde(default)]
    pub context: Option<Context>,
    /// Benchmark counts: people of each ethnic group in the area of each site.
    #[serde(default)]
    pub population: Option<Population>,
}

/// What a pipeline reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Files that sites send, one folder a period and site.
    #[default]
    Submissions,
    /// Tables that somebody has published: counts, marks and printed rates.
    Published,
}

/// Folders, relative to the pipeline file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// Submissions: `<inbox>/<period>/<site>/*`.
    pub inbox: PathBuf,
    /// Mapping files: `<mappings>/<site>.toml`.
    pub mappings: PathBuf,
    /// The lake.
    pub lake: PathBuf,
    /// Publications: `<output>/<name>/<run>`.
    pub output: PathBuf,
    /// The register of releases: `<register>/<name>`. It lies inside the secure area, and a copy of it elsewhere is worth having:
    /// without it figures that were published before would be rounded anew.
    pub register: PathBuf,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            inbox: "inbox".into(),
            mappings: "mappings".into(),
            lake: "lake".into(),
            output: "out".into(),
            register: "register".into(),
        }
    }
}

/// A reporting year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodEntry {
    /// Its label. `2024-25` alone means 1 April 2024 to 31 March 2025.
    pub label: String,
    /// First day inside, such as `2024-10-01`; only together with `snapshot`.
    #[serde(default)]
    pub from: Option<String>,
    /// Day on which staff in post are counted, the last day inside.
    #[serde(default)]
    pub snapshot: Option<String>,
}

/// A site.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteEntry {
    /// Its code: letters, digits, `-` and `_`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The region it lies in.
    #[serde(default)]
    pub region: Option<String>,
    /// Its deprivation score; higher is more deprived. Sites of the same third are compared with one another.
    #[serde(default)]
    pub deprivation: Option<f64>,
    /// Codes of its statistical neighbours, among which it is compared.
    #[serde(default)]
    pub neighbours: Vec<String>,
}

/// A break in a series: figures from this period on are not like those before, and every change over it says so.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakEntry {
    /// The first period after the break.
    pub period: String,
    /// The indicator, such as `sc-wres-1`; without it every one.
    #[serde(default)]
    pub indicator: Option<String>,
    /// The site; without it every one.
    #[serde(default)]
    pub site: Option<String>,
    /// What changed.
    pub reason: String,
}

/// How groups are called in print, by their code.
pub type Labels = BTreeMap<String, String>;

/// What may leave, and to whom.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Audiences {
    /// Profile of the public release: `wres-default`, `sfc10`, `nhs7r5`, `opensafely7r5`, `lt5`, or `published-source` where
    /// every count that comes in is public already. The other settings make it stricter, never looser.
    pub profile: String,
    /// Why another profile than `wres-default` is right.
    pub reason: String,
    /// The largest protected count that is shown as `[c]`; as the profile has it, or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_up_to: Option<u64>,
    /// Inner cells become multiples of this; as the profile has it, or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_to: Option<u64>,
    /// Among how many values every inner cell must be lost; as the profile has it, or more, and less than `round_to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protection: Option<u64>,
    /// The fewest people of whom a magnitude such as mean pay is shown; 10 unless more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewest_in_magnitude: Option<u64>,
    /// A magnitude is hidden where the two highest make up more than this per cent of the total; 90 unless less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dominance_percent: Option<u64>,
    /// A magnitude is hidden where all but the two highest make up less than this per cent of the highest; 10 unless more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_percent: Option<u64>,
    /// Periods that were released under other rules, or with a register that is lost, and that are to be rounded anew under these. Whoever
    /// has both releases can narrow counts; without the period's name here such a run is refused.
    pub restate: Vec<String>,
    /// The least share of the ratios of single sites, two groups and all services together, that must be readable; with fewer nothing is
    /// published and the run ends with exit code 4.
    pub least_readable: Option<f64>,
    /// Folder for the exact outcomes, in which nothing is hidden, for those who check the work. It must lie inside the wall;
    /// without it none are written.
    pub audit: Option<PathBuf>,
}

impl Default for Audiences {
    fn default() -> Self {
        Self {
            profile: "wres-default".to_owned(),
            reason: String::new(),
            hide_up_to: None,
            round_to: None,
            protection: None,
            fewest_in_magnitude: None,
            dominance_percent: None,
            p_percent: None,
            restate: Vec::new(),
            least_readable: None,
            audit: None,
        }
    }
}

/// How hard to work.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Processing {
    /// Threads; 0 (the default) means one per core. At most 1,024.
    pub threads: usize,
    /// Minutes after which a run stops and says where it stood; without it, there is no deadline.
    pub deadline_minutes: Option<u64>,
    /// Space that must be free where the lake and the publications are before a run begins, in MiB; 64 unless set.
    pub least_free_mib: u64,
}

impl Default for Processing {
    fn default() -> Self {
        Self { threads: 0, deadline_minutes: None, least_free_mib: 64 }
    }
}

/// What is told to those who watch, and how. None of it names a person or a file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Watched {
    /// File for the metrics of the last run, in the text format of Prometheus, such as one in the folder of the node exporter's
    /// textfile collector.
    pub metrics: Option<PathBuf>,
    /// File to which OpenLineage events are added, one JSON object a line.
    pub lineage: Option<PathBuf>,
    /// File for what the last run did, in a few sentences.
    pub digest: Option<PathBuf>,
    /// Command to start when something was published, a word each. It gets the sentences on its standard input, and
    /// `WRES_PIPELINE`, `WRES_RUN` and `WRES_RESULT` in its environment.
    pub on_change: Vec<String>,
    /// Command to start when a run failed.
    pub on_failure: Vec<String>,
    /// Seconds that a command may take before it is ended; 60 unless set.
    pub timeout_seconds: u64,
    /// Hours after which `wres status` says that the last good run is too long ago.
    pub stale_after_hours: Option<u64>,
}

impl Default for Watched {
    fn default() -> Self {
        Self {
            metrics: None,
            lineage: None,
            digest: None,
            on_change: Vec::new(),
            on_failure: Vec::new(),
            timeout_seconds: 60,
            stale_after_hours: None,
        }
    }
}

/// What `wres prune`, and every run where this is set, keeps. What `latest` points to is always kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// The newest publications to keep; 10 unless set.
    pub publications: usize,
    /// Days for which every publication is kept; 0 unless set.
    pub days: u64,
    /// Days after which values that no run has asked for are removed from the cache; 60 unless set.
    pub cache_days: u64,
}

impl Default for Keep {
    fn default() -> Self {
        Self { publications: 10, days: 0, cache_days: 60 }
    }
}

fn all_groupings() -> Vec<String> {
    ["binary", "three_way", "five", "nineteen"].map(str::to_owned).to_vec()
}

fn level() -> f64 {
    0.95
}
