//! Months of service and days of waiting, by band.

use super::{
    expressions::{Terms, quotient},
    members::left,
};
use crate::plan::{LinkNode, TimeBands};
use std::fmt::Write;
use wres_domain::{Dataset, Day};

/// Longer service than this, in months, is a mistake in a date, as in the engine.
const LONGEST: i64 = 12 * 80;

/// Members with value, cases and base by month of service that lies wholly in the period: `value_`, `case_`, one row each.
pub(super) fn survival(terms: &Terms<'_>, table: &str, (exit, bands): (&LinkNode, &TimeBands)) -> String {
    let (from, until) = terms.window();
    let gone = if terms.shape.this.contains_key(&Dataset::Leavers) {
        format!("(SELECT MIN(l.left_on) FROM leavers l WHERE l.person_id = m.person_id AND {})", left(terms, "l"))
    } else {
        "NULL".to_owned()
    };
    let exits = terms.link(exit);
    // Year, month and day from the number of a day: days of eras of 400 years that begin in March.
    let era = quotient("z_", 146_097);
    let day_of_era = format!("(z_ - {era} * 146097)");
    let year_of_era = format!(
        "({day_of_era} - {} + {} - {})",
        quotient(&day_of_era, 1460),
        quotient(&day_of_era, 36_524),
        quotient(&day_of_era, 146_096)
    );
    let steps = format!(
        "a_ AS (SELECT m.ethnicity_, m.service_, m.service_start + 719468 AS z_, {gone} AS left_, CASE WHEN {exits} THEN 1 ELSE 0 \
         END AS exits_ FROM {table} m WHERE m.service_start IS NOT NULL AND m.service_start > -719468),\n\
         b_ AS (SELECT a_.*, {day_of_era} AS doe_, {era} AS era_, {} AS yoe_ FROM a_),\n\
         c_ AS (SELECT b_.*, doe_ - (365 * yoe_ + {} - {}) AS doy_ FROM b_),\n\
         d_ AS (SELECT c_.*, {} AS mp_ FROM c_),\n\
         s_ AS (SELECT ethnicity_, service_, left_, exits_, doy_ - {} + 1 AS dom_, (yoe_ + era_ * 400 + CASE WHEN mp_ < 10 THEN 0 \
         ELSE 1 END) * 12 + CASE WHEN mp_ < 10 THEN mp_ + 2 ELSE mp_ - 10 END AS index_ FROM d_)",
        quotient(&year_of_era, 365),
        quotient("yoe_", 4),
        quotient("yoe_", 100),
        quotient("5 * doy_ + 2", 153),
        quotient("153 * mp_ + 2", 5),
    );
    let day = |alias: &str| {
        format!("({alias}.first_ + CASE WHEN s_.dom_ < {alias}.days_ THEN s_.dom_ ELSE {alias}.days_ END - 1)")
    };
    let (begin, end) = (day("c1"), day("c2"));
    let number = "c1.index_ - s_.index_";
    format!(
        "{steps},\ncalendar_ (index_, first_, days_) AS (VALUES {}),\nspells_ AS (SELECT s_.ethnicity_, s_.service_, {} AS value_, \
         CASE WHEN s_.exits_ = 1 AND s_.left_ >= {begin} AND s_.left_ < {end} THEN 1 ELSE 0 END AS case_ FROM s_ JOIN calendar_ c1 ON \
         c1.index_ >= s_.index_ AND {number} <= {LONGEST} JOIN calendar_ c2 ON c2.index_ = c1.index_ + 1 WHERE {begin} >= {from} AND \
         {end} <= {until} AND (s_.left_ IS NULL OR s_.left_ >= {begin}))",
        calendar(terms.period.from, terms.period.until()),
        band(number, bands),
    )
}

/// The code of the band that a number lies in.
fn band(number: &str, bands: &TimeBands) -> String {
    let code = |place: usize| format!("'{}'", bands.code(place));
    let mut cases = String::new();
    for place in 1..bands.len() {
        let Some((from, _)) = bands.units(place) else { break };
        // Writing to a string cannot fail.
        let _ = write!(cases, "WHEN {number} < {from} THEN {} ", code(place - 1));
    }
    if cases.is_empty() { code(0) } else { format!("CASE {cases}ELSE {} END", code(bands.len() - 1)) }
}

/// The months from the one of the first day to the one after that of the last: number, first day, length.
fn calendar(from: Day, until: Day) -> String {
    let mut month = from.first_of_month();
    let mut rows = String::new();
    while month <= until.next_month().unwrap_or(Day::LAST) {
        // Writing to a string cannot fail.
        let _ = write!(
            rows,
            "{}({}, {}, {})",
            if rows.is_empty() { "" } else { ", " },
            month.month_number(),
            month.number(),
            month.days_in_month()
        );
        let Some(next) = month.next_month() else { break };
        month = next;
    }
    rows
}

/// Rows with value, case and base by day of waiting: `value_`, `case_`, one row each.
pub(super) fn waiting(
    terms: &Terms<'_>,
    table: &str,
    (start, end, days, bands): (&str, &str, u32, &TimeBands),
    at_risk: &str,
) -> String {
    let (_, until) = terms.window();
    format!(
        "days_ (day_) AS (SELECT 0 UNION ALL SELECT day_ + 1 FROM days_ WHERE day_ < {days}),\n\
         w_ AS (SELECT m.ethnicity_, m.service_, CASE WHEN m.\"{end}\" < {until} THEN m.\"{end}\" - m.\"{start}\" END AS came_, {until} - 1 - \
         m.\"{start}\" AS seen_ FROM {table} m WHERE {at_risk} AND m.\"{start}\" < {until} AND (m.\"{end}\" IS NULL OR m.\"{end}\" >= m.\"{start}\")),\n\
         spells_ AS (SELECT w_.ethnicity_, w_.service_, {} AS value_, CASE WHEN w_.came_ = day_ THEN 1 ELSE 0 END AS case_ FROM w_ JOIN \
         days_ ON day_ <= COALESCE(w_.came_, w_.seen_))",
        band("day_", bands),
    )
}
