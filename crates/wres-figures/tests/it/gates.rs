//! Levels of leadership checks as gates.

use crate::figures::{UNKNOWN, context, find, groups, measures, value};
use std::sync::Arc;
use wres_domain::{Cell, Group, GroupTable, HiddenReason, Interval, MeasureKind, Scope};

/// Core checks met, answered and that apply, by level.
fn levels(counts: &[(&'static str, u64, u64, u64)]) -> GroupTable {
    let by = |level: &&'static str| ("level", *level);
    let met = counts.iter().map(|(level, met, _, apply)| (by(level), UNKNOWN, *met, *apply));
    let answered = counts.iter().map(|(level, _, answered, apply)| (by(level), UNKNOWN, *answered, *apply));
    groups(&[("self-assessment-core-met", met.collect()), ("self-assessment-core-answered", answered.collect())])
}

#[test]
fn a_level_is_a_gate_and_what_is_missing_at_the_next_is_said() {
    // The ten checks of the definition's example.
    let table = levels(&[("1", 2, 2, 2), ("2", 1, 2, 3), ("3", 2, 2, 2)]);
    let all = measures(&table, &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "1", Group::Unknown);
    assert_eq!(value(reached), Interval { estimate: 1.0, lower: 1.0, upper: 1.0 });
    assert_eq!(reached.sentence, "Level 1 is reached: all core checks up to it that apply are met.");
    let missing = find(&all, MeasureKind::LevelMissing, "2", Group::Unknown);
    assert_eq!(value(missing).estimate, 2.0);
    assert_eq!(
        missing.sentence,
        "Level 2 is the first level not passed: 2 core checks are missing, 1 of them not answered."
    );
    // The counts of all sites add up; a level of all of them there is none.
    let mut table = table;
    table.rows.iter_mut().for_each(|row| Arc::make_mut(&mut row.place).scope = Scope::All);
    let all = measures(&table, &context(&["self-assessment"]));
    assert!(!all.iter().any(|one| matches!(one.kind, MeasureKind::LevelReached | MeasureKind::LevelMissing)));
}

#[test]
fn the_first_gate_may_be_shut_and_the_last_open() {
    let all = measures(&levels(&[("1", 3, 4, 4), ("2", 5, 5, 5)]), &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "", Group::Unknown);
    assert_eq!((value(reached).estimate, reached.sentence.as_str()), (0.0, "No level is reached."));
    let missing = find(&all, MeasureKind::LevelMissing, "1", Group::Unknown);
    assert_eq!(missing.sentence, "Level 1 is the first level not passed: 1 core check is missing.");
    let all =
        measures(&levels(&[("1", 4, 4, 4), ("2", 5, 5, 5), ("unmapped", 1, 3, 3)]), &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "2", Group::Unknown);
    assert_eq!(reached.note.as_deref(), Some("core checks without a level, which stand behind no gate: 3"));
    assert!(!all.iter().any(|one| one.kind == MeasureKind::LevelMissing));
}

#[test]
fn a_level_whose_checks_are_hidden_is_hidden_with_what_is_missing_at_it() {
    let mut table = levels(&[("1", 20, 20, 20), ("2", 17, 20, 20)]);
    for row in table.rows.iter_mut().filter(|row| row.place.stratum.value == "2") {
        row.cases = Cell::Hidden(HiddenReason::BelowThreshold);
    }
    let all = measures(&table, &context(&["self-assessment"]));
    for kind in [MeasureKind::LevelReached, MeasureKind::LevelMissing] {
        let one = find(&all, kind, "", Group::Unknown);
        assert_eq!((one.value, &one.note), (Cell::Hidden(HiddenReason::Derived), &None), "{one:?}");
    }
}
