//! Which counts of a plan are counts of the same people.
//!
//! A quantity is a population with the conditions that its members meet. Two indicators that ask for the same members under the
//! same conditions, one as a base and one as cases, ask for one quantity. A quantity with more conditions lies within each with
//! fewer of the same ones; the values of a division add up to what is divided.

use super::{
    count_plan::CountPlan,
    nodes::{ConditionNode, CountNode, Division, LinkNode, Measure, StrataNode, UNMAPPED},
    predicate::{Predicate, Test},
    time_bands::TimeBands,
};
use crate::{
    definition::{Fate, Split},
    engine::{DAY_OF_WAITING, LEFT, MONTH_OF_SERVICE, TRANSITION},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Counted, IndicatorQuantities, Partition, Quantities, Quantity, QuantityId, Stratum};

/// Months in a period: one person adds no more to the months of service of a year.
const MONTHS: u64 = 12;
/// Hundredths of a full-time post.
const FULL_TIME: u64 = 100;

/// One condition that members of a quantity meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Atom {
    /// Not people, but what they add up to: months, days, hours.
    Unit(String),
    /// A test of the member's own row.
    Own(Predicate),
    /// Tests of which one holds.
    Any(Vec<Predicate>),
    /// Rows about the member in another dataset.
    Linked { dataset: &'static str, at_least: u32 },
    /// A test on those rows.
    OfLinked(Predicate),
    /// What became of the member.
    Fate(&'static str),
    /// The value of a column that divides.
    Value { column: String, value: String },
    /// A band of time.
    Band(String),
    /// The rung a year later, or gone.
    Now(String),
}

/// The members of a quantity: the population and what they meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Members {
    population: usize,
    atoms: BTreeSet<Atom>,
}

impl Members {
    fn with(&self, atoms: impl IntoIterator<Item = Atom>) -> Self {
        let mut members = self.clone();
        members.atoms.extend(atoms);
        members
    }
}

impl CountPlan {
    /// The quantities that the plan counts.
    #[must_use]
    pub fn quantities(&self) -> Quantities {
        let mut found = Found { plan: self, ids: BTreeMap::new(), out: Quantities::default() };
        for count in self.counts() {
            found.count(count);
        }
        found.complements();
        found.finish()
    }
}

struct Found<'a> {
    plan: &'a CountPlan,
    ids: BTreeMap<Members, QuantityId>,
    out: Quantities,
}

impl Found<'_> {
    fn id(&mut self, members: Members, per_person: u64) -> QuantityId {
        if let Some(&id) = self.ids.get(&members) {
            return id;
        }
        let mut population = self.plan.populations()[members.population].clone();
        population.attributes.clear();
        let about_people = population.ethnicity.is_some();
        let name = members.atoms.iter().fold(population.to_string(), |name, atom| format!("{name} & {atom:?}"));
        self.out.all.push(Quantity { name, per_person, about_people });
        self.ids.insert(members, self.out.all.len() - 1);
        self.out.all.len() - 1
    }

    fn partition(&mut self, whole: QuantityId, parts: Vec<QuantityId>, cumulated: bool) {
        let partition = Partition { whole, parts, cumulated };
        if !self.out.partitions.contains(&partition) {
            self.out.partitions.push(partition);
        }
    }

    fn count(&mut self, count: &CountNode) {
        let at_risk = count.at_risk.iter().flat_map(atoms);
        let members = Members { population: count.population, atoms: at_risk.collect() };
        let mut of = IndicatorQuantities { services: count.services.clone(), ..IndicatorQuantities::default() };
        match &count.measure {
            Measure::Proportion { case, strata, .. } => {
                let counted = self.counted(&members, &members.with(atoms(case)), 1);
                of.always(&Stratum::whole(), counted);
                for strata in strata {
                    self.strata(&members, Some(case), strata, &mut of);
                }
            }
            Measure::Share { strata } => {
                for strata in strata {
                    self.strata(&members, None, strata, &mut of);
                }
            }
            Measure::Survival { exit, bands } => {
                self.bands(&members, (MONTH_OF_SERVICE, bands), &linked(exit), |_| MONTHS, &mut of);
            }
            Measure::Waiting { start, end, days, bands } => {
                let came = vec![Atom::Any(vec![Predicate {
                    column: end.clone(),
                    test: Test::WithinDays { of: start.clone(), days: *days },
                    optional: false,
                }])];
                let width = |place: usize| {
                    let (from, last) = bands.units(place).unwrap_or((0, None));
                    u64::from(last.unwrap_or(*days).saturating_sub(from)) + 1
                };
                self.bands(&members, (DAY_OF_WAITING, bands), &came, width, &mut of);
            }
            Measure::Transitions => self.transitions(count, &members, &mut of),
            Measure::Sum { column } => {
                let hours = members.with([Atom::Unit(column.clone())]);
                let id = self.id(hours, FULL_TIME);
                of.always(&Stratum::whole(), Counted { cases: id, base: id });
            }
            Measure::Pay { .. } => {}
        }
        self.out.indicators.insert(count.indicator.clone(), of);
    }

    fn counted(&mut self, base: &Members, cases: &Members, per_person: u64) -> Counted {
        Counted { base: self.id(base.clone(), per_person), cases: self.id(cases.clone(), 1) }
    }

    /// The strata of a dimension. Without a case, being in the stratum is the case.
    fn strata(
        &mut self,
        members: &Members,
        case: Option<&ConditionNode>,
        strata: &StrataNode,
        of: &mut IndicatorQuantities,
    ) {
        let cases: Vec<Atom> = case.into_iter().flat_map(atoms).collect();
        let values: Vec<(String, Vec<Atom>)> = match &strata.division {
            Division::Conditions(values) => {
                values.iter().map(|(code, condition)| (code.clone(), atoms(condition).collect())).collect()
            }
            division => {
                let column = || division.column().unwrap_or_default().to_owned();
                let listed = division.codes().join(" | ");
                let value = |code: &str| match division {
                    Division::Bands { bands, .. } => bands.iter().find(|band| band.code == code).map_or_else(
                        || format!("none of {bands:?}"),
                        |band| format!("{:?}..{:?}", band.from, band.below),
                    ),
                    _ if code == UNMAPPED => format!("none of {listed}"),
                    _ => code.to_owned(),
                };
                let codes = division.codes().into_iter().chain([UNMAPPED]);
                codes
                    .map(|code| (code.to_owned(), vec![Atom::Value { column: column(), value: value(code) }]))
                    .collect()
            }
        };
        let mut parts = (Vec::new(), Vec::new());
        for (code, value) in values {
            let within = members.with(value.clone());
            let counted = match (case, strata.split) {
                (None, _) => self.counted(members, &within, 1),
                (Some(_), Split::Base) => self.counted(&within, &within.with(cases.clone()), 1),
                (Some(_), Split::Cases) => self.counted(members, &within, 1),
            };
            parts.0.push(counted.base);
            parts.1.push(counted.cases);
            let stratum = Stratum { dimension: strata.dimension.clone(), order: 0, value: code.clone() };
            if code == UNMAPPED { of.sometimes(&stratum, counted) } else { of.always(&stratum, counted) }
        }
        if matches!(strata.division, Division::Conditions(_)) {
            return;
        }
        let base = self.id(members.clone(), 1);
        match case {
            None => self.partition(base, parts.1, false),
            Some(_) => {
                let all_cases = self.id(members.with(cases), 1);
                self.partition(base, parts.0, false);
                self.partition(all_cases, parts.1, false);
            }
        }
    }

    /// Bands of time: units at risk, and those to whom it happened in the band.
    fn bands(
        &mut self,
        members: &Members,
        (dimension, bands): (&str, &TimeBands),
        event: &[Atom],
        per_person: impl Fn(usize) -> u64,
        of: &mut IndicatorQuantities,
    ) {
        let at_risk = members.with([Atom::Unit(dimension.to_owned())]);
        let (mut bases, mut cases) = (Vec::new(), Vec::new());
        let most = (0..bands.len()).map(&per_person).max().unwrap_or(1);
        for place in 0..bands.len() {
            let band = at_risk.with([Atom::Band(bands.code(place))]);
            let counted = Counted {
                base: self.id(band.clone(), per_person(place)),
                cases: self.id(band.with(event.iter().cloned()), 1),
            };
            bases.push(counted.base);
            cases.push(counted.cases);
            let stratum = Stratum { dimension: dimension.to_owned(), order: 0, value: bands.code(place) };
            of.sometimes(&stratum, counted);
        }
        // Units of bands of one step add up; where a person adds more to one band than to another, steps differ and each stands alone.
        if (0..bands.len()).all(|place| per_person(place) == most) {
            let whole = self.id(at_risk.clone(), most);
            self.partition(whole, bases, false);
        }
        let whole = self.id(at_risk.with(event.iter().cloned()), 1);
        self.partition(whole, cases, true);
    }

    /// From each rung to each rung, or gone.
    fn transitions(&mut self, count: &CountNode, members: &Members, of: &mut IndicatorQuantities) {
        let ladder = self.plan.population(count).ladder.clone();
        let listed = format!("none of {}", ladder.join(" | "));
        let on = |code: &str| Atom::Value {
            column: "rung".to_owned(),
            value: if code == UNMAPPED { listed.clone() } else { code.to_owned() },
        };
        let rungs: Vec<&str> = ladder.iter().map(String::as_str).chain([UNMAPPED]).collect();
        let mut origins = Vec::new();
        for &from in &rungs {
            let origin = members.with([on(from)]);
            let mut parts = Vec::new();
            for &to in rungs.iter().chain(&[LEFT]) {
                let counted = self.counted(&origin, &origin.with([Atom::Now(to.to_owned())]), 1);
                parts.push(counted.cases);
                let value = format!("{from}>{to}");
                of.sometimes(&Stratum { dimension: TRANSITION.to_owned(), order: 0, value }, counted);
            }
            let origin = self.id(origin, 1);
            self.partition(origin, parts, false);
            origins.push(origin);
        }
        let whole = self.id(members.clone(), 1);
        self.partition(whole, origins, false);
    }

    /// Quantities that differ in one test alone, of which one takes some codes and the other all but these: together they are those
    /// who pass what is left of the other's test, if anybody asks for them.
    fn complements(&mut self) {
        let mut found = Vec::new();
        for (some, &one) in &self.ids {
            for atom in &some.atoms {
                let Atom::OfLinked(Predicate { column, test: Test::OneOf(codes), optional }) = atom else { continue };
                let mut rest = some.clone();
                rest.atoms.remove(atom);
                let test = |codes: BTreeSet<String>| {
                    let predicate =
                        Predicate { column: column.clone(), test: Test::NoneOf(codes), optional: *optional };
                    rest.with([Atom::OfLinked(predicate)])
                };
                for (others, &other) in &self.ids {
                    let excluded = others.atoms.iter().find_map(|atom| match atom {
                        Atom::OfLinked(Predicate { column: of, test: Test::NoneOf(excluded), .. }) if of == column => {
                            Some(excluded)
                        }
                        _ => None,
                    });
                    let Some(excluded) = excluded.filter(|excluded| codes.is_subset(excluded)) else { continue };
                    if *others == test(excluded.clone())
                        && let Some(&whole) = self.ids.get(&test(excluded.difference(codes).cloned().collect()))
                    {
                        found.push((whole, vec![one, other]));
                    }
                }
            }
        }
        for (whole, parts) in found {
            self.partition(whole, parts, false);
        }
    }

    /// What lies within what, and an order in which wholes come first.
    fn finish(mut self) -> Quantities {
        let mut wholes: Vec<Vec<QuantityId>> = vec![Vec::new(); self.out.all.len()];
        for (members, &id) in &self.ids {
            let atoms: Vec<&Atom> = members.atoms.iter().collect();
            let free: Vec<usize> = (0..atoms.len()).filter(|at| !matches!(atoms[*at], Atom::Unit(_))).collect();
            // A quantity has few conditions, so every choice of them can be looked up.
            let choices = 1_u32 << free.len().min(12);
            let mut within: Vec<(u32, QuantityId)> = (1..choices)
                .filter_map(|left_out| {
                    let mut wider = members.clone();
                    for (_, at) in free.iter().enumerate().filter(|(place, _)| left_out >> place & 1 == 1) {
                        wider.atoms.remove(atoms[*at]);
                    }
                    self.ids.get(&wider).map(|&whole| (left_out, whole))
                })
                .collect();
            // Only the nearest: a whole of a whole follows.
            let all = within.clone();
            within.retain(|(left_out, _)| !all.iter().any(|(less, _)| less != left_out && less & left_out == *less));
            wholes[id] = within.into_iter().map(|(_, whole)| whole).collect();
        }
        let mut by_conditions: Vec<(usize, QuantityId)> =
            self.ids.iter().map(|(members, &id)| (members.atoms.len(), id)).collect();
        by_conditions.sort_unstable();
        self.out.order = by_conditions.into_iter().map(|(_, id)| id).collect();
        self.out.wholes = wholes;
        self.out
    }
}

/// The conditions of a node, each by itself.
fn atoms(condition: &ConditionNode) -> impl Iterator<Item = Atom> {
    let fate = condition.fate.map(|fate| {
        Atom::Fate(match fate {
            Fate::Remained => "remained",
            Fate::Stayed => "stayed",
            Fate::Up => "up",
            Fate::Down => "down",
            Fate::Left => "left",
        })
    });
    let own = condition.own.iter().cloned().map(Atom::Own);
    let any = (!condition.any.is_empty()).then(|| Atom::Any(condition.any.clone()));
    let link = condition.link.iter().flat_map(linked);
    own.chain(any).chain(link).chain(fate).collect::<Vec<_>>().into_iter()
}

fn linked(link: &LinkNode) -> Vec<Atom> {
    let rows = Atom::Linked { dataset: link.dataset.name(), at_least: link.at_least };
    std::iter::once(rows).chain(link.predicates.iter().cloned().map(Atom::OfLinked)).collect()
}

/// Strata of an indicator, with figures always or only where somebody is.
trait Strata {
    fn always(&mut self, stratum: &Stratum, counted: Counted);
    fn sometimes(&mut self, stratum: &Stratum, counted: Counted);
}

impl Strata for IndicatorQuantities {
    fn always(&mut self, stratum: &Stratum, counted: Counted) {
        self.always.push((stratum.dimension.clone(), stratum.value.clone()));
        self.sometimes(stratum, counted);
    }

    fn sometimes(&mut self, stratum: &Stratum, counted: Counted) {
        self.strata.insert((stratum.dimension.clone(), stratum.value.clone()), counted);
    }
}

#[cfg(test)]
mod tests {
    use crate::{CountPlan, Standard};
    use wres_domain::{IndicatorId, Quantities, Stratum};

    fn of(names: &[&str]) -> Quantities {
        let standards: Vec<Standard> = names.iter().map(|name| Standard::embedded(name).unwrap()).collect();
        CountPlan::compile(&standards.iter().collect::<Vec<_>>()).unwrap().quantities()
    }

    fn stratum(dimension: &str, value: &str) -> Stratum {
        Stratum { dimension: dimension.to_owned(), order: 0, value: value.to_owned() }
    }

    #[test]
    fn the_cases_of_one_step_are_the_base_of_the_next() {
        let found = of(&["recruitment-funnel"]);
        let counted = |name: &str| found.counted(&IndicatorId(name.to_owned()), &Stratum::whole()).unwrap();
        assert_eq!(counted("recruitment-funnel-shortlisted").cases, counted("recruitment-funnel-interviewed").base);
        assert_ne!(counted("recruitment-funnel-shortlisted").base, counted("recruitment-funnel-interviewed").base);
    }

    #[test]
    fn two_standards_that_count_the_same_staff_count_one_quantity() {
        let found = of(&["progression", "retention"]);
        let cohort = found.counted(&IndicatorId("retention-stability".into()), &Stratum::whole()).unwrap().base;
        let promoted = found.counted(&IndicatorId("progression-promoted".into()), &Stratum::whole()).unwrap();
        assert_eq!(promoted.base, cohort);
        assert!(found.wholes[promoted.cases].contains(&cohort));
        // The people on a rung are those from whom transitions start.
        let on_rung = found.counted(&IndicatorId("progression-promoted".into()), &stratum("rung", "3")).unwrap().base;
        let partition = found.partitions.iter().find(|one| one.whole == on_rung).unwrap();
        assert_eq!(partition.parts.len(), 11);
        assert!(found.partitions.iter().any(|one| one.whole == cohort && one.parts.contains(&on_rung)));
    }

    #[test]
    fn leaving_is_leaving_of_ones_own_will_and_otherwise_in_every_band() {
        let found = of(&["retention"]);
        let of_band = |name: &str| {
            found.counted(&IndicatorId(format!("retention-{name}")), &stratum("month_of_service", "0000-0011")).unwrap()
        };
        let (all, own, other) = (of_band("leaving"), of_band("voluntary"), of_band("other"));
        assert_eq!((all.base, all.base), (own.base, other.base));
        assert_eq!(found.all[all.base].per_person, 12);
        let adds_up = |one: &&wres_domain::Partition| one.whole == all.cases && one.parts.len() == 2;
        let parts = &found.partitions.iter().find(adds_up).unwrap().parts;
        assert!(parts.contains(&own.cases) && parts.contains(&other.cases));
    }

    #[test]
    fn wholes_come_before_what_lies_within_them_for_every_standard() {
        for name in [
            "sc-wres-2021",
            "sc-wres-2024",
            "nhs-wres",
            "monitoring-duty",
            "recruitment-funnel",
            "progression",
            "retention",
            "experience",
            "incidents",
            "self-assessment",
            "context",
            "pay-gap",
        ] {
            let found = of(&[name]);
            let place = |id: usize| found.order.iter().position(|one| *one == id).unwrap();
            assert_eq!(found.order.len(), found.all.len());
            for (part, wholes) in found.wholes.iter().enumerate() {
                assert!(wholes.iter().all(|whole| place(*whole) < place(part)), "{name}");
            }
            for partition in &found.partitions {
                assert!(
                    partition.parts.iter().all(|part| place(partition.whole) < place(*part))
                        || partition.parts.len() == 2
                );
            }
        }
    }
}
