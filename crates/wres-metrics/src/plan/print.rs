//! A plan as a person reads it, and as it is hashed.

use super::{
    count_plan::CountPlan,
    nodes::{ConditionNode, Division, LinkNode, Measure, PopulationNode, StrataNode},
    predicate::Predicate,
};
use crate::definition::{Fate, Split, When};
use std::fmt::{Display, Formatter, Result};

/// Grows when the meaning of a node changes, so that counts cached under the old meaning are not taken for new ones.
const MEANING: u32 = 4;

impl Display for CountPlan {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "count plan, meaning {MEANING}")?;
        for (dataset, columns) in self.scans() {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            writeln!(f, "scan {}: {}", dataset.name(), columns.join(", "))?;
        }
        for (place, population) in self.populations().iter().enumerate() {
            writeln!(f, "population p{place}: {population}")?;
        }
        for count in self.counts() {
            let services: Vec<&str> = count.services.iter().map(|service| service.code()).collect();
            write!(f, "count {} of p{}", count.indicator, count.population)?;
            if !services.is_empty() {
                write!(f, ", together and {}", services.join(", "))?;
            }
            writeln!(f)?;
            if let Some(at_risk) = &count.at_risk {
                writeln!(f, "  at risk: {at_risk}")?;
            }
            match &count.measure {
                Measure::Proportion { case, weight, .. } => {
                    writeln!(f, "  case: {case}")?;
                    if let Some(weight) = weight {
                        writeln!(f, "  weighted by {weight}: respondents, sums of weights and of their squares")?;
                    }
                }
                Measure::Share { .. } => writeln!(f, "  case: being in the stratum")?,
                Measure::Survival { exit, bands } => {
                    writeln!(f, "  by month of service in bands {bands}: months at risk while in post; exit: {exit}")?;
                }
                Measure::Waiting { start, end, days, bands } => {
                    writeln!(
                        f,
                        "  by day since {start}, up to {days}, in bands {bands}: days of waiting; case: {end} in it"
                    )?;
                }
                Measure::Transitions => writeln!(f, "  by rung before and rung on the snapshot date, or left")?,
                Measure::Pay { column } => writeln!(f, "  people by distinct {column}, service, rung and hours")?,
                Measure::Sum { column } => writeln!(f, "  sum of {column}")?,
            }
            for strata in count.strata() {
                write!(f, "{strata}")?;
            }
        }
        Ok(())
    }
}

impl Display for PopulationNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let name = self.dataset.name();
        match self.when {
            When::Rows => write!(f, "rows of {name}"),
            When::Snapshot => write!(f, "persons of {name} on the snapshot date"),
            When::InPeriod => {
                write!(f, "persons of {name} on the snapshot date or the one before, or of leavers in the period")
            }
            When::Cohort => write!(f, "persons of {name} on the snapshot date before"),
        }?;
        all(f, " where ", &self.predicates)?;
        if self.of_persons() {
            write!(f, "; one row a person: highest rung of {}, most hours, lowest post", self.ladder.join(" < "))?;
        }
        match &self.ethnicity {
            Some(column) => write!(f, "; ethnicity from {column}")?,
            None => f.write_str("; of nobody's ethnicity")?,
        }
        if !self.attributes.is_empty() {
            let columns: Vec<&str> = self.attributes.iter().map(String::as_str).collect();
            write!(f, "; with {}", columns.join(", "))?;
        }
        Ok(())
    }
}

impl Display for LinkNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "at least {} row of {}", self.at_least, self.dataset.name())?;
        all(f, " where ", &self.predicates)
    }
}

impl Display for ConditionNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut parts = Vec::new();
        parts.extend(self.own.iter().map(Predicate::to_string));
        if !self.any.is_empty() {
            let any: Vec<String> = self.any.iter().map(Predicate::to_string).collect();
            parts.push(format!("({})", any.join(" or ")));
        }
        parts.extend(self.link.as_ref().map(LinkNode::to_string));
        parts.extend(self.fate.map(|fate| {
            match fate {
                Fate::Remained => "in post on the snapshot date",
                Fate::Stayed => "on the same rung on the snapshot date",
                Fate::Up => "on a higher rung on the snapshot date",
                Fate::Down => "on a lower rung on the snapshot date",
                Fate::Left => "not in post on the snapshot date",
            }
            .to_owned()
        }));
        f.write_str(&parts.join(" and "))
    }
}

impl Display for StrataNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let split = match self.split {
            Split::Base => "base and cases",
            Split::Cases => "cases",
        };
        write!(f, "  by {} ({split})", self.dimension)?;
        match &self.division {
            Division::Codes { column, codes } => writeln!(f, ": {column} {}, else unmapped", codes.join(" | ")),
            Division::Flag { column, codes } => writeln!(f, ": {column} {}, else unmapped", codes.join(" | ")),
            Division::Bands { column, bands } => {
                let edge = |edge: Option<i64>| edge.map_or_else(String::new, |edge| edge.to_string());
                let bands: Vec<String> =
                    bands.iter().map(|b| format!("{} [{}..{})", b.code, edge(b.from), edge(b.below))).collect();
                writeln!(f, ": {column} {}, else unmapped", bands.join(" | "))
            }
            Division::Conditions(values) => {
                writeln!(f)?;
                values.iter().try_for_each(|(code, condition)| writeln!(f, "    {code}: {condition}"))
            }
        }
    }
}

fn all(f: &mut Formatter<'_>, before: &str, predicates: &[Predicate]) -> Result {
    for (index, predicate) in predicates.iter().enumerate() {
        write!(f, "{}{predicate}", if index == 0 { before } else { " and " })?;
    }
    Ok(())
}
