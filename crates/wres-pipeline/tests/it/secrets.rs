//! Standards that are hard to publish without giving a hidden count away.

use crate::ground::Ground;
use wres_synth::{Consortium, Plan};

/// Nearly everybody accepts an offer, and each step is the base of the next: a handful of people stand in a dozen sums, of which all
/// other terms are as small.
#[test]
fn a_standard_whose_steps_are_one_anothers_bases_is_published() {
    let more =
        "standards = [\"recruitment-funnel\"]\ngroupings = [\"binary\", \"three_way\", \"five\", \"nineteen\"]\n";
    let ground = Ground::of(Consortium::generate(1, &Plan::clean(6, 1500)).unwrap(), more);
    // A run whose audit fails publishes nothing and is an error.
    let summary = ground.run();
    assert!(summary.publication.is_some_and(|folder| folder.join("index.html").is_file()));
}
