//! Consortia made up for tests: staff by service, rung and pay band, cases within them, a chain of bands, and transitions.

use std::{collections::BTreeMap, sync::Arc};
use wres_disclosure::{DisclosureKey, Policy, Protected, Protection, Register, protect};
use wres_domain::{
    Binomial, Cell, CountRow, CountTable, Counted, Ethnicity, IndicatorId, IndicatorQuantities, Partition, Place,
    Quantities, Quantity, Scope, Service, ServiceScope, SiteId, Stratum,
};

/// Places of quantities: staff, cases, by rung, cases by rung, by pay band, months, leavers by band.
pub(crate) const RUNGS: usize = 4;
pub(crate) const BANDS: usize = 3;

pub(crate) const STAFF: usize = 0;
pub(crate) const CASES: usize = 1;
const RUNG: usize = 2;
const RUNG_CASES: usize = RUNG + RUNGS;
const PAY: usize = RUNG_CASES + RUNGS;
const ALL_MONTHS: usize = PAY + BANDS;
const MONTHS: usize = ALL_MONTHS + 1;
const ALL_LEAVERS: usize = MONTHS + BANDS;
const LEAVERS: usize = ALL_LEAVERS + 1;
const NODES: usize = LEAVERS + BANDS;

/// A person of a made-up site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) ethnicity: Ethnicity,
    pub(crate) service: Service,
    pub(crate) rung: usize,
    pub(crate) pay: usize,
    pub(crate) case: bool,
    /// Band of service, months in it in the year, and whether the person left.
    pub(crate) band: usize,
    pub(crate) months: u64,
    pub(crate) left: bool,
}

/// Numbers for tests.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end.max(1)
    }
}

pub(crate) fn person(draw: &mut Draw) -> Person {
    let of = |draw: &mut Draw, share: u64| draw.below(100) < share;
    let ethnicity = if of(draw, 60) {
        Ethnicity::WhiteBritish
    } else {
        Ethnicity::ALL[draw.below(Ethnicity::ALL.len() as u64) as usize]
    };
    Person {
        ethnicity,
        service: Service::ALL[draw.below(3) as usize],
        rung: draw.below(RUNGS as u64) as usize,
        pay: draw.below(BANDS as u64) as usize,
        case: of(draw, 6),
        band: draw.below(BANDS as u64) as usize,
        months: 1 + draw.below(12),
        left: of(draw, 12),
    }
}

/// The people of each site.
pub(crate) type People = BTreeMap<SiteId, Vec<Person>>;

pub(crate) fn site(number: usize) -> SiteId {
    SiteId::new(&format!("S{number:03}")).unwrap()
}

/// Sites of very different sizes, some of one person.
pub(crate) fn people(sites: usize, seed: u64) -> People {
    let mut draw = Draw::new(seed + 1);
    let sizes = [1, 4, 12, 40, 150, 600];
    (0..sites)
        .map(|number| {
            let size = sizes[draw.below(sizes.len() as u64) as usize];
            (site(number), (0..size).map(|_| person(&mut draw)).collect())
        })
        .collect()
}

pub(crate) fn regions(people: &People) -> BTreeMap<SiteId, String> {
    let region = |number: usize| ["North", "South", "West"][number % 3].to_owned();
    let all = people.keys().enumerate().filter(|(number, _)| number % 7 != 6);
    all.map(|(number, site)| (site.clone(), region(number))).collect()
}

pub(crate) fn quantities() -> Quantities {
    let of = |name: String, per_person: u64| Quantity { name, per_person, about_people: true };
    let named = |what: &str, count: usize, per_person: u64| -> Vec<Quantity> {
        (0..count).map(|at| of(format!("{what} {at}"), per_person)).collect()
    };
    let mut all = vec![of("staff".into(), 1), of("cases".into(), 1)];
    all.extend(named("rung", RUNGS, 1));
    all.extend(named("cases on rung", RUNGS, 1));
    all.extend(named("pay", BANDS, 1));
    all.push(of("months".into(), 12));
    all.extend(named("months in band", BANDS, 12));
    all.push(of("leavers".into(), 1));
    all.extend(named("leavers in band", BANDS, 1));
    assert_eq!(all.len(), NODES);
    let part = |whole: usize, first: usize, count: usize, cumulated: bool| Partition {
        whole,
        parts: (first..first + count).collect(),
        cumulated,
    };
    let mut wholes = vec![Vec::new(); NODES];
    wholes[CASES] = vec![STAFF];
    for at in 0..RUNGS {
        wholes[RUNG + at] = vec![STAFF];
        wholes[RUNG_CASES + at] = vec![CASES, RUNG + at];
    }
    for at in 0..BANDS {
        wholes[PAY + at] = vec![STAFF];
        wholes[MONTHS + at] = vec![ALL_MONTHS];
        wholes[LEAVERS + at] = vec![ALL_LEAVERS, MONTHS + at];
    }
    let order = [STAFF, ALL_MONTHS, CASES, ALL_LEAVERS].into_iter();
    let order = order.chain(RUNG..RUNG_CASES).chain(PAY..ALL_MONTHS).chain(MONTHS..ALL_LEAVERS);
    let order = order.chain(RUNG_CASES..PAY).chain(LEAVERS..NODES).collect();
    let mut indicators = BTreeMap::new();
    let stratum = |dimension: &str, at: usize| (dimension.to_owned(), at.to_string());
    let mut indicator = |id: &str, strata: Vec<((String, String), Counted)>| {
        let always = strata.iter().map(|(stratum, _)| stratum.clone()).collect();
        let services = Service::ALL[..2].to_vec();
        let of = IndicatorQuantities { strata: strata.into_iter().collect(), services, always };
        indicators.insert(IndicatorId(id.into()), of);
    };
    let whole = ((String::new(), String::new()), Counted { cases: CASES, base: STAFF });
    let rungs = (0..RUNGS).map(|at| (stratum("rung", at), Counted { cases: RUNG_CASES + at, base: RUNG + at }));
    indicator("x-cases", std::iter::once(whole).chain(rungs).collect());
    let on_rung = (0..RUNGS).map(|at| (stratum("rung", at), Counted { cases: RUNG + at, base: STAFF }));
    let paid = (0..BANDS).map(|at| (stratum("pay", at), Counted { cases: PAY + at, base: STAFF }));
    indicator("x-share", on_rung.chain(paid).collect());
    let bands = (0..BANDS).map(|at| (stratum("month", at), Counted { cases: LEAVERS + at, base: MONTHS + at }));
    indicator("x-leaving", bands.collect());
    Quantities {
        all,
        indicators,
        partitions: vec![
            part(STAFF, RUNG, RUNGS, false),
            part(CASES, RUNG_CASES, RUNGS, false),
            part(STAFF, PAY, BANDS, false),
            part(ALL_MONTHS, MONTHS, BANDS, false),
            part(ALL_LEAVERS, LEAVERS, BANDS, true),
        ],
        wholes,
        order,
    }
}

/// The counts of the sites, as an engine would count them.
pub(crate) fn tables(people: &People, period: &str) -> Vec<CountTable> {
    people.iter().map(|(site, people)| table(site, people, period)).collect()
}

fn table(site: &SiteId, people: &[Person], period: &str) -> CountTable {
    let mut rows = Vec::new();
    let mut place = |indicator: &str, dimension: &str, at: usize, counts: &dyn Fn(&Person) -> (u64, u64)| {
        for scope in [ServiceScope::Together].into_iter().chain(Service::ALL.map(ServiceScope::Only)) {
            let value = if dimension.is_empty() { String::new() } else { at.to_string() };
            let place = Arc::new(Place {
                indicator: IndicatorId(indicator.into()),
                period: period.into(),
                scope: Scope::Site(site.clone()),
                service: scope,
                stratum: Stratum { dimension: dimension.into(), order: at as u16, value },
            });
            let here = people.iter().filter(|one| match scope {
                ServiceScope::Together => true,
                ServiceScope::Only(service) => one.service == service,
            });
            let mut sums: BTreeMap<Ethnicity, (u64, u64)> = BTreeMap::new();
            for one in here {
                let (cases, base) = counts(one);
                let sum = sums.entry(one.ethnicity).or_default();
                *sum = (sum.0 + cases, sum.1 + base);
            }
            sums.retain(|_, (_, base)| *base > 0);
            if sums.is_empty() {
                sums.insert(Ethnicity::UnknownBlank, (0, 0));
            }
            rows.extend(sums.into_iter().map(|(ethnicity, (cases, base))| CountRow {
                place: Arc::clone(&place),
                ethnicity,
                binomial: Cell::Value(Binomial::of(cases, base).unwrap()),
            }));
        }
    };
    place("x-cases", "", 0, &|one| (u64::from(one.case), 1));
    for at in 0..RUNGS {
        place("x-cases", "rung", at, &|one| (u64::from(one.case && one.rung == at), u64::from(one.rung == at)));
        place("x-share", "rung", at, &|one| (u64::from(one.rung == at), 1));
    }
    for at in 0..BANDS {
        place("x-share", "pay", at, &|one| (u64::from(one.pay == at), 1));
        place("x-leaving", "month", at, &|one| {
            let here = one.band == at;
            (u64::from(here && one.left), if here { one.months } else { 0 })
        });
    }
    CountTable::from_rows(rows)
}

pub(crate) fn key() -> DisclosureKey {
    DisclosureKey::from_secret(b"a secret for tests")
}

pub(crate) fn protected(people: &People, policy: &Policy, register: &Register) -> Protected {
    released(&tables(people, "2024-25"), &regions(people), policy, register)
}

pub(crate) fn released(
    tables: &[CountTable],
    regions: &BTreeMap<SiteId, String>,
    policy: &Policy,
    register: &Register,
) -> Protected {
    let quantities = quantities();
    protect(Protection { tables, quantities: &quantities, regions, policy, key: &key(), register }).unwrap()
}

/// Counts by place and ethnicity; the reasons why one is not known together.
pub(crate) type Counts = BTreeMap<(String, String, ServiceScope, String, usize), (u64, u64)>;

pub(crate) fn counts(tables: &[CountTable]) -> Counts {
    let mut out = Counts::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        let Cell::Value(binomial) = row.binomial else { continue };
        let place = &row.place;
        let Scope::Site(site) = &place.scope else { continue };
        let ethnicity = if row.ethnicity.is_known() { row.ethnicity } else { Ethnicity::UnknownBlank };
        let stratum = format!("{} {}", place.stratum.dimension, place.stratum.value);
        let key = (site.to_string(), place.indicator.0.clone(), place.service, stratum, ethnicity as usize);
        let sum = out.entry(key).or_default();
        *sum = (sum.0 + binomial.cases().0, sum.1 + binomial.base().0);
    }
    out
}
