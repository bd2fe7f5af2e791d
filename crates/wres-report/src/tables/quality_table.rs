//! The table of how good the data of each site are.

use super::{
    comparison_tables::{ComparisonTable, Head},
    datum::{Datum, Kind, mark},
};
use wres_disclosure::{QualitySummary, SiteQuality};
use wres_domain::{Cell, DataQuality};

/// Names of the columns of the parts, in the order of [`DataQuality::parts`], each with that of its mark.
const PARTS: [[&str; 2]; 4] = [
    ["known_percent", "known_percent_mark"],
    ["used_percent", "used_percent_mark"],
    ["clean_percent", "clean_percent_mark"],
    ["sent_percent", "sent_percent_mark"],
];

const DESCRIPTIONS: [&str; 4] = [
    "Rows of staff whose ethnicity is known, in percent of all rows of staff.",
    "Rows that were used, in percent of all rows read.",
    "Rows about which nothing is open, in percent of all rows read.",
    "Datasets and columns sent, in percent of those that the indicators need.",
];

const MARK: &str = "Why it is not there: [c] too small to be read, [x] not available.";

/// One row for each site and period.
pub(crate) fn quality_table(quality: &QualitySummary) -> ComparisonTable {
    let head = |name, kind, description| Head { name, kind, description };
    let mut columns = vec![
        head("site", Kind::Text, "Code of the site."),
        head("period", Kind::Text, "The reporting year."),
        head("score", Kind::Integer, "Mean of the parts that are shown, in whole percent."),
        head("score_mark", Kind::Text, MARK),
    ];
    for ([name, mark], description) in PARTS.into_iter().zip(DESCRIPTIONS) {
        columns.extend([head(name, Kind::Integer, description), head(mark, Kind::Text, MARK)]);
    }
    ComparisonTable {
        name: "quality",
        title: "Quality of the data",
        says: "How complete and clean each site's files were. It is about files, and not about people.",
        columns,
        rows: quality.sites.iter().map(row).collect(),
    }
}

fn row(one: &SiteQuality) -> Vec<Datum> {
    let mut row = vec![Datum::Text(one.site.to_string()), Datum::Text(one.period.clone())];
    row.extend(percent(one.score));
    for (name, _) in DataQuality::default().parts() {
        let part = one.parts.iter().find(|part| part.name == name);
        row.extend(part.map_or([Datum::Empty, Datum::Empty], |part| percent(part.percent)));
    }
    row
}

fn percent(cell: Cell<u64>) -> [Datum; 2] {
    [cell.value().map_or(Datum::Empty, |&percent| Datum::Integer(percent)), mark(Some(cell))]
}

#[cfg(test)]
mod tests {
    use super::quality_table;
    use wres_disclosure::{Policy, summarise_quality};
    use wres_domain::{DataQuality, Part, SiteId};

    #[test]
    fn a_part_that_is_hidden_or_not_there_has_its_mark_and_no_number() {
        let part = |count, of| Part { count, of };
        let sent = part(11, 11);
        let large = DataQuality { known: part(3_600, 4_000), used: part(4_000, 4_000), clean: part(0, 0), sent };
        let small = DataQuality { known: part(36, 40), ..large };
        let site = |code: &str| SiteId::new(code).unwrap();
        let given = [(site("A1"), "2024-25".into(), large), (site("B1"), "2024-25".into(), small)];
        let table = quality_table(summarise_quality(&given, &Policy::default()).get());
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        let written: Vec<String> = table.rows.iter().map(|row| format!("{row:?}")).collect();
        let of = |row: usize, name: &str| {
            let at = table.columns.iter().position(|column| column.name == name).unwrap();
            format!("{:?}", table.rows[row][at])
        };
        assert_eq!(
            (of(0, "known_percent"), of(0, "clean_percent_mark")),
            ("Integer(90)".into(), "Mark(\"[x]\", \"no_dataset\")".into())
        );
        assert_eq!(
            (of(1, "known_percent"), of(1, "known_percent_mark")),
            ("Empty".into(), "Mark(\"[c]\", \"too_few_people\")".into())
        );
        assert_eq!(of(1, "score_mark"), "Mark(\"[c]\", \"too_few_people\")", "{written:?}");
    }
}
