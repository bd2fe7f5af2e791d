//! Where to look next for a positive root of which only bounds are known.

/// A number between two bounds of a positive root, of which the lower may still be 0 and the upper infinite.
pub(super) fn between(low: f64, high: f64) -> f64 {
    match (low > 0.0, high < f64::INFINITY) {
        (true, true) => low.sqrt() * high.sqrt(),
        (false, true) => 0.25 * high,
        (true, false) => 4.0 * low,
        (false, false) => 1.0,
    }
}
