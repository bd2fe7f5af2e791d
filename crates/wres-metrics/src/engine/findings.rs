//! What counting found: nothing leaves a base or a count in silence.

use wres_domain::{Dataset, Finding, FindingKind, FindingOwner, Location, Severity};

/// A finding about a dataset as a whole.
struct Kind {
    expected: &'static str,
    words: FindingKind,
}

/// Every kind of finding of counting, by code.
pub fn finding_kinds() -> impl Iterator<Item = &'static FindingKind> {
    KINDS.iter().map(|kind| &kind.words)
}

const KINDS: [&Kind; 16] = [
    &OUTSIDE,
    &NOT_AT_RISK,
    &UNMAPPED,
    &NO_PERSON,
    &UNDECIDED,
    &NO_PREVIOUS,
    &NO_LEAVERS,
    &TEST_LEFT_OUT,
    &NO_START,
    &NO_BEGINNING,
    &BACKWARDS,
    &RETURN_UNUSED,
    &RETURN_DIFFERS,
    &NO_WEIGHT,
    &FACT_FILLED,
    &FACT_DIFFERS,
];

/// Events of people who are in no snapshot of the population and did not leave it.
const OUTSIDE: Kind = Kind {
    expected: "everybody to be in the population that the indicator is about",
    words: FindingKind {
        stem: "CNT-001",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Somebody outside the population",
        meaning: "A row is about somebody who is in no list of staff that the indicator is about: neither in this snapshot, nor in the one before, nor among those who left. The row is not counted.",
        why: Some("An event without its person has no base: counting it would make the rate of some group too high."),
        fix: "Check the person numbers in both files, and that those who left are in the leavers file. They are not counted.",
    },
};

/// Members of the population who are cases and could not have been.
const NOT_AT_RISK: Kind = Kind {
    expected: "only those at risk to be cases",
    words: FindingKind {
        stem: "CNT-002",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "A case that could not have been one",
        meaning: "A member of the population is a case and is not at risk by the columns that decide it. The member is not counted as a case.",
        why: Some("Cases are never more than those at risk; one of the two columns must be wrong."),
        fix: "Check the columns that say who is at risk. They are not counted.",
    },
};

/// Members whose value of a dimension is not known or not listed.
const UNMAPPED: Kind = Kind {
    expected: "a value that the standard lists",
    words: FindingKind {
        stem: "CNT-003",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "A value that the standard does not list",
        meaning: "The value by which people are told apart (a rung, a pay band, a service) is missing, or is one that the standard does not have. The people stay in the base and stand apart as not mapped.",
        why: Some("They are missing from every figure by that value, so its parts do not add up to the whole."),
        fix: "Map the site's own values, or fill in what is missing. They stay in the base and stand apart as not mapped.",
    },
};

/// Rows about people without a person.
const NO_PERSON: Kind = Kind {
    expected: "a person number in every row",
    words: FindingKind {
        stem: "CNT-004",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Rows without a person",
        meaning: "A row about a person has no person number. It is not counted.",
        why: Some(
            "Without the number the row cannot be joined with staff, so neither the ethnicity nor the post is known for certain.",
        ),
        fix: "Fill in the person number. The rows cannot be linked and are not counted.",
    },
};

/// Rows left out because the column that decides is empty.
const UNDECIDED: Kind = Kind {
    expected: "a value in every row",
    words: FindingKind {
        stem: "CNT-005",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Rows of which nothing says whether they belong",
        meaning: "A column that decides who is in the population is empty. The row is in no population.",
        why: Some(
            "Taking such rows in or leaving them out would both be a guess, and not one that falls on all groups alike.",
        ),
        fix: "Fill in the column. The rows are in no population.",
    },
};

/// A year counted without the snapshot before it.
const NO_PREVIOUS: Kind = Kind {
    expected: "the snapshot of the year before as well",
    words: FindingKind {
        stem: "CNT-006",
        severity: Some(Severity::Information),
        owner: FindingOwner::Counting,
        title: "Only one snapshot for a year",
        meaning: "The year is counted without the snapshot of the year before. The base has those in post at the end and those who left.",
        why: Some(
            "People who left without a row among the leavers are only in the earlier snapshot; without it the base is a little too small.",
        ),
        fix: "Send it if there is one: people who left without a row among the leavers are only in it.",
    },
};

/// A year counted without its leavers.
const NO_LEAVERS: Kind = Kind {
    expected: "the leavers of the year as well",
    words: FindingKind {
        stem: "CNT-007",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "No leavers for a year",
        meaning: "The year is counted without its leavers. The base lacks people who left in it.",
        why: Some(
            "Somebody who was disciplined and then left would be a case of nobody: those who leave after a case are missing.",
        ),
        fix: "Send the leavers file: the base of the year lacks people who left in it.",
    },
};

/// A test left out because its column was not supplied.
const TEST_LEFT_OUT: Kind = Kind {
    expected: "the column, which the definition tests where it is supplied",
    words: FindingKind {
        stem: "CNT-008",
        severity: Some(Severity::Information),
        owner: FindingOwner::Counting,
        title: "A test that was left out",
        meaning: "The definition tests a column where it is supplied, and it was not. The rows are taken as they are.",
        why: Some(
            "The figure counts a little more than the definition says, and others may have been counted by the stricter test.",
        ),
        fix: "Supply the column if there is one: without it the rows are taken as they are.",
    },
};

/// Members whose time in service cannot be placed.
const NO_START: Kind = Kind {
    expected: "the day on which service began",
    words: FindingKind {
        stem: "CNT-009",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Nobody knows when service began",
        meaning: "Neither the start of service nor the snapshot of the year before says how long somebody has served. The person is in no month of service.",
        why: Some("How long people stay is counted by month of service; those without one are missing from it."),
        fix: "Send the snapshot of the year before, or fill in the start of service. They are in no month of service.",
    },
};

/// Rows whose waiting began on no day of the period or before it.
const NO_BEGINNING: Kind = Kind {
    expected: "a day on which waiting began, not after the period",
    words: FindingKind {
        stem: "CNT-010",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Waiting without a beginning",
        meaning: "The day on which waiting began is missing, or lies after the period. The row is in no day of waiting.",
        why: Some(
            "Without a beginning it is not known how long anybody waited, and leaving such rows out can hide the longest.",
        ),
        fix: "Fill in or correct the date. The rows are in no day of waiting.",
    },
};

/// Rows that ended before they began.
const BACKWARDS: Kind = Kind {
    expected: "an end on or after the beginning",
    words: FindingKind {
        stem: "CNT-011",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "An end before its beginning",
        meaning: "The day on which waiting ended is before the day on which it began. The row is in no day of waiting.",
        why: Some("One of the two dates is wrong, and it cannot be told which."),
        fix: "Check the two dates. The rows are in no day of waiting.",
    },
};

/// Already-counted cells that cannot be used.
const RETURN_UNUSED: Kind = Kind {
    expected: "cells of indicators of this run, each counted once",
    words: FindingKind {
        stem: "CNT-012",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Counts of a return that cannot be used",
        meaning: "A cell of an already-counted return names no indicator of this run, is given twice, or holds no count. It is not used.",
        why: Some("A cell that is not understood would be counted in the wrong place, or twice."),
        fix: "Name the indicator as in `wres explain` (such as sc-wres-3), the stratum as `rung=2`, and give counts. They are not used.",
    },
};

/// Already-counted cells that differ from what the files say.
const RETURN_DIFFERS: Kind = Kind {
    expected: "the same counts in the return and in the files",
    words: FindingKind {
        stem: "CNT-013",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "A return that differs from the files",
        meaning: "The site sent counts and also the files that they are counted from, and the two differ. What is counted from the files is published, the return is not.",
        why: Some(
            "One of the two is wrong: another snapshot, another definition, or rows that are missing from the files.",
        ),
        fix: "Find out which is right. What is counted from the files is published, the return is not.",
    },
};

/// Questionnaires without a weight.
const NO_WEIGHT: Kind = Kind {
    expected: "a weight above 0 and of at most 1,000 in every row",
    words: FindingKind {
        stem: "CNT-014",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "A questionnaire without a weight",
        meaning: "The file has a column of weights, and in this row it is empty or holds no weight that can be used. The questionnaire counts in every figure without weights, and in none with them.",
        why: Some(
            "A weighted share is of those who have a weight: it says nothing of the others, who may have answered otherwise.",
        ),
        fix: "Fill in the weight, or take the column out if the survey was not weighted. Weighted figures are made without them.",
    },
};

/// What one row of a person knows and another does not.
const FACT_FILLED: Kind = Kind {
    expected: "the same in every row of a person",
    words: FindingKind {
        stem: "CNT-015",
        severity: Some(Severity::Information),
        owner: FindingOwner::Counting,
        title: "Known in one row of a person and not in another",
        meaning: "One row of a person says something about the person, and another row leaves it open. The person counts with what is known; where rows know different things, with what most of them say, and of two that are said equally often with the first by its code.",
        why: Some(
            "What is known of a person does not depend on which of the person's posts is looked at, nor on the order of rows.",
        ),
        fix: "Fill in the same in every row of a person. Nothing is lost meanwhile.",
    },
};

/// What two rows of a person say differently.
const FACT_DIFFERS: Kind = Kind {
    expected: "the same in every row of a person",
    words: FindingKind {
        stem: "CNT-016",
        severity: Some(Severity::Query),
        owner: FindingOwner::Counting,
        title: "Two rows of a person that differ",
        meaning: "Rows of one person say different things about the person. The person counts with what stands at the most senior post; of posts that are equally senior, at the one whose values come first, whatever the order of rows.",
        why: Some("One of the records is wrong, and the figure depends on which."),
        fix: "Make the records agree, with what the person has said last.",
    },
};

impl Kind {
    fn finding(&self, dataset: Dataset, count: u64, found: String) -> Finding {
        let Self { words, expected } = self;
        let one = words.finding(Severity::Query, Some(dataset.name()), Location::default(), found, *expected);
        Finding { count, ..one }
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

pub(crate) fn no_weight(dataset: Dataset, rows: u64, column: &str) -> Finding {
    NO_WEIGHT.finding(dataset, rows, format!("a row without a usable number in `{column}`"))
}

pub(crate) fn fact_filled(dataset: Dataset, people: u64, column: &str) -> Finding {
    FACT_FILLED.finding(dataset, people, format!("somebody whose `{column}` is known in one row and not in another"))
}

pub(crate) fn fact_differs(dataset: Dataset, people: u64, column: &str) -> Finding {
    FACT_DIFFERS.finding(dataset, people, format!("somebody whose rows differ in `{column}`"))
}

pub(crate) fn test_left_out(dataset: Dataset, column: &str, indicator: &str) -> Finding {
    TEST_LEFT_OUT.finding(dataset, 1, format!("no column `{column}`, on which {indicator} has a test"))
}
