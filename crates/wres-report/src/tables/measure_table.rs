//! The table of figures that take many counts at once.

use super::{
    comparison_tables::{ComparisonTable, END, Head, PLACE, interval, number, of_interval, place, text},
    datum::{Datum, significant},
};
use wres_domain::Measure;

/// The table; `None` where no indicator has such figures.
pub(crate) fn measure_table(measures: &[Measure]) -> Option<ComparisonTable> {
    if measures.is_empty() {
        return None;
    }
    let mut columns: Vec<Head> = PLACE.to_vec();
    columns.extend([
        text("against", "The group that it is compared with, where it is a comparison."),
        text("measure", "What the figure measures."),
        text(
            "at",
            "The point at which it measures: months, a day, a rung, a step, a quarter; empty where there is one.",
        ),
        text(
            "unit",
            "The unit: proportion, ratio, index, months, days, years, percent, people, level, checks, factor.",
        ),
    ]);
    columns.extend(interval("value", "The figure."));
    columns.extend([
        number("p_value", "P-value of equality, where the method has one; of four fifths or more for `four_fifths`."),
        text("method", "Method of the figure, as the catalogue has it."),
        text("note", "What goes with the figure, such as what chance alone would give."),
    ]);
    columns.extend(END);
    let row = |one: &Measure| {
        let word = |text: &str| Datum::Text(text.to_owned());
        let mut row = place(&one.place, one.grouping, one.group);
        row.push(one.against.map_or(Datum::Empty, |group| word(group.code())));
        row.extend([word(one.kind.code()), word(&one.at), word(one.kind.unit().code())]);
        row.extend(of_interval(Some(one.value)));
        row.push(one.p_value.map_or(Datum::Empty, |value| Datum::Number(significant(value))));
        row.push(word(&one.method));
        row.push(one.note.as_deref().map_or(Datum::Empty, word));
        row.extend([Datum::Number(one.level), word(&one.sentence)]);
        row
    };
    Some(ComparisonTable {
        name: "measures",
        title: "Figures of many counts",
        says: "Retention, waiting, ladders, selection, pay, response, levels and agreement: figures that take many counts at once.",
        columns,
        rows: measures.iter().map(row).collect(),
    })
}
