//! Weighted shares of survey answers.

use crate::figures::{close, context, find, place, value};
use wres_domain::{Cell, Group, Grouping, HiddenReason, MeasureKind, Place, Scope, SiteId, WeightSums, WeightedGroup};
use wres_figures::weighted_measures;

/// A weighted share of one group of the definition, from the weights of cases and of others.
fn weighted(group: Group, scope: Scope, cases: &[f64], others: &[f64]) -> WeightedGroup {
    let mut sums = WeightSums::default();
    cases.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), true));
    others.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), false));
    let place = Place { scope, ..place("experience-harassed-by-colleague", ("", ""), 0) };
    WeightedGroup { place, grouping: Grouping::Binary, group, share: sums.share() }
}

#[test]
fn weighted_shares_are_those_of_the_definitions_nine_people() {
    let groups = [
        weighted(Group::White, Scope::All, &[0.8], &[1.0, 1.2, 1.25, 0.75]),
        weighted(Group::Bme, Scope::All, &[1.5, 0.7], &[2.0, 1.0]),
    ];
    let all = weighted_measures(&groups, &context(&["experience"]));
    let share = find(&all, MeasureKind::WeightedShare, "", Group::Bme);
    close(value(share).estimate, 2.2 / 5.2);
    assert!(
        share
            .sentence
            .starts_with("The weighted share of BME respondents to have been harassed by colleagues is 42.3%"),
        "{}",
        share.sentence
    );
    assert!(share.sentence.contains("4 answers with a weight tell as much as"), "{}", share.sentence);
    assert!(share.sentence.contains("added up as they were sent"), "{}", share.sentence);
    close(value(find(&all, MeasureKind::KishDesignEffect, "", Group::Bme)).estimate, 4.0 * 7.74 / (5.2 * 5.2));
    // q^2 S1 + p^2 S0 over W^2 p q, times n.
    let (p, q) = (2.2 / 5.2, 3.0 / 5.2);
    let effect = 4.0 * (q * q * (2.25 + 0.49) + p * p * 5.0) / (5.2 * 5.2 * p * q);
    close(value(find(&all, MeasureKind::DesignEffect, "", Group::Bme)).estimate, effect);
    let ratio = find(&all, MeasureKind::WeightedRatio, "", Group::Bme);
    close(value(ratio).estimate, (2.2 / 5.2) / (0.8 / 5.0));
    assert!(ratio.sentence.contains("cannot be told from this many people"), "{}", ratio.sentence);
    assert_eq!(ratio.against, Some(Group::White));
}

#[test]
fn a_weighted_difference_is_told_where_the_interval_says_so_and_what_is_hidden_is_in_no_ratio() {
    let site = Scope::Site(SiteId::new("A").unwrap());
    let many = |people: usize| vec![1.1; people];
    let white = weighted(Group::White, site.clone(), &many(20), &many(180));
    let bme = weighted(Group::Bme, site, &many(60), &many(60));
    let all = weighted_measures(&[white.clone(), bme.clone()], &context(&["experience"]));
    let ratio = find(&all, MeasureKind::WeightedRatio, "", Group::Bme);
    let said = "Weighted, BME respondents were more likely than White respondents to have been harassed by colleagues: 5.00 times (";
    assert!(ratio.sentence.starts_with(said), "{}", ratio.sentence);
    let share = find(&all, MeasureKind::WeightedShare, "", Group::White);
    assert!(!share.sentence.contains("as each site set them"), "{}", share.sentence);
    let hidden = WeightedGroup { share: Cell::Hidden(HiddenReason::BelowThreshold), ..white };
    let all = weighted_measures(&[hidden, bme], &context(&["experience"]));
    let derived = Cell::Hidden(HiddenReason::Derived);
    assert_eq!(find(&all, MeasureKind::WeightedRatio, "", Group::Bme).value, derived);
    for kind in [MeasureKind::WeightedShare, MeasureKind::DesignEffect, MeasureKind::KishDesignEffect] {
        let one = find(&all, kind, "", Group::White);
        assert_eq!((one.value, &one.note), (derived, &None));
        assert!(matches!(find(&all, kind, "", Group::Bme).value, Cell::Value(_)));
    }
}
