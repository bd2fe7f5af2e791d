//! Rows that come one by one, gathered so that they can be gone through column by column.

use crate::raw::{
    split::{Extent, Field, Row, Rows},
    workbook::Merged,
};

/// Rows that follow one another, copied.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    text: String,
    fields: Vec<Field>,
    extents: Vec<Extent>,
}

impl Gathered {
    /// Adds a row, with what stands over it in merged cells where it is empty itself.
    pub(crate) fn push(&mut self, row: &Row<'_>, over: &Over) {
        let first = self.fields.len();
        row.append_to(&mut self.text, &mut self.fields);
        for (column, value) in over.values() {
            while self.fields.len() - first <= column {
                self.fields.push(Field::new(0, 0));
            }
            if row.get(column).trim().is_empty() {
                let start = self.text.len();
                self.text.push_str(value);
                self.fields[first + column] = Field::new(start, self.text.len());
            }
        }
        self.extents.push(Extent::between(first, self.fields.len()));
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.extents.len()
    }

    /// The rows.
    pub(crate) fn rows(&self) -> Rows<'_> {
        Rows::of(&self.text, &self.fields, &self.extents)
    }

    /// Forgets the rows.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
        self.extents.clear();
    }
}

/// The merged cells that stand over the rows of a table, while these are gone through in order.
#[derive(Debug, Default)]
pub(crate) struct Over {
    /// Those that are still to come, the first at the end.
    coming: Vec<Merged>,
    /// Those that reach to the present row from one above, each with its value.
    open: Vec<(Merged, String)>,
    /// Those that begin in the present row.
    begun: Vec<(Merged, String)>,
}

impl Over {
    /// Merged cells of a sheet, of which those count that begin below a row.
    pub(crate) fn below(row: u32, merged: &[Merged]) -> Self {
        let mut coming: Vec<Merged> = merged.iter().filter(|one| one.first > row).copied().collect();
        coming.sort_by_key(|one| std::cmp::Reverse(one.first));
        Self { coming, ..Self::default() }
    }

    /// Goes on to the next row that has any content.
    pub(crate) fn reach(&mut self, number: u32, row: &Row<'_>) {
        if self.coming.is_empty() && self.open.is_empty() && self.begun.is_empty() {
            return;
        }
        self.open.append(&mut self.begun);
        self.open.retain(|(one, _)| one.last >= number);
        while let Some(one) = self.coming.pop_if(|one| one.first <= number) {
            // One that begins in a row without content has no value.
            let value = if one.first == number { row.get(one.column as usize) } else { "" };
            if !value.trim().is_empty() {
                self.begun.push((one, value.to_owned()));
            }
        }
    }

    fn values(&self) -> impl Iterator<Item = (usize, &str)> {
        self.open.iter().map(|(one, value)| (one.column as usize, value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, Over};
    use crate::raw::{
        split::{Field, Row},
        workbook::Merged,
    };
    use proptest::prelude::*;

    /// Rows with their numbers, gathered under merged cells.
    fn gathered(rows: &[(u32, Vec<&str>)], merged: &[Merged]) -> Vec<Vec<String>> {
        let (mut all, mut over) = (Gathered::default(), Over::below(1, merged));
        for (number, cells) in rows {
            let (mut text, mut fields) = (String::new(), Vec::new());
            for cell in cells {
                let start = text.len();
                text.push_str(cell);
                fields.push(Field::new(start, text.len()));
            }
            let row = Row::of(&text, &fields);
            over.reach(*number, &row);
            all.push(&row, &over);
        }
        let rows = all.rows();
        assert_eq!(rows.len(), all.len());
        (0..rows.len()).map(|index| rows.row(index).iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn the_value_of_merged_cells_stands_in_each_of_their_rows_that_has_none() {
        let merged = [Merged { first: 2, last: 4, column: 1 }, Merged { first: 1, last: 2, column: 0 }];
        let rows = [(2, vec!["a", "x"]), (3, vec!["b"]), (4, vec!["c", "own"]), (5, vec!["d", ""])];
        let expected = [vec!["a", "x"], vec!["b", "x"], vec!["c", "own"], vec!["d", ""]];
        assert_eq!(gathered(&rows, &merged), expected, "merged cells of the header stand over nothing");
    }

    #[test]
    fn a_merged_cell_that_begins_in_a_blank_row_has_no_value() {
        assert_eq!(gathered(&[(3, vec!["a"])], &[Merged { first: 2, last: 4, column: 0 }]), [vec!["a"]]);
        assert_eq!(gathered(&[(3, vec!["", "b"])], &[Merged { first: 2, last: 4, column: 0 }]), [vec!["", "b"]]);
    }

    proptest! {
        #[test]
        fn without_merged_cells_rows_are_what_they_were(rows in prop::collection::vec(prop::collection::vec("[a-zé ]{0,5}", 0..5), 0..20)) {
            let given: Vec<(u32, Vec<&str>)> = (2..).zip(&rows).map(|(n, row)| (n, row.iter().map(String::as_str).collect())).collect();
            prop_assert_eq!(gathered(&given, &[]), rows);
        }
    }
}
