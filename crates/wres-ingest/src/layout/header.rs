//! Finds the header.

use crate::{mapping::Source, raw::TextRow, values::strip_footnote};
use std::collections::HashMap;
use wres_domain::{Column, Dataset, normalise};

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its first and last row.
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// Its cells; for a header over two rows, both together.
    pub(crate) cells: Vec<String>,
    /// For each column of the dataset's schema, where it is.
    pub(crate) positions: Vec<Option<u32>>,
    /// Columns of the schema that two or more headers mean; they have no position.
    pub(crate) twice: Vec<(usize, Vec<u32>)>,
    /// Headers that mean nothing.
    pub(crate) unknown: Vec<u32>,
}

/// Rows among which the header is looked for.
pub(crate) const SEARCHED: usize = 100;

/// Finds the header among the first rows of a table: the row, or the two rows together, whose cells name the most columns; the
/// first of several. At least two columns must be named, or all if the dataset or the table has fewer.
pub(crate) fn find_header(rows: &[TextRow], dataset: Dataset, source: &Source) -> Option<Header> {
    let names = Names::new(dataset, source);
    let rows = rows.get(..rows.len().min(SEARCHED)).unwrap_or(rows);
    let mut best: Option<(usize, Header)> = None;
    let singles: Vec<(usize, Header)> =
        rows.iter().map(|row| names.header(row.number, row.number, row.cells.clone())).collect();
    for (index, row) in rows.iter().enumerate() {
        if source.header_row.is_some_and(|declared| declared != row.number) {
            continue;
        }
        let (single, lower) = (singles[index].0, singles.get(index + 1).map_or(0, |next| next.0));
        let next = rows.get(index + 1).filter(|next| next.number == row.number + 1 && single + lower > 0);
        // Two rows must name more than the upper one, and also more than the lower one, which is tried next by itself.
        let double = next.map(|next| names.header(row.number, next.number, together(&row.cells, &next.cells)));
        let double = double.filter(|(hits, _)| *hits > lower.max(single));
        for (hits, header) in std::iter::once(singles[index].clone()).chain(double) {
            if best.as_ref().is_none_or(|(most, _)| hits > *most) {
                best = Some((hits, header));
            }
        }
    }
    let needed = if source.header_row.is_some() { 0 } else { 2.min(dataset.schema().columns.len()) };
    best.filter(|(hits, header)| {
        *hits >= needed || header.cells.iter().filter(|cell| !cell.is_empty()).count() == *hits
    })
    .filter(|(hits, _)| *hits > 0 || source.header_row.is_some())
    .map(|(_, header)| header)
}

/// Two rows of a header: a cell of the upper row stands over all cells up to the next (a merged cell).
fn together(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut over = "";
    (0..upper.len().max(lower.len()))
        .map(|index| {
            let (own, below) =
                (upper.get(index).map_or("", String::as_str), lower.get(index).map_or("", String::as_str));
            if !own.is_empty() {
                over = own;
            }
            match (own.is_empty(), below.is_empty()) {
                (_, false) => format!("{over} {below}").trim().to_owned(),
                (false, true) => own.to_owned(),
                (true, true) => String::new(),
            }
        })
        .collect()
}

/// What headers mean.
struct Names {
    meaning: HashMap<String, usize>,
    columns: usize,
    /// For headers over two rows: the lower row alone may name a column.
    two_rows: bool,
}

impl Names {
    fn new(dataset: Dataset, source: &Source) -> Self {
        let schema = dataset.schema();
        let mut meaning = HashMap::new();
        for (index, column) in schema.columns.iter().enumerate() {
            // What the mapping states, puts together or numbers is under no header of its own.
            let otherwise = source.constants.contains_key(&column.name)
                || source.together.contains_key(&column.name)
                || source.numbered.contains(&column.name);
            if !source.columns.contains_key(&column.name) && !otherwise {
                for name in names_of(column) {
                    meaning.insert(name, index);
                }
            }
        }
        for (column, header) in &source.columns {
            if let Some(index) = schema.columns.iter().position(|own| own.name == *column) {
                meaning.insert(normalise(header), index);
            }
        }
        Self { meaning, columns: schema.columns.len(), two_rows: true }
    }

    /// A header and how many columns it names.
    fn header(&self, first: u32, last: u32, cells: Vec<String>) -> (usize, Header) {
        let mut found: Vec<Vec<u32>> = vec![Vec::new(); self.columns];
        let mut unknown = Vec::new();
        for (position, cell) in (0_u32..).zip(&cells) {
            match self.column(cell, self.two_rows && first != last) {
                Some(index) => found[index].push(position),
                None if cell.is_empty() => {}
                None => unknown.push(position),
            }
        }
        let hits = found.iter().filter(|positions| !positions.is_empty()).count();
        let positions =
            found.iter().map(|positions| if positions.len() == 1 { positions.first().copied() } else { None });
        let positions = positions.collect();
        let twice = found.into_iter().enumerate().filter(|(_, positions)| positions.len() > 1).collect();
        (hits, Header { first, last, cells, positions, twice, unknown })
    }

    fn column(&self, cell: &str, two_rows: bool) -> Option<usize> {
        let known = |text: &str| self.meaning.get(&normalise(text)).copied();
        let whole = known(cell).or_else(|| strip_footnote(cell).and_then(known));
        // "Contract type" under "Employment" is "Employment Contract type" together; its end may be a name.
        let end = || {
            let words: Vec<&str> = cell.split_whitespace().collect();
            (1..words.len()).find_map(|from| known(&words[from..].join(" ")))
        };
        whole.or_else(|| if two_rows { end() } else { None })
    }
}

/// The normal forms of the names of a column.
pub(crate) fn names_of(column: &Column) -> impl Iterator<Item = String> + '_ {
    std::iter::once(normalise(&column.name)).chain(column.synonyms.iter().cloned())
}

/// Whether most of some headers are years: `2021`, `2021/22`, `2021-22`, `31 March 2021`.
pub(crate) fn looks_like_years<'a>(headers: impl Iterator<Item = &'a str>) -> bool {
    let is_year = |header: &str| {
        let text = header.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let starts = |start: usize| digits.get(start..start + 2).is_some_and(|two| two == "19" || two == "20");
        match digits.len() {
            4 | 6 | 8 => text.len() <= 16 && (starts(0) || starts(digits.len() - 4)) && text.len() - digits.len() <= 8,
            _ => false,
        }
    };
    headers.filter(|header| is_year(header)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::{find_header, looks_like_years};
    use crate::{mapping::SiteMapping, raw::TextRow};
    use wres_domain::Dataset;

    fn rows(text: &[&str]) -> Vec<TextRow> {
        (1..)
            .zip(text)
            .map(|(number, line)| TextRow {
                number,
                cells: line.split(',').map(|cell| cell.trim().to_owned()).collect(),
            })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .collect()
    }

    fn source(columns: &str) -> crate::mapping::Source {
        let text =
            format!("site = \"A\"\n[[source]]\ndataset = \"leavers\"\nfile = \"a.csv\"\n[source.columns]\n{columns}");
        SiteMapping::from_toml(&text).unwrap().sources.remove(0)
    }

    #[test]
    fn the_header_is_found_under_titles_and_notes() {
        let rows =
            rows(&["Leavers 2024", "Source: payroll, as at 31 March", "", "Employee No,Leaving Date,Reason", "1,2,3"]);
        let header = find_header(&rows, Dataset::Leavers, &source("")).unwrap();
        assert_eq!((header.first, header.last), (4, 4));
        assert_eq!(&header.positions[..3], [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn a_header_over_two_rows_is_put_together() {
        let rows = rows(&["Employee,,Leaving,", "No,Name,Date,Reason", "1,x,2,3"]);
        let header = find_header(&rows, Dataset::Leavers, &source("")).unwrap();
        assert_eq!((header.first, header.last), (1, 2));
        assert_eq!(&header.positions[..3], [Some(0), Some(2), Some(3)]);
        assert_eq!(header.unknown, [1]);
    }

    #[test]
    fn the_mapping_wins_over_synonyms() {
        let rows = rows(&["Employee No,Old Ref,Leaving Date,Reason", "1,2,3,4"]);
        let header = find_header(&rows, Dataset::Leavers, &source("person_id = \"Old  ref\"")).unwrap();
        assert_eq!(header.positions[0], Some(1));
        assert_eq!(header.unknown, [0]);
    }

    #[test]
    fn two_headers_for_one_column_are_noticed_and_neither_is_used() {
        let rows = rows(&["Employee No,Staff number,Leaving Date,Reason", "1,2,3,4"]);
        let header = find_header(&rows, Dataset::Leavers, &source("")).unwrap();
        assert_eq!(header.positions[0], None);
        assert_eq!(header.twice, [(0, vec![0, 1])]);
    }

    #[test]
    fn text_that_names_nothing_is_no_header() {
        assert_eq!(find_header(&rows(&["a,b,c", "1,2,3"]), Dataset::Leavers, &source("")), None);
        assert_eq!(find_header(&[], Dataset::Leavers, &source("")), None);
    }

    #[test]
    fn years_are_told_from_names() {
        assert!(looks_like_years(["Group", "2021/22", "2022/23"].into_iter()));
        assert!(looks_like_years(["2021", "2022"].into_iter()));
        assert!(!looks_like_years(["Reason 1", "Employee No", "2022"].into_iter()));
    }
}
