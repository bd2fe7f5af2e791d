//! What a check stands on: a pipeline file, a mapping, or nothing but the files.

use crate::{args::CheckArgs, exit::Failure};
use anyhow::Context;
use std::{
    collections::{BTreeSet, hash_map::RandomState},
    fs,
    hash::{BuildHasher, Hasher},
    path::PathBuf,
};
use wres_domain::{Day, Period, Site, SiteId};
use wres_ingest::{IdentifierKey, Limits, SiteMapping, Submission, draft_mapping};
use wres_metrics::Standard;
use wres_pipeline::{Config, KeySource, PipelineError, Standing, load_key, read_named_text};
use wres_validate::Policy;

/// Everything that a check needs to know.
pub(super) struct Ground {
    pub(super) site: Site,
    pub(super) period: Period,
    pub(super) paths: Vec<PathBuf>,
    pub(super) mapping: SiteMapping,
    pub(super) key: IdentifierKey,
    pub(super) policy: Policy,
    pub(super) limits: Limits,
    pub(super) against: Option<Standing>,
    /// The standards of the pipeline.
    pub(super) standards: Vec<Standard>,
    /// What was taken for granted because nobody said it.
    pub(super) assumed: Vec<String>,
}

impl Ground {
    /// Finds out everything, from what was said to what can be guessed.
    pub(super) fn find(args: &CheckArgs) -> Result<Self, Failure> {
        let mut assumed = Vec::new();
        let config = args.pipeline.as_deref().map(Config::load).transpose()?;
        let period = period(args, config.as_ref(), &mut assumed)?;
        let named = site_named(args, config.as_ref())?;
        let limits = config.as_ref().map(|config| config.file.limits).unwrap_or_default();
        let paths = match (&args.paths[..], &config, &named) {
            ([], Some(config), Some(site)) => vec![config.inbox().join(&period.label).join(site.id.as_str())],
            ([], ..) => vec![PathBuf::from(".")],
            (paths, ..) => paths.to_vec(),
        };
        let mapping_file = args.mapping.clone().or_else(|| {
            let own = config.as_ref()?.mappings().join(format!("{}.toml", named.as_ref()?.id));
            own.exists().then_some(own)
        });
        let mapping = match &mapping_file {
            Some(path) => {
                let text = read_named_text(path)?;
                SiteMapping::from_toml(&text).with_context(|| format!("{}", path.display()))?
            }
            None => drafted(&paths, named.as_ref(), limits, &mut assumed)?,
        };
        let site =
            named.unwrap_or_else(|| Site { id: mapping.site.clone(), name: mapping.site.to_string(), region: None });
        let against = match &args.against {
            None => None,
            Some(label) => {
                let config = config.as_ref().ok_or_else(|| {
                    Failure::usage(
                        "--against compares with what a pipeline has accepted: give the pipeline with --pipeline",
                    )
                })?;
                Some(Standing::find(config, &site, &of_config(config, label)?)?)
            }
        };
        let key = match load_key(&KeySource { file: args.key.key_file.clone() }) {
            Ok(key) => key,
            // Within one check any key will do. Comparing with the lake needs the lake's own.
            Err(_) if args.key.key_file.is_none() && against.is_none() => throwaway_key()?,
            Err(error) => return Err(error.into()),
        };
        let against = match (against, &config) {
            // A run compares with the year before: so does a check of a pipeline, where it has the pipeline's key.
            (None, Some(config)) => year_before(config, &site, &period, &key)?,
            (against, _) => against,
        };
        if config.is_some() && against.is_none() {
            assumed.push(
                "Left out: the rules from year to year, for want of an accepted year before and its key.".to_owned(),
            );
        }
        let policy = config.as_ref().map(|config| config.file.validation.clone()).unwrap_or_default();
        let standards = config.as_ref().map(standards_of).transpose()?.unwrap_or_default();
        if standards.is_empty() {
            assumed.push(
                "Left out: names of indicators are not looked up and nothing is counted. With --pipeline both are, as in a run."
                    .to_owned(),
            );
        }
        Ok(Self { site, period, paths, mapping, key, policy, limits, against, standards, assumed })
    }

    /// The files and folders that a check depends on.
    pub(super) fn watched(args: &CheckArgs) -> Result<Vec<PathBuf>, Failure> {
        let mut watched = Self::find(args)
            .map(|ground| ground.paths)
            .or_else(|failure| if args.paths.is_empty() { Err(failure) } else { Ok(args.paths.clone()) })?;
        watched.extend(args.mapping.iter().chain(&args.pipeline).cloned());
        Ok(watched)
    }
}

/// The accepted submission of the year before, if it was hashed with the same key.
fn year_before(
    config: &Config,
    site: &Site,
    period: &Period,
    key: &IdentifierKey,
) -> Result<Option<Standing>, PipelineError> {
    let Some(before) = config.periods.iter().find(|before| before.is_followed_by(period)) else { return Ok(None) };
    match Standing::find(config, site, before) {
        Ok(standing) => Ok(Some(standing).filter(|standing| standing.key_id() == key.key_id())),
        Err(PipelineError::NothingAccepted { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The standards of a pipeline.
fn standards_of(config: &Config) -> Result<Vec<Standard>, Failure> {
    Ok(config.file.standards.iter().map(|name| Standard::embedded(name)).collect::<Result<Vec<_>, _>>()?)
}

fn of_config(config: &Config, label: &str) -> Result<Period, Failure> {
    let known = config.periods.iter().find(|period| period.label == label).cloned();
    let labels: Vec<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
    known.ok_or_else(|| Failure::usage(format!("the pipeline has no period {label}; it has {}", labels.join(", "))))
}

fn period(args: &CheckArgs, config: Option<&Config>, assumed: &mut Vec<String>) -> Result<Period, Failure> {
    match (&args.period, config) {
        (Some(label), Some(config)) => of_config(config, label),
        (Some(label), None) => Period::financial_year(label).map_err(Failure::usage),
        (None, Some(config)) => {
            config.periods.last().cloned().ok_or_else(|| Failure::usage("the pipeline has no period"))
        }
        (None, None) if named_year(&args.paths).is_some() => {
            let label = named_year(&args.paths).unwrap_or_default();
            assumed.push(format!(
                "Assumed: the reporting year {label}, from the names of the files. Say another with --period."
            ));
            Period::financial_year(&label).map_err(Failure::usage)
        }
        (None, None) => {
            let today = Day::from(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
            // The last year that ended on 31 March.
            let ended = if today.month() >= 4 { today.year() } else { today.year() - 1 };
            let label = format!("{}-{:02}", ended - 1, ended.rem_euclid(100));
            assumed.push(format!(
                "Assumed: the reporting year {label}, the last that is over. Say another with --period."
            ));
            Period::financial_year(&label).map_err(Failure::usage)
        }
    }
}

/// The reporting year such as `2024-25` that the names of files and folders agree on.
fn named_year(paths: &[PathBuf]) -> Option<String> {
    let inside =
        |path: &PathBuf| fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let all = paths.iter().flat_map(|path| {
        let mut all: Vec<PathBuf> = inside(path);
        all.push(path.clone());
        all
    });
    let years: BTreeSet<String> = all.flat_map(|path| years_in(&path.to_string_lossy())).collect();
    years.first().filter(|_| years.len() == 1).cloned()
}

/// The reporting years in a name.
fn years_in(name: &str) -> Vec<String> {
    let bytes = name.as_bytes();
    let is_year = |at: usize| {
        let part = bytes.get(at..at + 7)?;
        let digits = |range: std::ops::Range<usize>| part[range].iter().all(u8::is_ascii_digit);
        let alone = |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_digit());
        let edges = alone(at.checked_sub(1).and_then(|before| bytes.get(before))) && alone(bytes.get(at + 7));
        let text = name.get(at..at + 7)?;
        (digits(0..4) && part[4] == b'-' && digits(5..7) && edges && Period::financial_year(text).is_ok())
            .then(|| text.to_owned())
    };
    (0..bytes.len()).filter_map(is_year).collect()
}

fn site_named(args: &CheckArgs, config: Option<&Config>) -> Result<Option<Site>, Failure> {
    let Some(code) = &args.site else { return Ok(None) };
    match config {
        Some(config) => {
            let known = config.sites.iter().find(|site| site.id.as_str() == code).cloned();
            Ok(Some(known.ok_or_else(|| Failure::usage(format!("`--site {code}`: the pipeline has no such site")))?))
        }
        None => {
            let id = SiteId::new(code).map_err(Failure::usage)?;
            Ok(Some(Site { name: id.to_string(), id, region: None }))
        }
    }
}

/// A mapping guessed from the files. Good for a first look; nothing of it goes into a run.
fn drafted(
    paths: &[PathBuf],
    site: Option<&Site>,
    limits: Limits,
    assumed: &mut Vec<String>,
) -> Result<SiteMapping, Failure> {
    let submission = match paths {
        [folder] if folder.is_dir() => Submission::Folder(folder.clone()),
        files => Submission::Files(files.to_vec()),
    };
    let id = match site {
        Some(site) => site.id.clone(),
        None => SiteId::new("SITE").map_err(Failure::usage)?,
    };
    let draft = draft_mapping(&submission, &id, limits)?;
    if draft.sources.is_empty() {
        return Err(Failure::usage(
            "nothing here looks like a dataset: `wres schema` says which datasets there are and which headers they know; or \
             give the site's mapping with --mapping",
        ));
    }
    let (mapping, taken) = draft.taken_for_granted();
    assumed.push(format!(
        "Assumed: a mapping guessed from the files ({} taken for granted). `wres init` drafts it for a person to confirm.",
        if taken == 1 { "1 guess".to_owned() } else { format!("{taken} guesses") }
    ));
    let tables = mapping.sources.iter().map(|source| {
        let sheet = source.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let lists = source.codelists.iter().map(|(column, list)| format!(", {column} in the list {list}"));
        format!("  {}{sheet}: {}{}", source.file, source.dataset.name(), lists.collect::<String>())
    });
    assumed.extend(tables);
    Ok(mapping)
}

/// A key that lasts as long as the check, from the randomness that the standard library seeds its hash maps with. Nothing that
/// is hashed with it is kept.
fn throwaway_key() -> Result<IdentifierKey, Failure> {
    let words = (0..8_u64).map(|i| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(i);
        format!("{:016x}", hasher.finish())
    });
    let key: String = words.collect();
    Ok(IdentifierKey::from_bytes(key.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::years_in;

    #[test]
    fn a_reporting_year_is_found_in_a_name_and_a_date_is_not() {
        assert_eq!(years_in("staff 2024-25 final.csv"), ["2024-25"]);
        assert!(
            years_in("staff 2024-05-31.csv").is_empty()
                && years_in("12024-25").is_empty()
                && years_in("2024-27").is_empty()
        );
    }
}
