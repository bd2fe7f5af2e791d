//! Reads a pipeline file and checks what TOML alone cannot.

use super::{
    alike, bounds,
    file::{Audiences, Kind, PeriodEntry, PipelineFile},
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use thiserror::Error;
use wres_disclosure::Policy;
use wres_disparity::Level;
use wres_domain::{Group, Grouping, Period, SeriesBreak, Site, SiteContexts, SiteId, read_toml};
use wres_ingest::input::{TextFault, read_named_text};

/// What is wrong with a configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file is missing, cannot be read, or is no text.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// The file is not what it should be. The message names line and key.
    #[error("{}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, and how to put it right.
        message: String,
    },
    /// There is no usable key for the identifiers.
    #[error("no usable key for identifiers: {0}")]
    Key(String),
}

/// A checked configuration, with paths resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file as it was written.
    pub file: PipelineFile,
    /// Its bytes, which are part of a run's identity.
    pub text: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The periods, earliest first.
    pub periods: Vec<Period>,
    /// The sites, by code.
    pub sites: Vec<Site>,
    /// The groupings.
    pub groupings: Vec<Grouping>,
    /// The level.
    pub level: Level,
    /// Labels that replace the groups' own.
    pub labels: BTreeMap<Group, String>,
    /// The rules of the public release.
    pub policy: Policy,
    /// What sites are compared by.
    pub contexts: SiteContexts,
    /// Where series break.
    pub breaks: Vec<SeriesBreak>,
}

impl Config {
    /// Reads and checks a pipeline file.
    ///
    /// # Errors
    /// [`ConfigError`] that names the file and what to change.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = read_named_text(path)?;
        let file: PipelineFile = parse(path, &text)?;
        let wrong = |message: String| ConfigError::Content { path: path.to_owned(), message };
        bounds::check(&file).map_err(wrong)?;
        SiteId::new(&file.name)
            .map_err(|_| wrong(format!("`name = \"{}\"`: use letters, digits, - and _", file.name)))?;
        let level = Level::new(file.level).map_err(|error| wrong(format!("`level`: {error}")))?;
        let groupings = file
            .groupings
            .iter()
            .map(|name| {
                Grouping::ALL.into_iter().find(|grouping| grouping.code() == name).ok_or_else(|| {
                    wrong(format!("`groupings`: `{name}` is not one of binary, three_way, five, nineteen"))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let labels = file
            .labels
            .iter()
            .map(|(code, label)| Ok((Group::try_from(code.clone())?, label.clone())))
            .collect::<Result<BTreeMap<_, _>, String>>()
            .map_err(|error| wrong(format!("`[labels]`: {error}")))?;
        let policy = policy(&file.disclosure).map_err(|error| wrong(format!("`[disclosure]`: {error}")))?;
        if let Some(share) = file.disclosure.least_readable.filter(|share| !(0.0..=1.0).contains(share)) {
            return Err(wrong(format!(
                "`[disclosure]`: `least_readable = {share}` is a share from 0 to 1, never a percentage"
            )));
        }
        file.validation.check_all().map_err(|error| wrong(format!("`[validation]`: {error}")))?;
        let periods = file.periods.iter().map(period).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        if let Some(pair) = periods.windows(2).find(|pair| pair[0].snapshot >= pair[1].snapshot) {
            return Err(wrong(format!("`[[period]]`: {} must come before {}", pair[1].label, pair[0].label)));
        }
        let mut codes = BTreeSet::new();
        let mut sites = Vec::new();
        for entry in &file.sites {
            let id = SiteId::new(&entry.id).map_err(|error| wrong(format!("`[[site]]`: {error}")))?;
            if !codes.insert(id.clone()) {
                return Err(wrong(format!("`[[site]]`: {id} is declared twice")));
            }
            sites.push(Site { id, name: entry.name.clone(), region: entry.region.clone() });
        }
        if file.kind == Kind::Submissions {
            for (what, missing) in [
                ("[[period]]", periods.is_empty()),
                ("[[site]]", sites.is_empty()),
                ("standards", file.standards.is_empty()),
            ] {
                if missing {
                    return Err(wrong(format!("`{what}` is missing: a pipeline of submissions needs at least one")));
                }
            }
        }
        let contexts = alike::contexts(&file, &sites).map_err(wrong)?;
        let breaks = alike::breaks(&file, &sites, &periods).map_err(wrong)?;
        let path = path.to_owned();
        Ok(Self { file, text, path, periods, sites, groupings, level, labels, policy, contexts, breaks })
    }

    /// The label of the newest period, which a reader is shown first.
    #[must_use]
    pub fn newest(&self) -> &str {
        // Periods stand in the order of their days, and a pipeline without any is refused.
        self.periods.last().map_or("", |period| &period.label)
    }

    /// A path of the file, resolved against the folder that the file lies in.
    #[must_use]
    pub fn resolve(&self, relative: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(relative)
    }

    /// The folder of submissions.
    #[must_use]
    pub fn inbox(&self) -> PathBuf {
        self.resolve(&self.file.paths.inbox)
    }

    /// The folder of mapping files.
    #[must_use]
    pub fn mappings(&self) -> PathBuf {
        self.resolve(&self.file.paths.mappings)
    }

    /// The lake.
    #[must_use]
    pub fn lake(&self) -> PathBuf {
        self.resolve(&self.file.paths.lake)
    }

    /// The folder for what goes back to the sites. It holds places in their files, so it lies with the lake, inside the wall.
    #[must_use]
    pub fn feedback(&self) -> PathBuf {
        self.lake().join("feedback")
    }

    /// The folder in which workbooks of corrections are made, before they go into the feedback of a run.
    #[must_use]
    pub(crate) fn corrections(&self) -> PathBuf {
        self.lake().join("corrections")
    }

    /// The file of the register of releases. It lies inside the secure area.
    #[must_use]
    pub fn register(&self) -> PathBuf {
        self.resolve(&self.file.paths.register).join(&self.file.name)
    }

    /// The folder of this pipeline's publications.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.resolve(&self.file.paths.output).join(&self.file.name)
    }
}

/// The policy of the file: every setting but those that are not about rules.
fn policy(disclosure: &Audiences) -> Result<Policy, serde_json::Error> {
    let mut rules = serde_json::to_value(disclosure)?;
    if let Some(rules) = rules.as_object_mut() {
        ["audit", "restate", "least_readable"].iter().for_each(|other| {
            rules.remove(*other);
        });
    }
    serde_json::from_value(rules)
}

/// Reads TOML strictly; the message has line and column, and for an unknown key the nearest known one.
pub(crate) fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, ConfigError> {
    read_toml(text).map_err(|fault| ConfigError::Content { path: path.to_owned(), message: fault.to_string() })
}

fn period(entry: &PeriodEntry) -> Result<Period, String> {
    let day = |key: &str, text: &str| {
        text.parse()
            .map_err(|_| format!("`[[period]]` {}: `{key} = \"{text}\"` is not a date such as 2024-09-30", entry.label))
    };
    match (&entry.from, &entry.snapshot) {
        (None, None) => Period::financial_year(&entry.label).map_err(|error| error.to_string()),
        (Some(from), Some(snapshot)) => {
            Period::new(&entry.label, day("from", from)?, day("snapshot", snapshot)?).map_err(|error| error.to_string())
        }
        _ => Err(format!("`[[period]]` {}: give both `from` and `snapshot`, or neither", entry.label)),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    fn load(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.toml");
        std::fs::write(&path, text).unwrap();
        Config::load(&path).map_err(|error| error.to_string())
    }

    const GOOD: &str = "name = \"x\"\ntitle = \"X\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"2024-25\"\n\
                        [[site]]\nid = \"A1\"\nname = \"A\"\n";

    #[test]
    fn a_small_file_is_enough() {
        let config = load(GOOD).unwrap();
        assert_eq!(config.periods[0].label, "2024-25");
        assert_eq!(config.groupings.len(), 4);
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_known_one() {
        let error = load(&format!("levle = 0.9\n{GOOD}")).unwrap_err();
        assert!(
            error.contains("levle") && error.contains("Did you mean `level`?") && error.contains("line 1"),
            "{error}"
        );
    }

    #[test]
    fn a_level_given_as_a_percentage_is_refused() {
        let error = load(&format!("level = 95\n{GOOD}")).unwrap_err();
        assert!(error.contains("0.95"), "{error}");
    }

    #[test]
    fn periods_out_of_order_and_sites_declared_twice_are_refused() {
        assert!(load(&format!("{GOOD}[[period]]\nlabel = \"2023-24\"\n")).unwrap_err().contains("must come before"));
        assert!(load(&format!("{GOOD}[[site]]\nid = \"A1\"\nname = \"B\"\n")).unwrap_err().contains("twice"));
    }

    #[test]
    fn numbers_out_of_bounds_and_names_that_cannot_be_printed_are_refused() {
        for (more, word) in [
            ("[limits]\nblock_bytes = 0\n", "block_bytes"),
            ("[limits]\nfiles = 10000000\n", "files"),
            ("[processing]\nthreads = 5000\n", "threads"),
            ("[processing]\ndeadline_minutes = 0\n", "deadline_minutes"),
            ("[watch]\ntimeout_seconds = 0\n", "timeout_seconds"),
            ("[keep]\npublications = 0\n", "publications"),
            ("[labels]\nbme = \"a\\u0007b\"\n", "U+0007"),
        ] {
            let error = load(&format!("{GOOD}{more}")).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
        let error = load(&GOOD.replace("\"A\"", "\"A\\u202Eb\"")).unwrap_err();
        assert!(error.contains("U+202E") && error.contains("[[site]] name"), "{error}");
    }

    #[test]
    fn a_byte_order_mark_is_left_out_marked_utf_16_is_read_and_other_encodings_are_refused() {
        load(&format!("\u{feff}{GOOD}")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.toml");
        let utf16: Vec<u8> = format!("\u{feff}{GOOD}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        std::fs::write(&path, &utf16).unwrap();
        Config::load(&path).unwrap();
        for (bytes, word) in [(&utf16[2..], "zero"), (b"name = \"a\"\n# caf\xE9", "line 2")] {
            std::fs::write(&path, bytes).unwrap();
            let error = Config::load(&path).unwrap_err().to_string();
            assert!(error.contains("UTF-8") && error.contains(word), "{error}");
        }
    }

    #[test]
    fn every_rule_of_a_policy_can_be_set_and_none_loosened() {
        let with = |settings: &str| load(&format!("{GOOD}[disclosure]\n{settings}\n"));
        let policy = with(
            "hide_up_to = 19\nround_to = 10\nprotection = 6\nfewest_in_magnitude = 20\ndominance_percent = 80\np_percent = 15",
        );
        let policy = policy.unwrap().policy;
        assert_eq!((policy.hide_up_to(), policy.round_to(), policy.protection()), (19, 10, 6));
        assert_eq!((policy.fewest_in_magnitude(), policy.dominance_percent(), policy.p_percent()), (20, 80, 15));
        for (looser, named) in
            [("hide_up_to = 4", "hide_up_to"), ("round_to = 1", "round_to"), ("protection = 2", "protection")]
        {
            let error = with(looser).unwrap_err();
            assert!(error.contains(named) && error.contains("looser"), "{error}");
        }
        assert!(with("least_readable = 40").unwrap_err().contains("never a percentage"));
    }
}
