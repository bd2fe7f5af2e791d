//! Pay gaps against printed examples: the manual of statpsych, by the author of the methods (D. G. Bonett, version 2.0.0), in
//! the examples of the functions named. (The limits printed there for `ci.ratio.mean2` do not follow from that function's own
//! formula, so they are not tested here.)

use wres_disparity::{
    Level,
    pay::{PayTable, median_difference, median_ratio},
};

const TEN: [f64; 10] = [36.0, 44.0, 47.0, 42.0, 49.0, 39.0, 46.0, 31.0, 33.0, 48.0];
const OTHER_TEN: [f64; 10] = [32.0, 39.0, 26.0, 35.0, 43.0, 27.0, 40.0, 37.0, 34.0, 29.0];
const THIRTEEN: [f64; 13] = [32.0, 39.0, 26.0, 35.0, 43.0, 27.0, 40.0, 37.0, 34.0, 29.0, 49.0, 42.0, 40.0];

fn table(values: &[f64]) -> PayTable {
    PayTable::from_values(values).unwrap()
}

fn assert_printed(ours: f64, printed: f64, last_digit: f64) {
    assert!((ours - printed).abs() <= 0.5 * last_digit, "{ours} for {printed}");
}

/// `ci.median2`.
#[test]
fn the_difference_of_medians_is_as_printed() {
    let difference = median_difference(&table(&OTHER_TEN), &table(&TEN), Level::P95).unwrap();
    assert_printed(difference.estimate.value, -8.5, 0.1);
    assert_printed(difference.std_err, 4.316291, 1e-6);
    assert_printed(difference.estimate.lower, -16.95977, 1e-5);
    assert_printed(difference.estimate.upper, -0.04022524, 1e-8);
}

/// `ci.ratio.median2`.
#[test]
fn the_ratio_of_medians_is_as_printed() {
    let ratio = median_ratio(&table(&TEN), &table(&THIRTEEN), Level::P95).unwrap();
    assert_eq!((ratio.first, ratio.second), (43.0, 37.0));
    assert_printed(ratio.estimate.value, 1.162162, 1e-6);
    assert_printed(ratio.estimate.lower, 0.927667, 1e-6);
    assert_printed(ratio.estimate.upper, 1.455933, 1e-6);
}
