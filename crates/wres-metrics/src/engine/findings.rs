//! What counting found: nothing leaves a base or a count in silence.

use wres_domain::{Dataset, Finding, Location, Severity};

/// A finding about a dataset as a whole.
struct Kind {
    code: &'static str,
    severity: Severity,
    expected: &'static str,
    fix: &'static str,
}

/// Events of people who are in no snapshot of the population and did not leave it.
const OUTSIDE: Kind = Kind {
    code: "Q-CNT-001",
    severity: Severity::Query,
    expected: "everybody to be in the population that the indicator is about",
    fix: "Check the person numbers in both files, and that those who left are in the leavers file. They are not counted.",
};

/// Members of the population who are cases and could not have been.
const NOT_AT_RISK: Kind = Kind {
    code: "Q-CNT-002",
    severity: Severity::Query,
    expected: "only those at risk to be cases",
    fix: "Check the columns that say who is at risk. They are not counted.",
};

/// Members whose value of a dimension is not known or not listed.
const UNMAPPED: Kind = Kind {
    code: "Q-CNT-003",
    severity: Severity::Query,
    expected: "a value that the standard lists",
    fix: "Map the site's own values, or fill in what is missing. They stay in the base and stand apart as not mapped.",
};

/// Rows about people without a person.
const NO_PERSON: Kind = Kind {
    code: "Q-CNT-004",
    severity: Severity::Query,
    expected: "a person number in every row",
    fix: "Fill in the person number. The rows cannot be linked and are not counted.",
};

/// Rows left out because the column that decides is empty.
const UNDECIDED: Kind = Kind {
    code: "Q-CNT-005",
    severity: Severity::Query,
    expected: "a value in every row",
    fix: "Fill in the column. The rows are in no population.",
};

/// A year counted without the snapshot before it.
const NO_PREVIOUS: Kind = Kind {
    code: "I-CNT-006",
    severity: Severity::Information,
    expected: "the snapshot of the year before as well",
    fix: "Send it if there is one: people who left without a row among the leavers are only in it.",
};

/// A year counted without its leavers.
const NO_LEAVERS: Kind = Kind {
    code: "Q-CNT-007",
    severity: Severity::Query,
    expected: "the leavers of the year as well",
    fix: "Send the leavers file: the base of the year lacks people who left in it.",
};

/// A test left out because its column was not supplied.
const TEST_LEFT_OUT: Kind = Kind {
    code: "I-CNT-008",
    severity: Severity::Information,
    expected: "the column, which the definition tests where it is supplied",
    fix: "Supply the column if there is one: without it the rows are taken as they are.",
};

/// Members whose time in service cannot be placed.
const NO_START: Kind = Kind {
    code: "Q-CNT-009",
    severity: Severity::Query,
    expected: "the day on which service began",
    fix: "Send the snapshot of the year before, or fill in the start of service. They are in no month of service.",
};

/// Rows whose waiting began on no day of the period or before it.
const NO_BEGINNING: Kind = Kind {
    code: "Q-CNT-010",
    severity: Severity::Query,
    expected: "a day on which waiting began, not after the period",
    fix: "Fill in or correct the date. The rows are in no day of waiting.",
};

/// Rows that ended before they began.
const BACKWARDS: Kind = Kind {
    code: "Q-CNT-011",
    severity: Severity::Query,
    expected: "an end on or after the beginning",
    fix: "Check the two dates. The rows are in no day of waiting.",
};

/// Already-counted cells that cannot be used.
const RETURN_UNUSED: Kind = Kind {
    code: "Q-CNT-012",
    severity: Severity::Query,
    expected: "cells of indicators of this run, each counted once",
    fix: "Name the indicator as in `wres explain` (such as sc-wres-3), the stratum as `rung=2`, and give counts. They are not used.",
};

/// Already-counted cells that differ from what the files say.
const RETURN_DIFFERS: Kind = Kind {
    code: "Q-CNT-013",
    severity: Severity::Query,
    expected: "the same counts in the return and in the files",
    fix: "Find out which is right. What is counted from the files is published, the return is not.",
};

impl Kind {
    fn finding(&self, dataset: Dataset, count: u64, found: String) -> Finding {
        Finding {
            code: self.code.to_owned(),
            severity: self.severity,
            dataset: Some(dataset.name().to_owned()),
            place: Location::default(),
            count,
            found,
            expected: self.expected.to_owned(),
            fix: self.fix.to_owned(),
        }
    }
}

pub(crate) fn outside(dataset: Dataset, people: u64, indicator: &str) -> Finding {
    OUTSIDE.finding(
        dataset,
        people,
        format!("somebody in `{}` who is not in the population of {indicator}", dataset.name()),
    )
}

pub(crate) fn not_at_risk(dataset: Dataset, members: u64, indicator: &str) -> Finding {
    NOT_AT_RISK.finding(dataset, members, format!("a case of {indicator} who was not at risk"))
}

pub(crate) fn unmapped(dataset: Dataset, members: u64, dimension: &str, indicator: &str) -> Finding {
    UNMAPPED.finding(dataset, members, format!("no listed value of `{dimension}` for {indicator}"))
}

pub(crate) fn no_person(dataset: Dataset, rows: u64) -> Finding {
    NO_PERSON.finding(dataset, rows, "a row without a person number".to_owned())
}

pub(crate) fn undecided(dataset: Dataset, rows: u64, columns: &str) -> Finding {
    UNDECIDED.finding(dataset, rows, format!("a row without a value in {columns}"))
}

pub(crate) fn no_previous() -> Finding {
    NO_PREVIOUS.finding(Dataset::Staff, 1, "only one snapshot for a year".to_owned())
}

pub(crate) fn no_leavers() -> Finding {
    NO_LEAVERS.finding(Dataset::Leavers, 1, "no leavers file for a year".to_owned())
}

pub(crate) fn no_start(dataset: Dataset, members: u64, indicator: &str) -> Finding {
    NO_START.finding(dataset, members, format!("somebody without a start of service for {indicator}"))
}

pub(crate) fn no_beginning(dataset: Dataset, rows: u64, start: &str, indicator: &str) -> Finding {
    NO_BEGINNING.finding(dataset, rows, format!("a row without a usable day in `{start}` for {indicator}"))
}

pub(crate) fn backwards(dataset: Dataset, rows: u64, (start, end): (&str, &str), indicator: &str) -> Finding {
    BACKWARDS.finding(dataset, rows, format!("a row with `{end}` before `{start}` for {indicator}"))
}

pub(crate) fn return_unused(rows: u64, what: &str) -> Finding {
    RETURN_UNUSED.finding(Dataset::Returns, rows, what.to_owned())
}

pub(crate) fn return_differs(places: u64, indicator: &str) -> Finding {
    RETURN_DIFFERS.finding(Dataset::Returns, places, format!("a return that differs from the files for {indicator}"))
}

pub(crate) fn test_left_out(dataset: Dataset, column: &str, indicator: &str) -> Finding {
    TEST_LEFT_OUT.finding(dataset, 1, format!("no column `{column}`, on which {indicator} has a test"))
}
