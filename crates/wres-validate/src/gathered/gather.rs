//! From rows to what is remembered of them.

use super::{
    counted::Counted,
    records::{Contract, Event, Kind, NO_DAY, Post, Spot},
    state::Gathered,
};
use crate::{error::RuleError, view::Rows};
use arrow::buffer::BooleanBuffer;
use wres_domain::{Dataset, Ethnicity};

/// Place of [`Ethnicity::UnknownBlank`] among all.
const BLANK: u8 = Ethnicity::UnknownBlank as u8;

/// What is remembered of some rows.
#[derive(Debug, Default)]
pub(crate) struct Portion {
    counted: Counted,
    staff: Vec<Post>,
    events: Vec<Event>,
}

impl Portion {
    /// Reads the rows that stay; `singly` is whether anything is remembered of each by itself.
    pub(crate) fn of(
        dataset: Dataset,
        rows: &Rows<'_>,
        file: u16,
        keep: &BooleanBuffer,
        singly: bool,
    ) -> Result<Self, RuleError> {
        let mut portion = Self { counted: count(dataset, rows, keep)?, ..Self::default() };
        match dataset {
            _ if !singly => {}
            Dataset::Staff => posts(rows, file, keep, &mut portion.staff)?,
            Dataset::Leavers | Dataset::Cases | Dataset::Training | Dataset::Appraisals | Dataset::Moves => {
                collect(dataset, rows, file, keep, &mut portion.events)?;
            }
            _ => {}
        }
        Ok(portion)
    }
}

impl Gathered {
    /// Remembers rows.
    pub(crate) fn gather(&mut self, dataset: Dataset, file: u16, portion: Portion) {
        self.by_file.entry((dataset, file)).or_default().add(portion.counted);
        if self.given_up {
            return;
        }
        self.staff.extend(portion.staff);
        if !portion.events.is_empty() {
            self.events.entry(dataset).or_default().extend(portion.events);
        }
    }

    /// Remembers the staff of the last period.
    pub(crate) fn recall(&mut self, rows: &Rows<'_>) -> Result<(), RuleError> {
        if self.given_up {
            return Ok(());
        }
        self.has_last = true;
        posts(rows, 0, &BooleanBuffer::new_set(rows.len()), &mut self.last)
    }
}

/// Counts the rows that stay.
fn count(dataset: Dataset, rows: &Rows<'_>, keep: &BooleanBuffer) -> Result<Counted, RuleError> {
    let mut counted = Counted { kept: keep.count_set_bits() as u64, ..Counted::default() };
    let tallies = &mut counted.tallies;
    let number = |meets: &dyn Fn(usize) -> bool| keep.set_indices().filter(|&row| meets(row)).count() as u64;
    match dataset {
        Dataset::Staff => {
            let hours = rows.hundredths("hours_fte")?;
            tallies.full_time += number(&|row| hours.at(row) == Some(100));
            tallies.with_hours += number(&|row| hours.at(row).is_some());
        }
        Dataset::Applications => {
            let (shortlisted, appointed) = (rows.flags("shortlisted")?, rows.flags("appointed")?);
            tallies.shortlisted += number(&|row| shortlisted.yes(row));
            tallies.appointed += number(&|row| appointed.yes(row));
        }
        Dataset::Training => {
            let cpd = rows.words("kind")?.are(&["cpd"]);
            tallies.non_mandatory += number(&|row| cpd.at(row));
        }
        Dataset::Leavers => {
            let internal = rows.words("reason")?.are(&["internal_move"]);
            tallies.internal_moves += number(&|row| internal.at(row));
        }
        Dataset::Cases => {
            let disciplinary = rows.words("kind")?.are(&["disciplinary"]);
            tallies.disciplinary += number(&|row| disciplinary.at(row));
        }
        _ => {}
    }
    if rows.supplied("ethnicity") {
        let place = rows.words("ethnicity")?.map(BLANK, ethnicity_place);
        counted.ethnicity.resize(Ethnicity::ALL.len(), 0);
        for row in keep.set_indices() {
            if let Some(count) = counted.ethnicity.get_mut(usize::from(place.at(row))) {
                *count += 1;
            }
        }
    }
    Ok(counted)
}

/// Place of a canonical code among all; an unknown code is not recognised.
fn ethnicity_place(code: &str) -> u8 {
    Ethnicity::from_code(code).unwrap_or(Ethnicity::UnknownUnmapped) as u8
}

fn posts(rows: &Rows<'_>, file: u16, keep: &BooleanBuffer, out: &mut Vec<Post>) -> Result<(), RuleError> {
    let (person, post) = (rows.keys("person_id")?, rows.keys("post_id")?);
    let (start, pence) = (rows.days("service_start")?, rows.integers("salary_fte")?);
    let hours = rows.hundredths("hours_fte")?;
    let ethnicity = rows.words("ethnicity")?.map(BLANK, ethnicity_place);
    let rung = rows.words("rung")?.map(0, rung_number);
    let contract = rows.words("contract")?.map(Contract::Direct, Contract::of);
    let (regulated, number) = (rows.flags("regulated")?, rows.row_numbers()?);
    for row in keep.set_indices() {
        let Some(person) = person.at(row) else { continue };
        out.push(Post {
            person,
            post: post.at(row).unwrap_or(0),
            start: start.at(row).unwrap_or(NO_DAY),
            pounds: pence.at(row).map_or(0, |pence| u32::try_from(pence / 100).unwrap_or(0)),
            hundredths: hours.at(row).unwrap_or(0),
            ethnicity: ethnicity.at(row),
            rung: rung.at(row),
            contract: contract.at(row),
            regulated: regulated.at(row),
            spot: Spot { file, row: number.at(row).unwrap_or(0) },
        });
    }
    Ok(())
}

/// The number of a rung of a numbered ladder; 0 for a rung that is not a number.
pub(crate) fn rung_number(code: &str) -> u8 {
    code.parse().unwrap_or(0)
}

/// The column with the day of an event.
fn day_column(dataset: Dataset) -> &'static str {
    match dataset {
        Dataset::Leavers => "left_on",
        Dataset::Cases => "entered_on",
        Dataset::Training => "attended_on",
        Dataset::Appraisals => "held_on",
        _ => "moved_on",
    }
}

fn collect(
    dataset: Dataset,
    rows: &Rows<'_>,
    file: u16,
    keep: &BooleanBuffer,
    out: &mut Vec<Event>,
) -> Result<(), RuleError> {
    let (person, day, number) = (rows.keys("person_id")?, rows.days(day_column(dataset))?, rows.row_numbers()?);
    let kind_column = match dataset {
        Dataset::Leavers => Some("reason"),
        Dataset::Cases | Dataset::Moves => Some("kind"),
        _ => None,
    };
    let kind = kind_column.map(|name| rows.words(name)).transpose()?.map(|words| {
        words.map(Kind::Other, |code| match (dataset, code) {
            (Dataset::Leavers, "internal_move") => Kind::InternalMove,
            (Dataset::Cases, "fitness_to_practise") => Kind::FitnessToPractise,
            (Dataset::Moves, "permanent") => Kind::PermanentMove,
            _ => Kind::Other,
        })
    });
    let answered = match dataset {
        Dataset::Leavers => {
            let none = ["unknown_blank", "unknown_unmapped"];
            Some(rows.words("ethnicity")?.map(false, |code| !none.contains(&code)))
        }
        _ => None,
    };
    let rung = match dataset {
        Dataset::Moves => Some(rows.words("to_rung")?.map(0, rung_number)),
        _ => None,
    };
    for row in keep.set_indices() {
        let Some(person) = person.at(row) else { continue };
        out.push(Event {
            person,
            day: day.at(row).unwrap_or(NO_DAY),
            kind: kind.as_ref().map_or(Kind::Other, |kind| kind.at(row)),
            answered: answered.as_ref().is_some_and(|answered| answered.at(row)),
            rung: rung.as_ref().map_or(0, |rung| rung.at(row)),
            spot: Spot { file, row: number.at(row).unwrap_or(0) },
        });
    }
    Ok(())
}
