//! The figures of one indicator that take many counts at once, as a table.

use super::{figures::label, section::Subject};
use serde::Serialize;
use wres_domain::{Cell, Grouping, IndicatorId, Interval, ServiceScope, Unit};

/// Figures that take many counts at once.
#[derive(Debug, Serialize)]
pub(super) struct MeasureTable {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) rows: Vec<MeasureRow>,
}

/// One such figure.
#[derive(Debug, Serialize)]
pub(super) struct MeasureRow {
    pub(super) measure: String,
    pub(super) at: String,
    pub(super) group: String,
    pub(super) value: String,
    pub(super) sentence: String,
}

/// The figures of an indicator in one scope, of all services together and two groups: everything is in the tables.
pub(super) fn measure_table(subject: &Subject<'_>, indicator: &IndicatorId) -> Option<MeasureTable> {
    let rows: Vec<MeasureRow> = subject
        .shelf
        .measures(subject.scope, indicator)
        .iter()
        .filter(|one| one.place.period == subject.period && one.place.service == ServiceScope::Together)
        .filter(|one| one.grouping == Grouping::Binary)
        .map(|one| MeasureRow {
            measure: one.kind.label().to_owned(),
            at: one.at.clone(),
            group: label(subject.about, one.group),
            value: value(one.value, one.kind.unit()),
            sentence: one.sentence.clone(),
        })
        .collect();
    (!rows.is_empty()).then(|| MeasureTable {
        anchor: format!("{indicator}-measures"),
        caption: format!("Figures that take many counts, {}", subject.period),
        rows,
    })
}

/// A figure with its interval in its unit, or its mark.
pub(super) fn value(cell: Cell<Interval>, unit: Unit) -> String {
    let (scale, digits, sign) = match unit {
        Unit::Proportion => (100.0, 1, "%"),
        Unit::Ratio => (1.0, 2, ""),
        Unit::Index => (1.0, 3, ""),
        Unit::Months => (1.0, 1, " months"),
        Unit::Days => (1.0, 1, " days"),
        Unit::Years => (1.0, 1, " years"),
        Unit::Percent => (1.0, 1, "%"),
        Unit::People => (1.0, 0, " people"),
        Unit::Level => (1.0, 0, ""),
        Unit::Checks => (1.0, 0, " checks"),
        Unit::Factor => (1.0, 1, " times"),
    };
    let Cell::Value(interval) = cell else { return cell.symbol().unwrap_or_default().to_owned() };
    let number = |value: f64| {
        if value.is_finite() { format!("{:.digits$}", value * scale) } else { "no limit".to_owned() }
    };
    if matches!(unit, Unit::Level | Unit::Checks | Unit::Factor) {
        // Counted, not estimated: there is no interval.
        return format!("{}{sign}", number(interval.estimate));
    }
    format!("{}{sign} ({} to {})", number(interval.estimate), number(interval.lower), number(interval.upper))
}

#[cfg(test)]
mod tests {
    use super::value;
    use wres_domain::{Cell, HiddenReason, Interval, Unit};

    #[test]
    fn a_figure_stands_in_its_unit_and_what_is_hidden_as_its_mark() {
        let cell = Cell::Value(Interval { estimate: 0.8125, lower: 0.75, upper: f64::INFINITY });
        assert_eq!(value(cell, Unit::Proportion), "81.2% (75.0 to no limit)");
        assert_eq!(value(cell, Unit::Ratio), "0.81 (0.75 to no limit)");
        let counted = Cell::Value(Interval { estimate: 3.0, lower: 3.0, upper: 3.0 });
        assert_eq!((value(counted, Unit::Level), value(counted, Unit::Checks)), ("3".into(), "3 checks".into()));
        assert_eq!(value(Cell::Hidden(HiddenReason::Derived), Unit::Months), "[c]");
    }
}
