//! The kinds of finding.

use wres_domain::{FindingKind, FindingOwner};

macro_rules! kinds {
    ($($variant:ident => $stem:literal, $title:literal, $meaning:literal, $fix:literal;)*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Kind {
            $($variant,)*
        }

        const KINDS: &[FindingKind] = &[$(FindingKind {
            stem: $stem,
            severity: None,
            owner: FindingOwner::Reading,
            title: $title,
            meaning: $meaning,
            why: None,
            fix: $fix,
        }),*];
    };
}

/// Every kind of finding of this crate, by code.
#[must_use]
pub fn finding_kinds() -> &'static [FindingKind] {
    KINDS
}

impl Kind {
    pub(crate) fn text(self) -> &'static FindingKind {
        &KINDS[self as usize]
    }
}

kinds! {
    FileUnreadable => "FIL-501", "A file that cannot be read",
        "The file is damaged, protected, or of a kind that holds no table. It was not used.",
        "Save it again as XLSX, ODS, CSV or Parquet, without a password.";
    FileLimit => "FIL-502", "A file beyond a limit",
        "The file is larger, or unpacks to more, than the limits allow. It was not used.",
        "Check that the file is what it should be. If it is, raise the limit that is named in the configuration.";
    FileUnused => "FIL-503", "A file that the mapping does not name",
        "The file was not read.",
        "Add a source for it to the site's mapping, or its name to `ignore`.";
    FileMissing => "FIL-504", "A source without a file",
        "The mapping names a file that did not come.",
        "Send the file, or correct its name in the mapping.";
    FileTwice => "FIL-505", "The same file twice",
        "Two files have the same content. Only the first that the mapping names was read.",
        "Take one of the two out of the folder.";
    FileLink => "FIL-506", "A link out of the folder",
        "The entry is a link to something outside the folder of the submission, or not a file at all. It was not followed.",
        "Put the file itself into the folder.";
    CorrectionsLost => "FIL-520", "Corrections of a file that did not come",
        "A workbook of corrections holds rows of a file that is not among the files. They were not used.",
        "Leave the file as it was first sent beside the corrections. If you send a new file, remove the corrections.";
    CorrectionsUnreadable => "FIL-521", "Corrections that cannot be read",
        "A workbook of corrections is damaged or was changed where it must not be. None of its corrections was used.",
        "Take the workbook of corrections from the latest feedback, fill it in without moving or removing columns, and save it as XLSX or ODS.";
    FileTooMany => "FIL-507", "Too many files",
        "The submission has more files than the limit. The rest was not read.",
        "Send only the files of the submission, or raise the limit.";
    FileUnconfirmed => "FIL-508", "A guess that nobody confirmed",
        "The mapping holds a guess of the draft. It has no effect until a person says that it is right.",
        "Look at the guess in the mapping and set `confirmed = true` if it is right, or correct or delete it. `wres init --ask` asks about each.";
    FileCarries => "FIL-509", "Macros or links to other files",
        "The workbook carries a program or takes values from other files. Neither was run or opened; the values that it was saved with were read.",
        "Send a plain workbook with values only.";
    FileSheet => "FIL-510", "A sheet that is not there",
        "The workbook has no sheet of the name in the mapping.",
        "Correct the sheet's name in the mapping or in the workbook.";
    FileChanged => "FIL-511", "A file that changed while it was read",
        "The file was written to during the reading. It was not used.",
        "Send the file when it is complete, and run again.";
    SheetHidden => "FIL-512", "A hidden sheet",
        "The sheet is hidden in the workbook. It was read, because the mapping names it.",
        "Unhide the sheet, or remove it if it should not be read.";

    EncodingOther => "ENC-501", "Text that is not UTF-8",
        "The text is in another encoding, which was found on the whole file or declared. It was read in full.",
        "Nothing has to be done. Save as \"CSV UTF-8\" to be certain of every character.";
    EncodingStray => "ENC-502", "Bytes that are not text",
        "The text is UTF-8 apart from some bytes. Those were read as Windows-1252; nothing was dropped.",
        "Look at the row that is named and save the file again as \"CSV UTF-8\".";
    Mojibake => "ENC-503", "Text decoded wrongly before it was sent",
        "The text holds pairs of characters such as \"Â£\", which appear when UTF-8 is opened as Windows-1252 and saved again.",
        "Export again from the source system and choose UTF-8 when opening the file.";
    Control => "ENC-504", "Control characters",
        "Cells hold characters that cannot be seen, such as a zero byte. They were ignored.",
        "Remove them at source; they often come from a fixed-width export.";
    Bidirectional => "ENC-505", "Marks that turn the direction of writing",
        "Cells hold invisible marks that change how text is shown. They were ignored.",
        "Type the cell again: the marks cannot be seen and come with text that was copied from web pages.";
    Formula => "ENC-506", "Text that a spreadsheet would run",
        "Cells begin like a formula. They were read as plain text and never evaluated.",
        "Write the value itself in place of the formula, so that the cell begins with a letter or a digit and not with = + - or @.";

    HeaderMissing => "LAY-501", "No header found",
        "No row among the first hundred holds the headers of the dataset. The table was not used.",
        "Put the headers in one row, or name the row with `header_row` and the headers under `[source.columns]` in the mapping.";
    ColumnMissing => "LAY-502", "A required column that is not there",
        "No header is mapped to the column. All rows of the table are rejected.",
        "If a header of the file holds it under another name, name that header under `[source.columns]` in the mapping. If none does, add the column to the file.";
    ColumnTwice => "LAY-503", "Two headers for one column",
        "Two headers mean the same column, so none of the two was used.",
        "Rename one of them, or name the right one under `[source.columns]` in the mapping.";
    ColumnUnknown => "LAY-504", "Columns that are not used",
        "Headers that no column of the dataset is mapped to. They were dropped at the door and are not stored.",
        "Nothing has to be done, unless one of them should be used.";
    HeaderTwoRows => "LAY-505", "A header over two rows",
        "The header stands in two rows, which were read together.",
        "Nothing has to be done.";
    NotesAround => "LAY-506", "Titles and notes around the table",
        "Rows above the header or below the data hold titles or notes. They were set aside.",
        "Nothing has to be done.";
    TotalsSetAside => "LAY-507", "Totals in the table",
        "Rows that add up others were set aside, so that nobody is counted twice.",
        "Nothing has to be done.";
    TotalsDiffer => "LAY-508", "A total that does not add up",
        "A total in the file differs from the sum of the rows that were read.",
        "Add the rows that are missing from the file, or correct the total. If it is the total of something else, take it out.";
    HiddenParts => "LAY-509", "Hidden rows or columns",
        "The sheet hides rows or columns, or a filter is set. They were read like the others.",
        "If they belong to the submission, unhide them and clear the filter; if not, delete them.";
    MergedBody => "LAY-519", "Merged cells among the rows",
        "Cells are merged over several rows below the header. A workbook keeps their value in the first of them only; it was taken for each of their rows, as it is shown.",
        "Check that the value is meant for each row. Better, unmerge the cells and write it into each.";
    FormulaUnvalued => "LAY-520", "Formulas without a value",
        "Cells hold a formula, and the workbook was saved without what it gives. Nothing is calculated here, so the cells were read as empty.",
        "Open the workbook in a spreadsheet program, let it calculate, and save it; or send the values only.";
    RowTooWide => "LAY-510", "Rows with more cells than the header",
        "A value without quotation marks probably holds the delimiter, so the cells of the row have moved. The row was rejected.",
        "Export again with quotation marks around text, or with another delimiter.";
    SecondTable => "LAY-511", "A second table on the sheet",
        "Another header begins further down. Only the first table was read.",
        "Put each table on a sheet or in a file of its own.";
    NoRows => "LAY-512", "A table without rows",
        "The header is there and no data follows.",
        "Export the rows again. If there is nothing to report, leave the file as it is and say so in a note.";
    QuoteOpen => "LAY-513", "A quotation mark that is not closed",
        "From the row that is named on it cannot be told where cells end. The table was not used.",
        "Remove the single quotation mark, or export again.";
    HeaderRepeated => "LAY-514", "The header repeated",
        "The header occurs again further down and was set aside.",
        "Nothing has to be done.";
    YearsAsColumns => "LAY-515", "Years as columns",
        "The table has one column for each year. One row for each year is needed.",
        "Send one file for each year, or one row for each year.";
    Ledger => "LAY-516", "Rows that were not compared",
        "There are more rows than are held to find repeats; later rows were not compared.",
        "Nothing has to be done, or raise `repeat_rows` under `[limits]` in the pipeline.";
    Repeats => "LAY-517", "Rows that repeat another row exactly",
        "Every cell of the row is the same as in an earlier row of the table. The row was dropped.",
        "Take the row out: the one before it stays, and nothing is lost. If both are meant, give what tells them apart in a column. Joins in an export often repeat rows.";
    Malformed => "LAY-518", "Text after a closing quotation mark",
        "A cell in quotation marks goes on after the closing mark. The rest was taken as part of the cell.",
        "Double the quotation marks inside cells, or export again.";

    ListUndeclared => "ETH-501", "A code list that is not declared",
        "The same code means different groups in different lists, so a list is never guessed. All rows of the table are rejected.",
        "Name the list under `[source.codelists]` in the mapping; `wres codes list` shows all lists.";
    ListDoubtful => "ETH-503", "A declared list that fits badly",
        "Many values are not in the declared list and another list knows them. The declared list was used.",
        "Check which list the file is in and correct `[source.codelists]` in the mapping if it is another.";
    EthnicityUnknown => "ETH-502", "Ethnicity that the declared list does not have",
        "The value is counted as not recognised until the mapping says what it means.",
        "Write a code or label of the list that is declared under `[source.codelists]` in the mapping (`wres codes show` with its name lists them), or say under `[source.values.ethnicity]` in the mapping which group the value is.";

    RequiredBlank => "REQ-501", "A required cell that is empty",
        "The row cannot be used without it and was rejected.",
        "Fill in the cell. If the row is about nobody, take it out.";
    BlankWord => "VAL-501", "Words taken for an empty cell",
        "The word means that there is no value. The cell was taken as empty.",
        "Nothing has to be done; an empty cell is better.";
    ErrorCell => "VAL-502", "Errors of the spreadsheet",
        "The cell shows an error such as #DIV/0! instead of a value.",
        "Correct the formula and save again.";
    Hashes => "VAL-503", "Columns that were too narrow",
        "The cell holds ##### because the column was too narrow when the sheet was saved as text.",
        "Widen the column and save again.";
    Footnote => "VAL-504", "Footnote marks",
        "A footnote mark is glued to the value and was cut off, or stands alone in the cell, which is then empty.",
        "Nothing has to be done; notes are better kept in a column of their own.";

    CellTooLong => "VAL-505", "Cells longer than the limit",
        "The cell is longer than anything that belongs in a table. The row was rejected.",
        "Check the export: a quotation mark may be missing, or a document may have been put into a cell.";

    DateUnreadable => "DAT-501", "Not a date",
        "The cell holds something that is not a date.",
        "Write the date as year-month-day, such as 2025-03-31.";
    DateOrderUndeclared => "DAT-502", "Day and month not told apart",
        "Nobody has said whether the day or the month comes first, and it is never guessed.",
        "Set `date_order` in the mapping (dmy, mdy or ymd), or send dates as year-month-day.";
    DateOrderContradicted => "DAT-503", "Dates in another order than declared",
        "The date makes sense only in another order than the declared one. It was not turned round.",
        "Correct the dates, or the declared order if it is wrong.";
    DateImpossible => "DAT-504", "A day that does not exist",
        "No calendar has the day.",
        "Correct the date.";
    DateYear => "DAT-505", "A year that cannot be meant",
        "The year is before 1900 or after 2199.",
        "Correct the date.";
    DateOpenEnd => "DAT-506", "Dates that mean no date",
        "A date such as 31/12/9999 or 01/01/1900 stands for an open end. The cell was taken as empty.",
        "Nothing has to be done; an empty cell is better.";
    DateSerial => "DAT-507", "Serial numbers of a spreadsheet",
        "The cell holds the number by which a spreadsheet counts days. It was read with 1 January 1900 as day 1, or in a workbook that counts from 1904 with 2 January 1904 as day 1.",
        "Format the column as a date before saving. A workbook that counts from 1904 must be formatted so before it is saved as text, because the text no longer says it.";
    DateTwoDigitYear => "DAT-508", "Years of two digits",
        "The century was taken so that the year is not after the year that follows the snapshot.",
        "Write years with four digits.";
    DateInstant => "DAT-510", "Instants with a time zone",
        "The cell holds a point in time with a zone, such as 2024-03-31T23:00:00Z, which is midnight of 1 April in London. No zone is declared for the site, so the day was taken by the clock of the United Kingdom.",
        "Say `time_zone = \"Europe/London\"` in the mapping if the days are by the clock of the United Kingdom, or the zone that they are by; or export days without a time.";
    BirthDate => "DAT-509", "A date of birth that cannot be right",
        "The date of birth is after the snapshot or more than 110 years before it.",
        "Correct the date.";

    NumberUnreadable => "NUM-501", "Not a number",
        "The cell holds something that is not a number.",
        "Write digits with a point before decimals.";
    NumberSeparators => "NUM-502", "Commas and points that do not add up",
        "It cannot be told which of them stands before the decimals, and it is not guessed.",
        "Write a point before decimals and no separators, such as 32000.50.";
    NumberTooLarge => "NUM-503", "A number too large",
        "The number is larger than anything that can be meant.",
        "Correct the number.";
    NumberNotWhole => "NUM-504", "Not a whole number",
        "A count must be whole.",
        "Send headcount and not full-time equivalents in this column.";
    NumberNegative => "NUM-505", "A negative number",
        "The column cannot be negative.",
        "Correct the number.";
    NumberPercent => "NUM-506", "A percentage",
        "The cell has a percent sign. Where a share belongs it was divided by 100.",
        "Write the plain number.";
    NumberThousands => "NUM-507", "Thousands written as k",
        "The number was multiplied by 1,000.",
        "Write the number in full.";
    MoneyNotAnnual => "NUM-508", "Pay that is not a year's",
        "The cell holds pay by the hour, day, week or month, or a range. It was not converted.",
        "Send full-time annual pay as one number.";
    CountWithShare => "NUM-509", "A count with its percentage",
        "The cell holds a count and a percentage. The count was taken.",
        "Put the percentage into a column of its own.";
    ShareOutside => "NUM-511", "A share above 1",
        "The cell should hold a share and holds a number below 0 or above 1, perhaps a percentage without its sign. It was not divided by 100; the cell was left empty.",
        "Write the share as 0.146, or as 14.6% with the sign.";
    CountDash => "NUM-510", "A dash in place of a count",
        "A dash may mean nil or not available. It was taken as not available.",
        "Write 0 for nil and [x] for not available.";

    FlagUnknown => "COD-501", "Neither yes nor no",
        "The cell holds something else than yes or no.",
        "Write yes or no, or say under `[source.values]` in the mapping what the value means.";
    FlagUndeclared => "COD-502", "Asked and not answered",
        "The answer is that there is none. It was taken as empty, not as no.",
        "Nothing has to be done.";
    CodeUnknown => "COD-503", "A value that is not in the code list",
        "The value is no code, label or synonym of the list.",
        "Write one of the codes that are expected, or say under `[source.values]` in the mapping which of them the value means.";
    GradeUnmapped => "COD-504", "A grade that is not on the ladder",
        "The grade is kept, without a rung: the row is missing from every figure by rung.",
        "Say under `[grades]` in the mapping which rung the grade is.";

    IdDamaged => "KEY-501", "Identifiers that a spreadsheet has damaged",
        "The identifier was turned into a rounded number such as 1.59E+03, so different people would become one.",
        "Format the column as text in the source system's export and do not open it in a spreadsheet before sending.";
    IdVacant => "KEY-502", "Posts that nobody holds",
        "The row is a vacant post. It was set aside as rejected: only people are counted.",
        "Leave vacant posts out of the file.";
    IdDecimal => "KEY-504", "Identifiers that end in .0",
        "A program took the identifiers for decimal numbers. They are compared as they are written, so they will not match the same identifiers without .0 in another file.",
        "Format the column as text in the export.";
    IdZeros => "KEY-503", "Identifiers that may have lost zeros",
        "Nearly all identifiers have the same number of digits and a few have fewer: a spreadsheet drops zeros at the beginning.",
        "Put the zeros back at the beginning of the short identifiers, which sorting the column as text brings together, or export again with the column formatted as text. Identifiers are compared as they are written.";
}

#[cfg(test)]
mod tests {
    use super::finding_kinds;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_in_the_range_of_this_crate() {
        let mut seen = BTreeSet::new();
        for kind in finding_kinds() {
            let (family, number) = kind.stem.split_once('-').unwrap();
            assert!(family.len() == 3 && (500..600).contains(&number.parse::<u32>().unwrap()), "{}", kind.stem);
            assert!(seen.insert(kind.stem), "{} is used twice", kind.stem);
            for text in [kind.meaning, kind.fix] {
                assert!(text.ends_with('.'), "{}: {text}", kind.stem);
            }
        }
    }
}
