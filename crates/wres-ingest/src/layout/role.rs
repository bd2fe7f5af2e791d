//! What a row below the header is.

use crate::raw::split::Row;
use wres_domain::normalise;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowRole {
    Data,
    Blank,
    /// A note or source line.
    Note,
    /// A total or subtotal.
    Total,
    /// The header again.
    Header,
}

/// Judges the rows of one table.
#[derive(Debug, Clone)]
pub(crate) struct RowJudge {
    /// The cells of the header, normalised.
    header: Vec<String>,
    /// Positions of the columns that a row of data must have.
    required: Vec<usize>,
    /// Where the words of a total stand in a table of counts: the column of groups.
    group: Option<usize>,
}

impl RowJudge {
    pub(crate) fn new(header: Vec<String>, required: Vec<usize>, group: Option<usize>) -> Self {
        Self { header: header.iter().map(|cell| normalise(cell)).collect(), required, group }
    }

    /// Judges a row. Rows of data, by far the most, are seen to be so by their first cell.
    #[inline]
    pub(crate) fn judge(&self, row: &Row<'_>) -> RowRole {
        if let Some(group) = self.group
            && is_total(row.get(group))
        {
            return RowRole::Total;
        }
        let first = row.get(0);
        let plain = matches!(first.as_bytes().first(), Some(b'0'..=b'9'))
            || (first.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) && !may_be_special(first));
        if plain && self.required.iter().all(|&position| !row.get(position).is_empty()) {
            RowRole::Data
        } else {
            self.closely(row)
        }
    }

    fn closely(&self, row: &Row<'_>) -> RowRole {
        let mut filled = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((position, first)) = filled.next() else { return RowRole::Blank };
        let others = filled.count();
        if self.repeats_header(row) {
            return RowRole::Header;
        }
        let missing = self.required.iter().any(|&position| row.get(position).trim().is_empty());
        let first = first.trim();
        if is_total(first) && (missing || others + 1 < self.header.len().min(3)) {
            return RowRole::Total;
        }
        let comment = first.starts_with('#') && missing;
        if comment || (others == 0 && self.header.len() >= 3 && missing && self.is_note(first, position)) {
            return RowRole::Note;
        }
        RowRole::Data
    }

    /// A cell that stands alone in its row: an identifier, or words?
    fn is_note(&self, cell: &str, position: usize) -> bool {
        let in_required = self.required.contains(&position);
        let marks = cell.starts_with(['*', '#', '(', '[', '\u{A9}', '-', '=', '~']);
        let start = normalise(cell);
        let word = [
            "source",
            "note",
            "end of",
            "report",
            "page",
            "run ",
            "produced",
            "printed",
            "prepared",
            "data as at",
            "as at",
        ]
        .iter()
        .any(|word| start.starts_with(word));
        marks || word || cell.contains(char::is_whitespace) || cell.len() > 30 || !in_required
    }

    fn repeats_header(&self, row: &Row<'_>) -> bool {
        let written = |position: usize| self.header.get(position).map_or("", String::as_str);
        let same = |position: usize| {
            let (cell, header) = (row.get(position), written(position));
            (cell.is_empty() && header.is_empty()) || normalise(cell) == header
        };
        let named = self.header.iter().filter(|cell| !cell.is_empty()).count();
        named >= 2 && (0..self.header.len().max(row.len())).all(same)
    }
}

/// Cells that begin with a letter and need a closer look.
#[inline]
fn may_be_special(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    matches!(
        bytes.first().map(u8::to_ascii_lowercase),
        Some(b't' | b'g' | b's' | b'o' | b'a' | b'n' | b'e' | b'c' | b'p' | b'r' | b'd')
    ) && bytes.get(1).is_some_and(u8::is_ascii_alphabetic)
}

/// Words of a total. `All` alone is one in a column of groups only, where it is compared whole.
pub(crate) fn is_total(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    if !matches!(bytes.first().map(u8::to_ascii_lowercase), Some(b't' | b'g' | b's' | b'o' | b'a' | b' ' | 0xc2)) {
        return false;
    }
    const WHOLE: [&str; 10] = [
        "total",
        "totals",
        "grand total",
        "sub total",
        "sub-total",
        "subtotal",
        "overall",
        "all",
        "all staff",
        "all employees",
    ];
    const START: [&str; 7] = ["total ", "total:", "grand total", "sub total", "sub-total", "subtotal", "all ethnic"];
    let word = normalise(cell);
    WHOLE.contains(&word.as_str()) || START.iter().any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{RowJudge, RowRole};
    use crate::raw::{dialect::Dialect, split::Splitter};

    fn judge(line: &str) -> RowRole {
        let header = ["Employee No", "Leaving Date", "Reason"].map(str::to_owned).to_vec();
        let judge = RowJudge::new(header, vec![0, 1, 2], None);
        let mut splitter = Splitter::new(line, Dialect::PLAIN);
        judge.judge(&splitter.next_row().unwrap())
    }

    #[test]
    fn data_is_data() {
        for line in [
            "1001,2024-05-01,Resignation",
            "T1001,2024-05-01,Total loss of interest",
            "1001,,",
            "SMITH01,x,y",
            ",2024-05-01,x",
        ] {
            assert_eq!(judge(line), RowRole::Data, "{line}");
        }
    }

    #[test]
    fn totals_notes_headers_and_blank_rows_are_told_from_data() {
        assert_eq!(judge("Total,,214"), RowRole::Total);
        assert_eq!(judge("Grand Total: 214,,"), RowRole::Total);
        assert_eq!(judge("Subtotal adults,,20"), RowRole::Total);
        assert_eq!(judge("Source: payroll,,"), RowRole::Note);
        assert_eq!(judge("* excludes casual staff,,"), RowRole::Note);
        assert_eq!(judge("#exported 2024,,"), RowRole::Note);
        assert_eq!(judge("EMPLOYEE NO,leaving date,Reason"), RowRole::Header);
        assert_eq!(judge(",,"), RowRole::Blank);
        assert_eq!(judge("  "), RowRole::Blank);
    }

    #[test]
    fn a_total_in_a_column_of_groups_is_found_wherever_it_stands() {
        let header = ["Indicator", "Group", "Cases", "Base"].map(str::to_owned).to_vec();
        let judge = RowJudge::new(header, vec![0, 1, 2, 3], Some(1));
        let mut splitter = Splitter::new("sc-wres-3,All,5,100\nsc-wres-3,Any other,5,100\n", Dialect::PLAIN);
        assert_eq!(judge.judge(&splitter.next_row().unwrap()), RowRole::Total);
        assert_eq!(judge.judge(&splitter.next_row().unwrap()), RowRole::Data);
    }
}
