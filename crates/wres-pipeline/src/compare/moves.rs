//! Which published figures moved, appeared or went, and what could have moved each.

use super::made_of::{Differences, differences};
use serde::Serialize;
use std::collections::BTreeMap;
use wres_domain::{Base, Cell, Count, Group, Grouping, Interval, Place, Scope};
use wres_report::ReadResults;

/// One of the two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its identity.
    pub run: String,
    /// The version of the program that made it.
    pub version: String,
    /// How many outcomes it has.
    pub outcomes: u64,
}

/// What could have moved a figure: every part of what it is made of that differs between the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A file of the site, or of one of the sites that are summed, in the period or the one before.
    Data,
    /// The mapping of one of them.
    Mapping,
    /// The definition of the indicator.
    Definition,
    /// A code list.
    CodeList,
    /// The pipeline file: groupings, level, labels, benchmarks, policy.
    Configuration,
    /// The version of the program.
    Version,
    /// Nothing that the figure is made of: other counts changed, and with them what protects this one.
    Protection,
}

/// A figure of both runs that differs, or of one alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Before; `None` where only the later run has it.
    pub earlier: Option<Figures>,
    /// After; `None` where only the earlier run has it.
    pub later: Option<Figures>,
    /// What could have moved it.
    pub causes: Vec<Cause>,
}

/// What is compared of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Cases.
    pub cases: Cell<Count>,
    /// Base.
    pub base: Cell<Base>,
    /// The ratio, where there is one.
    pub ratio: Option<Cell<Interval>>,
}

/// Two runs beside one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunComparison {
    /// The earlier run.
    pub earlier: Side,
    /// The later run.
    pub later: Side,
    /// In what they differ.
    pub made_of: Differences,
    /// What moved, appeared or went, in the order of the tables.
    pub moved: Vec<Move>,
    /// How many outcomes are the same.
    pub same: u64,
}

impl Cause {
    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Mapping => "mapping",
            Self::Definition => "definition",
            Self::CodeList => "code list",
            Self::Configuration => "configuration",
            Self::Version => "version",
            Self::Protection => "protection of other counts",
        }
    }
}

impl RunComparison {
    /// How many moves each cause could have made; a move with several causes counts under each.
    #[must_use]
    pub fn by_cause(&self) -> BTreeMap<Cause, u64> {
        let mut out = BTreeMap::new();
        for cause in self.moved.iter().flat_map(|one| &one.causes) {
            *out.entry(*cause).or_default() += 1;
        }
        out
    }
}

type Key<'a> = (&'a Place, Grouping, Group);

pub(super) fn compare(earlier: &ReadResults, later: &ReadResults) -> RunComparison {
    let made_of = differences(&earlier.run, &later.run);
    let mut all: BTreeMap<Key<'_>, [Option<Figures>; 2]> = BTreeMap::new();
    for (side, results) in [earlier, later].into_iter().enumerate() {
        for one in &results.figures {
            let figures = Figures { cases: one.cases, base: one.base, ratio: one.ratio };
            all.entry((&one.place, one.grouping, one.group)).or_default()[side] = Some(figures);
        }
    }
    let mut moved = Vec::new();
    let mut same = 0;
    for ((place, grouping, group), [earlier, later]) in all {
        if earlier == later {
            same += 1;
        } else {
            let causes = causes(place, &made_of);
            moved.push(Move { place: place.clone(), grouping, group, earlier, later, causes });
        }
    }
    let side = |results: &ReadResults| Side {
        run: results.run.id.clone(),
        version: results.run.version.clone(),
        outcomes: results.figures.len() as u64,
    };
    RunComparison { earlier: side(earlier), later: side(later), made_of, moved, same }
}

fn causes(place: &Place, made_of: &Differences) -> Vec<Cause> {
    // What is summed over sites can be moved by any of them; the staff of a year are read for the next one too.
    let concerns = |site: &str| match &place.scope {
        Scope::Site(own) => own.as_str() == site,
        Scope::Region(_) | Scope::All => true,
    };
    let data = made_of.files.iter().any(|one| one.period <= place.period && concerns(&one.site));
    let mapping = made_of.mappings.iter().any(|site| concerns(site));
    let found = [
        (Cause::Data, data),
        (Cause::Mapping, mapping),
        (Cause::Definition, made_of.definitions.contains(&place.indicator.0)),
        (Cause::CodeList, !made_of.code_lists.is_empty()),
        (Cause::Configuration, made_of.configuration),
        (Cause::Version, made_of.version.is_some()),
    ];
    let causes: Vec<Cause> = found.into_iter().filter(|(_, differs)| *differs).map(|(cause, _)| cause).collect();
    if causes.is_empty() { vec![Cause::Protection] } else { causes }
}
