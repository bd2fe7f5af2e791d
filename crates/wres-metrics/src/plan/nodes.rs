//! The nodes of a plan.

use super::{predicate::Predicate, time_bands::TimeBands};
use crate::definition::{Fate, Split, When};
use std::collections::BTreeSet;
use wres_domain::{Dataset, IndicatorId, Service};

/// Those who can be cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PopulationNode {
    /// The dataset whose rows it is made of.
    pub(crate) dataset: Dataset,
    /// When people belong to it.
    pub(crate) when: When,
    /// Tests on rows before people are told apart.
    pub(crate) predicates: Vec<Predicate>,
    /// Rungs from low to high.
    pub(crate) ladder: Vec<String>,
    /// The column of ethnicity; `None` where rows are about nobody in particular.
    pub(crate) ethnicity: Option<String>,
    /// Whether rows say a service.
    pub(crate) service: bool,
    /// Columns of the member's row that counting needs, beside ethnicity and service.
    pub(crate) attributes: BTreeSet<String>,
}

impl PopulationNode {
    /// Whether two populations have the same members, whatever is asked about them.
    pub(crate) fn same_members(&self, other: &Self) -> bool {
        let key = |p: &Self| (p.dataset, p.when, p.predicates.clone(), p.ladder.clone());
        key(self) == key(other)
    }

    /// Whether members are persons, told apart by `person_id`; otherwise each row is a member.
    pub(crate) fn of_persons(&self) -> bool {
        self.when != When::Rows
    }
}

/// Rows about a member in another dataset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LinkNode {
    /// The other dataset, linked by `person_id`.
    pub(crate) dataset: Dataset,
    /// Tests on its rows.
    pub(crate) predicates: Vec<Predicate>,
    /// How many rows must pass.
    pub(crate) at_least: u32,
}

/// A condition that a member meets or not. All parts must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct ConditionNode {
    /// Tests on the member's own row.
    pub(crate) own: Vec<Predicate>,
    /// Tests on the member's own row of which at least one must hold; none where there is nothing to choose from.
    pub(crate) any: Vec<Predicate>,
    /// Rows about the member in another dataset.
    pub(crate) link: Option<LinkNode>,
    /// What became of a member of a cohort.
    pub(crate) fate: Option<Fate>,
}

/// How members or cases are divided into strata.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Division {
    /// By the values of a column of codes, in this order; others are unmapped.
    Codes { column: String, codes: Vec<String> },
    /// By a flag: `yes`, `no`; unknown is unmapped.
    Flag { column: String, codes: [String; 2] },
    /// By edges on a column of numbers: `from <= value < below`; others are unmapped.
    Bands { column: String, bands: Vec<BandNode> },
    /// By conditions, each of its own.
    Conditions(Vec<(String, ConditionNode)>),
}

/// One band of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct BandNode {
    pub(crate) code: String,
    pub(crate) from: Option<i64>,
    pub(crate) below: Option<i64>,
}

/// A dimension of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StrataNode {
    /// Its name.
    pub(crate) dimension: String,
    /// What it divides.
    pub(crate) split: Split,
    /// How.
    pub(crate) division: Division,
}

/// What is counted of a population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Those who meet the condition out of those at risk, for all together and by stratum; and, by the column of weights, the weights
    /// of both for all together.
    Proportion { case: ConditionNode, strata: Vec<StrataNode>, weight: Option<String> },
    /// For every stratum, those in it out of everybody at risk.
    Share { strata: Vec<StrataNode> },
    /// By band of months of service: those who leave out of the months that anybody was still there.
    Survival { exit: LinkNode, bands: TimeBands },
    /// By band of days since `start`: those with `end` in it out of the days that anybody was still waiting, seen for at most
    /// `days` days.
    Waiting { start: String, end: String, days: u32, bands: TimeBands },
    /// By rung before and rung now, or gone.
    Transitions,
    /// People by distinct value of the column.
    Pay { column: String },
    /// The sum of the column.
    Sum { column: String },
}

/// One indicator's counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CountNode {
    /// The indicator.
    pub(crate) indicator: IndicatorId,
    /// Place of its population in the plan.
    pub(crate) population: usize,
    /// Services that always have rows.
    pub(crate) services: Vec<Service>,
    /// Who is at risk; `None` for everybody.
    pub(crate) at_risk: Option<ConditionNode>,
    /// What is counted.
    pub(crate) measure: Measure,
}

/// The code of the stratum of those whose value is not known or not listed.
pub const UNMAPPED: &str = "unmapped";

impl ConditionNode {
    /// The columns of the member's own row that the condition reads.
    pub(crate) fn own_columns(&self) -> impl Iterator<Item = &str> {
        let fate = matches!(self.fate, Some(Fate::Stayed | Fate::Up | Fate::Down)).then_some("rung");
        self.own.iter().chain(&self.any).flat_map(Predicate::columns).chain(fate)
    }
}

impl Division {
    /// The codes of the strata in their order.
    pub(crate) fn codes(&self) -> Vec<&str> {
        match self {
            Self::Codes { codes, .. } => codes.iter().map(String::as_str).collect(),
            Self::Flag { codes, .. } => codes.iter().map(String::as_str).collect(),
            Self::Bands { bands, .. } => bands.iter().map(|band| band.code.as_str()).collect(),
            Self::Conditions(values) => values.iter().map(|(code, _)| code.as_str()).collect(),
        }
    }

    /// The column that divides, where there is one.
    pub(crate) fn column(&self) -> Option<&str> {
        match self {
            Self::Codes { column, .. } | Self::Flag { column, .. } | Self::Bands { column, .. } => Some(column),
            Self::Conditions(_) => None,
        }
    }
}

impl CountNode {
    /// Every condition that counting evaluates: at risk, cases, strata.
    pub(crate) fn conditions(&self) -> Vec<&ConditionNode> {
        let mut out: Vec<&ConditionNode> = self.at_risk.iter().collect();
        if let Measure::Proportion { case, .. } = &self.measure {
            out.push(case);
        }
        for strata in self.strata() {
            if let Division::Conditions(values) = &strata.division {
                out.extend(values.iter().map(|(_, condition)| condition));
            }
        }
        out
    }

    /// Every link to another dataset that counting follows.
    pub(crate) fn links(&self) -> impl Iterator<Item = &LinkNode> {
        let exit = match &self.measure {
            Measure::Survival { exit, .. } => Some(exit),
            _ => None,
        };
        self.conditions().into_iter().filter_map(|condition| condition.link.as_ref()).chain(exit)
    }

    /// The dimensions that it is counted by.
    pub(crate) fn strata(&self) -> &[StrataNode] {
        match &self.measure {
            Measure::Proportion { strata, .. } | Measure::Share { strata } => strata,
            Measure::Survival { .. }
            | Measure::Waiting { .. }
            | Measure::Transitions
            | Measure::Pay { .. }
            | Measure::Sum { .. } => &[],
        }
    }
}
