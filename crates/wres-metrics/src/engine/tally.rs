//! Counting: members who meet conditions, by service, ethnicity and stratum.

use super::{
    events::Events,
    expression::band,
    members::{ETHNICITY, SERVICE, fate},
    scene::Scene,
};
use crate::{
    definition::Split,
    plan::{ConditionNode, CountNode, Division, Measure, PopulationNode, StrataNode},
};
use polars::prelude::*;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Service};

/// Cases and base of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cases {
    pub(crate) cases: u64,
    pub(crate) base: u64,
}

/// A stratum of an indicator: its dimension by place, and its value by place; `None` for the whole, a value of `None` for
/// those not mapped.
pub(crate) type StratumKey = Option<(usize, Option<usize>)>;

/// The cells of one indicator.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) cells: BTreeMap<(StratumKey, Service, Ethnicity), Cases>,
    /// Members who are cases and not at risk.
    pub(crate) not_at_risk: u64,
}

/// Counts every indicator of a population that can be counted. `counts` are those without an absence of their own;
/// `strata_present` says which of their dimensions can be told.
pub(crate) fn tally(
    scene: &Scene<'_>,
    events: &Events,
    population: &PopulationNode,
    members: &DataFrame,
    counts: &[(&CountNode, Vec<bool>)],
) -> PolarsResult<Vec<Tally>> {
    let mut lazy = members.clone().lazy();
    if population.of_persons() {
        for (_, frame) in events.frames() {
            lazy = lazy.left_join(frame.clone().lazy(), col("person_id"), col("person_id"));
        }
    }
    let asks = Asks::new(scene, events, population);
    // Conditions are evaluated once, whichever indicators share them.
    let mut flags = Flags::default();
    for (count, _) in counts {
        for condition in count.conditions() {
            flags.add(condition, &asks);
        }
    }
    let mut columns = vec![col(SERVICE), col(ETHNICITY)];
    columns.extend(flags.expressions);
    let mut divided: Vec<&Division> = Vec::new();
    for (count, present) in counts {
        for (strata, _) in count.strata().iter().zip(present).filter(|(_, present)| **present) {
            if strata.division.column().is_some() && !divided.contains(&&strata.division) {
                divided.push(&strata.division);
            }
        }
    }
    for (place, division) in divided.iter().enumerate() {
        columns.push(asks.stratum(division).cast(DataType::UInt16).alias(stratum_name(place)));
    }
    let members = Members::of(&lazy.select(columns).collect()?, &flags.names, divided.len())?;

    let mut tallies: Vec<Tally> = counts.iter().map(|_| Tally::default()).collect();
    for ((count, present), tally) in counts.iter().zip(&mut tallies) {
        members.whole(count, present, tally);
        for (place, division) in divided.iter().enumerate() {
            members.by_division(place, division, (count, present), tally);
        }
    }
    Ok(tallies)
}

/// Turns conditions and divisions of a population into expressions over its members' rows.
pub(crate) struct Asks<'a> {
    scene: &'a Scene<'a>,
    events: &'a Events,
    population: &'a PopulationNode,
}

impl<'a> Asks<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, events: &'a Events, population: &'a PopulationNode) -> Self {
        Self { scene, events, population }
    }

    pub(crate) fn condition(&self, condition: &ConditionNode) -> Expr {
        let population = self.population;
        let Some(supplied) = self.scene.supplied(population) else { return lit(false) };
        let own = self.scene.terms.all(&condition.own, population.dataset, &population.ladder, supplied);
        let any = self.scene.terms.any(&condition.any, population.dataset, &population.ladder, supplied);
        let link = condition
            .link
            .as_ref()
            .map(|link| self.events.passes(link, &population.ladder).unwrap_or_else(|| lit(false)));
        let fate = condition.fate.map(|kind| fate(self.scene, population, kind));
        link.into_iter().chain(fate).fold(own.and(any), Expr::and)
    }

    fn stratum(&self, division: &Division) -> Expr {
        let population = self.population;
        match division {
            Division::Codes { column, codes } => {
                let encoded = self.scene.encoded(column, &population.ladder);
                let mut out = lit(NULL).cast(DataType::UInt16);
                for (code, place) in codes.iter().zip(0_u16..) {
                    let number = if encoded == *column {
                        self.scene.terms.vocabulary.number(population.dataset, column, code)
                    } else {
                        population.ladder.iter().position(|rung| rung == code).and_then(|n| u16::try_from(n).ok())
                    };
                    if let Some(number) = number {
                        let here = col(encoded.as_str()).eq(lit(number)).fill_null(lit(false));
                        out = when(here).then(lit(place)).otherwise(out);
                    }
                }
                out
            }
            Division::Flag { column, .. } => when(col(column.as_str()).is_null())
                .then(lit(NULL).cast(DataType::UInt16))
                .when(col(column.as_str()))
                .then(lit(0_u16))
                .otherwise(lit(1_u16)),
            Division::Bands { column, bands } => band(column, bands),
            Division::Conditions(_) => lit(NULL).cast(DataType::UInt16),
        }
    }
}

/// Conditions with the names of their columns.
#[derive(Default)]
struct Flags {
    names: Vec<(ConditionNode, String)>,
    expressions: Vec<Expr>,
}

impl Flags {
    fn add(&mut self, condition: &ConditionNode, asks: &Asks<'_>) {
        if !self.names.iter().any(|(known, _)| known == condition) {
            let name = format!("=c{}", self.names.len());
            self.expressions.push(asks.condition(condition).alias(name.as_str()));
            self.names.push((condition.clone(), name));
        }
    }
}

fn stratum_name(place: usize) -> String {
    format!("=s{place}")
}

/// The members of a population as numbers: where each belongs and what is true of it. All indicators of a population are counted
/// from these; a query of the frame for each would take longer to plan than to run, since a site has thousands of members and not
/// millions.
struct Members<'a> {
    /// For each member the place of its service and ethnicity among all pairs of them.
    pairs: Vec<usize>,
    /// What is true of each member, by condition.
    conditions: Vec<(&'a ConditionNode, Vec<bool>)>,
    /// The value of each member in each division; [`NOWHERE`] for none.
    values: Vec<Vec<u16>>,
}

/// No value.
const NOWHERE: u16 = u16::MAX;
/// Pairs of service and ethnicity.
const PAIRS: usize = Service::ALL.len() * Ethnicity::ALL.len();

impl<'a> Members<'a> {
    fn of(frame: &DataFrame, flags: &'a [(ConditionNode, String)], divisions: usize) -> PolarsResult<Self> {
        // Both are listed in the order in which they are declared.
        let pair =
            |(service, ethnicity): (Service, Ethnicity)| service as usize * Ethnicity::ALL.len() + ethnicity as usize;
        let condition = |(condition, name): &'a (ConditionNode, String)| {
            let column = frame.column(name)?.bool()?;
            PolarsResult::Ok((condition, column.iter().map(|flag| flag.unwrap_or(false)).collect()))
        };
        let value = |place: usize| {
            let column = frame.column(&stratum_name(place))?.u16()?;
            PolarsResult::Ok(column.iter().map(|value| value.unwrap_or(NOWHERE)).collect())
        };
        Ok(Self {
            pairs: places(frame)?.into_iter().map(pair).collect(),
            conditions: flags.iter().map(condition).collect::<PolarsResult<_>>()?,
            values: (0..divisions).map(value).collect::<PolarsResult<_>>()?,
        })
    }

    fn holds(&self, condition: &ConditionNode) -> Option<&[bool]> {
        self.conditions.iter().find(|(known, _)| *known == condition).map(|(_, holds)| holds.as_slice())
    }

    /// Who is at risk; everybody where the indicator does not say.
    fn at_risk(&self, count: &CountNode) -> Vec<bool> {
        let all = || vec![true; self.pairs.len()];
        let none = || vec![false; self.pairs.len()];
        count.at_risk.as_ref().map_or_else(all, |condition| self.holds(condition).map_or_else(none, <[bool]>::to_vec))
    }

    /// Who is a case; `None` for an indicator that has none.
    fn cases(&self, count: &CountNode) -> Option<&[bool]> {
        match &count.measure {
            Measure::Proportion { case, .. } => self.holds(case),
            _ => None,
        }
    }

    /// Counts members by pair and by a number below `values`.
    fn count(&self, values: usize, value: impl Fn(usize) -> usize, is: impl Fn(usize) -> bool) -> Vec<u64> {
        let mut counts = vec![0; PAIRS * values];
        for (row, pair) in self.pairs.iter().enumerate() {
            if is(row) {
                counts[value(row) * PAIRS + pair] += 1;
            }
        }
        counts
    }

    /// The whole of an indicator, and the strata that are conditions of their own.
    fn whole(&self, count: &CountNode, present: &[bool], tally: &mut Tally) {
        let (risk, case) = (self.at_risk(count), self.cases(count));
        let of = |is: &dyn Fn(usize) -> bool| self.count(1, |_| 0, is);
        let is_case = |row: usize| case.is_some_and(|case| case[row]);
        let base = of(&|row| risk[row]);
        tally.fill(|_| None, &of(&|row| risk[row] && is_case(row)), &base);
        tally.not_at_risk = (0..self.pairs.len()).filter(|&row| is_case(row) && !risk[row]).count() as u64;
        for (place, strata) in count.strata().iter().enumerate().filter(|(place, _)| present[*place]) {
            let Division::Conditions(values) = &strata.division else { continue };
            for (value, (_, condition)) in values.iter().enumerate() {
                let holds = self.holds(condition);
                let inside = |row: usize| risk[row] && holds.is_some_and(|holds| holds[row]);
                let key = |_| Some((place, Some(value)));
                match strata.split {
                    Split::Base if !matches!(count.measure, Measure::Share { .. }) => {
                        tally.fill(key, &of(&|row| inside(row) && is_case(row)), &of(&inside));
                    }
                    Split::Base | Split::Cases => tally.fill(key, &of(&inside), &base),
                }
            }
        }
    }

    /// The strata of an indicator that are values of one column.
    fn by_division(
        &self,
        place: usize,
        division: &Division,
        (count, present): (&CountNode, &[bool]),
        tally: &mut Tally,
    ) {
        let here = |(dimension, strata): &(usize, &StrataNode)| present[*dimension] && strata.division == *division;
        let Some((dimension, _)) = count.strata().iter().enumerate().find(here) else { return };
        let (risk, case) = (self.at_risk(count), self.cases(count));
        let known = division.codes().len();
        let value = |row: usize| usize::from(self.values[place][row]).min(known);
        let base = self.count(known + 1, value, |row| risk[row]);
        let cases = match &count.measure {
            Measure::Proportion { .. } => {
                self.count(known + 1, value, |row| risk[row] && case.is_some_and(|case| case[row]))
            }
            _ => base.clone(),
        };
        tally.fill(|value| Some((dimension, Some(value).filter(|value| *value < known))), &cases, &base);
    }
}

impl Tally {
    /// Takes counts over: those of value 0 by pair, then those of value 1, and so on.
    fn fill(&mut self, stratum: impl Fn(usize) -> StratumKey, cases: &[u64], base: &[u64]) {
        for (at, (&cases, &base)) in cases.iter().zip(base).enumerate() {
            let pair = at % PAIRS;
            let (service, ethnicity) = (pair / Ethnicity::ALL.len(), pair % Ethnicity::ALL.len());
            self.add(stratum(at / PAIRS), Service::ALL[service], Ethnicity::ALL[ethnicity], Cases { cases, base });
        }
    }

    fn add(&mut self, stratum: StratumKey, service: Service, ethnicity: Ethnicity, cell: Cases) {
        if cell != Cases::default() {
            let sum = self.cells.entry((stratum, service, ethnicity)).or_default();
            sum.cases += cell.cases;
            sum.base += cell.base;
        }
    }
}

/// Service and ethnicity of every row.
pub(crate) fn places(grouped: &DataFrame) -> PolarsResult<Vec<(Service, Ethnicity)>> {
    let services = grouped.column(SERVICE)?.u16()?;
    let ethnicities = grouped.column(ETHNICITY)?.u16()?;
    let place = |(service, ethnicity): (Option<u16>, Option<u16>)| {
        let service = service.and_then(|n| Service::ALL.get(usize::from(n)).copied()).unwrap_or(Service::Other);
        let ethnicity = ethnicity.and_then(|n| Ethnicity::ALL.get(usize::from(n)).copied());
        (service, ethnicity.unwrap_or(Ethnicity::UnknownUnmapped))
    };
    Ok(services.iter().zip(ethnicities.iter()).map(place).collect())
}
