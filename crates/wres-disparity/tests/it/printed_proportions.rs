//! One proportion, two proportions and rates against printed tables.

use wres_disparity::{
    Binomial, Count, Estimate, Level, Result, difference, proportion,
    rate::{self, Events},
    two_by_two::Margins,
};

type Limits = (f64, f64);
type One = fn(Binomial, Level) -> Result<Estimate>;
type Two = fn(Binomial, Binomial, Level) -> Result<Estimate>;
/// A method with its limits, pair by pair or group by group.
type Printed<F> = (&'static str, F, &'static [Limits]);

fn assert_printed(what: &str, ours: Limits, printed: Limits, last_digit: f64) {
    let agrees = |ours: f64, printed: f64| (ours - printed).abs() <= 0.5 * last_digit * (1.0 + 1e-9);
    assert!(agrees(ours.0, printed.0) && agrees(ours.1, printed.1), "{what}: {ours:?} for {printed:?}");
}

/// Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 95% limits for 81 of 263, 15 of 148, 0 of 20 and 1 of 29 by
/// methods 3 (score), 4 (score with continuity correction), 5 (exact) and 6 (mid-P).
#[test]
fn seven_methods_for_one_proportion_are_as_printed() {
    let groups = [(81, 263), (15, 148), (0, 20), (1, 29)];
    let table: [Printed<One>; 4] = [
        ("3", proportion::wilson, &[(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611), (0.0061, 0.1718)]),
        ("4", proportion::wilson_cc, &[(0.2535, 0.3682), (0.0598, 0.1644), (0.0, 0.2005), (0.0018, 0.1963)]),
        ("5", proportion::clopper_pearson, &[(0.2527, 0.3676), (0.0578, 0.1617), (0.0, 0.1684), (0.0009, 0.1776)]),
        ("6", proportion::mid_p, &[(0.2544, 0.3658), (0.0601, 0.1581), (0.0, 0.1391), (0.0017, 0.1585)]),
    ];
    for (name, method, printed) in table {
        for ((cases, base), printed) in groups.into_iter().zip(printed) {
            let ours = method(Binomial::of(cases, base).unwrap(), Level::P95).unwrap();
            assert_printed(&format!("method {name}, {cases}/{base}"), (ours.lower, ours.upper), *printed, 1e-4);
        }
    }
}

/// Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 95% limits of eight differences by methods 5
/// (Miettinen and Nurminen; the first seven) and 10 (hybrid of score intervals).
#[test]
fn eleven_methods_for_a_difference_are_as_printed() {
    let pairs = [
        ((56, 70), (48, 80)),
        ((9, 10), (3, 10)),
        ((6, 7), (2, 7)),
        ((5, 56), (0, 29)),
        ((0, 10), (0, 20)),
        ((0, 10), (0, 10)),
        ((10, 10), (0, 20)),
        ((10, 10), (0, 10)),
    ];
    let table: [Printed<Two>; 2] = [
        (
            "5",
            difference::miettinen_nurminen,
            &[
                (0.0528, 0.3382),
                (0.1700, 0.8406),
                (0.0342, 0.8534),
                (-0.0326, 0.1933),
                (-0.1658, 0.2844),
                (-0.2879, 0.2879),
                (0.7156, 1.0),
            ],
        ),
        (
            "10",
            difference::newcombe,
            &[
                (0.0524, 0.3339),
                (0.1705, 0.8090),
                (0.0582, 0.8062),
                (-0.0381, 0.1926),
                (-0.1611, 0.2775),
                (-0.2775, 0.2775),
                (0.6791, 1.0),
                (0.6075, 1.0),
            ],
        ),
    ];
    for (name, method, printed) in table {
        for (((x1, n1), (x2, n2)), printed) in pairs.into_iter().zip(printed) {
            let ours = method(Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap(), Level::P95).unwrap();
            assert_printed(&format!("method {name}, {x1}/{n1} - {x2}/{n2}"), (ours.lower, ours.upper), *printed, 1e-4);
        }
    }
}

/// Breslow and Day (1987), Statistical Methods in Cancer Research II, table 2.10, page 70: factors by which an observed number of
/// events is multiplied for the exact 95% limits of its expectation.
#[test]
fn exact_limits_of_a_number_of_events_are_as_printed() {
    let printed = [
        (1, (0.0253, 5.57), (1e-4, 0.01)),
        (2, (0.121, 3.61), (1e-3, 0.01)),
        (3, (0.206, 2.92), (1e-3, 0.01)),
        (4, (0.272, 2.56), (1e-3, 0.01)),
        (10, (0.480, 1.84), (1e-3, 0.01)),
        (20, (0.611, 1.54), (1e-3, 0.01)),
        (25, (0.647, 1.48), (1e-3, 0.01)),
        (50, (0.742, 1.32), (1e-3, 0.01)),
        (100, (0.814, 1.22), (1e-3, 0.01)),
    ];
    for (events, (lower, upper), digits) in printed {
        // Per observed event, so that the limits are the factors.
        let ours = rate::exact_garwood(Events::new(Count(events), events as f64).unwrap(), Level::P95);
        assert_printed(&format!("lower, {events}"), (ours.lower, lower), (lower, lower), digits.0);
        assert_printed(&format!("upper, {events}"), (ours.upper, upper), (upper, upper), digits.1);
    }
}

/// Fisher's lady tasting tea, three of four cups right: Agresti (2002), Categorical Data Analysis, second edition, section 3.5.2, page 92:
/// one-sided P = 0.243, mid-P 0.129; both sides 0.486.
#[test]
fn the_lady_tasting_tea_is_as_printed() {
    let margins = Margins::new(Binomial::of(3, 4).unwrap(), Binomial::of(1, 4).unwrap()).unwrap();
    let test = margins.fisher();
    assert_printed("one side", (test.p_greater, margins.fisher_mid_p() / 2.0), (0.243, 0.129), 1e-3);
    assert_printed("both sides", (test.p_value, test.p_central), (0.486, 0.486), 1e-3);
}
