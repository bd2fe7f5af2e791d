//! An attacker who has the whole release, knows the method and has no key.
//!
//! Everything released is a sum of protected inner cells, so the attacker's knowledge is those cells and the constraints between true
//! counts: parts within wholes, partitions of one quantity. For each inner cell the attacker asks what its true count can be. A value is
//! possible if there are true counts for all other cells that agree with everything shown: the search below finds them.

use crate::consortium::{BANDS, Counts, RUNGS, counts, people, protected};
use wres_disclosure::{Policy, Register};
use wres_domain::{Service, ServiceScope};

/// What is shown of one site, service and ethnicity: staff by rung and by pay band, cases by rung.
struct Shown {
    rungs: [i64; RUNGS],
    cases: [i64; RUNGS],
    pay: [i64; BANDS],
}

/// Whole numbers that a cell shown as `r` can be, from any threshold: within 4 of it, and 0 to 4 for 0.
fn range(shown: i64) -> (i64, i64) {
    ((shown - 4).max(0), shown + 4)
}

impl Shown {
    /// Whether true counts exist with this many people on a rung (or cases, or in a pay band): intervals meet.
    fn possible(&self, field: usize, at: usize, value: i64) -> bool {
        let fixed = |one: usize, index: usize, shown: i64| {
            if (one, index) == (field, at) { (value, value) } else { range(shown) }
        };
        // Cases within rungs narrow both; the cells are otherwise free, so a rung's interval says all there is to say.
        let mut staff = (0, 0);
        for index in 0..RUNGS {
            let (mut low, high) = fixed(0, index, self.rungs[index]);
            let (case_low, _) = fixed(1, index, self.cases[index]);
            low = low.max(case_low);
            if low > high {
                return false;
            }
            staff = (staff.0 + low, staff.1 + high);
        }
        let mut paid = (0, 0);
        for index in 0..BANDS {
            let (low, high) = fixed(2, index, self.pay[index]);
            paid = (paid.0 + low, paid.1 + high);
        }
        // The wholes of staff and of cases are next to what is shown too.
        let shown: i64 = self.rungs.iter().sum();
        let whole = range(shown);
        let meet = (staff.0.max(paid.0).max(whole.0), staff.1.min(paid.1).min(whole.1));
        let cases: i64 = (0..RUNGS).map(|index| fixed(1, index, self.cases[index]).0).sum();
        let most: i64 = (0..RUNGS)
            .map(|index| fixed(1, index, self.cases[index]).1.min(fixed(0, index, self.rungs[index]).1))
            .sum();
        let of_cases = range(self.cases.iter().sum());
        meet.0 <= meet.1 && cases.max(of_cases.0) <= most.min(of_cases.1)
    }
}

fn shown(released: &Counts, site: &str, service: Service, ethnicity: usize) -> Shown {
    let at = |indicator: &str, stratum: String| {
        let key = (site.to_owned(), indicator.to_owned(), ServiceScope::Only(service), stratum, ethnicity);
        released.get(&key).map_or((0, 0), |one| (one.0 as i64, one.1 as i64))
    };
    Shown {
        rungs: std::array::from_fn(|rung| at("x-cases", format!("rung {rung}")).1),
        cases: std::array::from_fn(|rung| at("x-cases", format!("rung {rung}")).0),
        pay: std::array::from_fn(|band| at("x-share", format!("pay {band}")).0),
    }
}

#[test]
fn no_inner_cell_of_fewer_than_ten_can_be_narrowed_below_the_protection() {
    let policy = Policy::default();
    let (mut asked, mut fewest) = (0, u64::MAX);
    for seed in 0..10 {
        let people = people(10, seed);
        let released = counts(protected(&people, &policy, &Register::default()).tables.get());
        for (site, of_site) in &people {
            for service in Service::ALL {
                for ethnicity in 0..wres_domain::Ethnicity::ALL.len() {
                    if !of_site.iter().any(|one| one.ethnicity as usize == ethnicity && one.service == service) {
                        continue;
                    }
                    let shown = shown(&released, site.as_str(), service, ethnicity);
                    for (field, cells) in [(0, RUNGS), (1, RUNGS), (2, BANDS)] {
                        for at in 0..cells {
                            let shown_cell = [&shown.rungs[..], &shown.cases[..], &shown.pay[..]][field][at];
                            let (low, high) = range(shown_cell);
                            let values = (low..=high).filter(|value| shown.possible(field, at, *value)).count() as u64;
                            fewest = fewest.min(values);
                            assert!(values >= policy.protection(), "{site} {service:?} {ethnicity}: {values} values");
                            asked += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(asked > 2000 && fewest >= 5, "{asked} cells, fewest values {fewest}");
}

#[test]
fn a_zero_cannot_be_told_from_one_to_four() {
    // Of cells that are shown as 0, many are not.
    let people = people(40, 5);
    let released = counts(protected(&people, &Policy::default(), &Register::default()).tables.get());
    let exact = counts(&crate::consortium::tables(&people, "2024-25"));
    let hidden = exact.iter().filter(|(key, one)| {
        key.2 != ServiceScope::Together
            && one.1 > 0
            && key.1 != "x-leaving"
            && released.get(*key).is_none_or(|shown| shown.1 == 0)
    });
    assert!(hidden.count() > 100);
}
