//! The coverage that the documentation claims, enumerated again.

#[path = "../../examples/coverage/enumerate.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the program that writes the page, which uses more of it")]
mod enumerate;
#[path = "../../examples/coverage/settings.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the program that writes the page, which uses more of it")]
mod settings;

use crate::files;
use enumerate::{LEVEL, Scale, group};
use settings::{RATIO_METHODS, SETTINGS};
use wres_disparity::{Binomial, Estimate, Level, Result, difference};

/// Coverage of Katz, adjusted log, Koopman, Miettinen-Nurminen and MOVER-Wilson, share without a Katz interval (percent) and with
/// an estimate outside 0.80 to 1.25 (percent), computed independently in Python with scipy's binomial distribution.
const KNOWN: [(&str, f64, [f64; 5], f64, f64); 8] = [
    ("appointed, small", 1.0, [0.933, 0.987, 0.953, 0.953, 0.968], 6.0, 78.0),
    ("disciplinary, medium", 1.0, [0.827, 0.954, 0.963, 0.963, 0.964], 14.0, 77.0),
    ("disciplinary, medium", 1.6, [0.828, 0.946, 0.960, 0.960, 0.960], 14.0, 79.0),
    ("disciplinary, small", 1.0, [0.240, 0.963, 0.950, 0.950, 0.950], 74.0, 93.0),
    ("disciplinary, small", 1.6, [0.253, 0.933, 0.937, 0.937, 0.963], 72.0, 94.0),
    ("promotion, small", 1.0, [0.916, 0.964, 0.960, 0.960, 0.961], 5.0, 75.0),
    ("training, small", 1.0, [0.956, 0.954, 0.950, 0.950, 0.946], 0.0, 39.0),
    ("leavers, medium", 1.0, [0.952, 0.951, 0.951, 0.951, 0.951], 0.0, 28.0),
];

#[test]
fn coverage_of_ratios_in_real_settings_is_as_known_from_elsewhere() {
    for (name, ratio, coverages, undefined, outside) in KNOWN {
        let setting = SETTINGS.iter().find(|setting| setting.name == name && setting.ratio == ratio).unwrap();
        for (method, known) in RATIO_METHODS.iter().zip(coverages) {
            let coverage = setting.performance(method).coverage;
            assert!((coverage - known).abs() <= 5.5e-4, "{name} {ratio} {}: {coverage}, known {known}", method.0);
        }
        let katz = 100.0 * setting.performance(&RATIO_METHODS[0]).undefined;
        assert!((katz - undefined).abs() <= 0.5, "{name} {ratio}: {katz}");
        let flagged = 100.0 * setting.outside_four_fifths();
        assert!((flagged - outside).abs() <= 0.5, "{name} {ratio}: {flagged}");
    }
}

#[test]
fn the_page_shows_the_coverage_that_is_enumerated() {
    let page = files::text("docs/coverage.md");
    for setting in SETTINGS.iter().filter(|setting| setting.n1 < 2000) {
        let cells: Vec<String> =
            RATIO_METHODS.iter().map(|method| format!("{:.3}", setting.performance(method).coverage)).collect();
        assert!(page.contains(&cells.join(" | ")), "{} {}: {cells:?}", setting.name, setting.ratio);
    }
}

/// The claims of the page in prose.
#[test]
fn the_defaults_keep_their_level_where_the_textbook_intervals_do_not() {
    for setting in SETTINGS.iter().filter(|setting| setting.n1 < 2000) {
        let [katz, _, koopman, ..] = RATIO_METHODS.map(|method| setting.performance(&method));
        assert!(koopman.coverage > 0.936, "{} {}", setting.name, koopman.coverage);
        assert_eq!(koopman.undefined, 0.0);
        assert!(katz.undefined < 0.01 || katz.coverage < koopman.coverage, "{}", setting.name);
    }
}

/// Few cases, and the small group two and a half times as likely.
#[test]
fn of_a_difference_newcombes_interval_keeps_its_level_where_the_score_interval_does_not() {
    let (n1, n2) = (402, 57);
    let coverage = |p2: f64, interval: fn(Binomial, Binomial, Level) -> Result<Estimate>| {
        let limits = |x1, x2| enumerate::limits(interval(group(x1, n1), group(x2, n2), LEVEL));
        enumerate::two_groups((n1, n2), (0.4 * p2, p2), 0.4 * p2 - p2, Scale::Plain, limits).coverage
    };
    for p2 in [0.003, 0.0047, 0.01, 0.03] {
        assert!(coverage(p2, difference::newcombe) > 0.945, "{p2} {}", coverage(p2, difference::newcombe));
    }
    assert!(coverage(0.0047, difference::miettinen_nurminen) < 0.89);
}
