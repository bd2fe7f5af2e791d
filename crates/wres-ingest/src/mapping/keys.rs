//! Every key of a mapping file: what it is, and an example. The reader, the schema and the reference page follow from this one slice.

use std::fmt::Write;

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyPlace {
    /// At the top of the file.
    Top,
    /// In a `[[source]]`.
    Source,
    /// In a `[[guess]]` or `[[source.guess]]`.
    Guess,
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
    /// A table of texts by name.
    TextByName,
    /// A table of whole numbers by name.
    WholeByName,
    /// A table of lists of texts by name.
    TextsByName,
    /// A table of tables of texts by name.
    TablesByName,
    /// Tables of their own.
    Tables,
}

/// A key of a mapping file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MappingKey {
    /// Where it stands.
    pub place: KeyPlace,
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: KeyKind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
    /// An example, as it stands in a file.
    pub example: &'static str,
}

macro_rules! keys {
    ($($place:ident $name:literal $kind:ident $required:literal $meaning:literal $example:literal;)*) => {
        /// Every key, in the order of the reference page.
        pub const KEYS: &[MappingKey] = &[$(MappingKey {
            place: KeyPlace::$place, name: $name, kind: KeyKind::$kind, required: $required, meaning: $meaning, example: $example,
        }),*];
    };
}

keys! {
    Top "site" Text true "The site whose mapping it is." "site = \"E06000008\"";
    Top "date_order" Text false "The order of day, month and year in dates that are not ISO: `dmy`, `mdy`, `ymd`, or `iso` for no others. A source may say otherwise." "date_order = \"dmy\"";
    Top "time_zone" Text false "The zone by whose clock an instant such as `2024-03-31T23:00:00Z` has its day: `Europe/London`, `UTC`, or an offset. Without it the clock of the United Kingdom is taken, and a query asks." "time_zone = \"Europe/London\"";
    Top "two_digit_years_until" Whole false "The last year that two digits may mean: with 2030, `30` is 2030 and `31` is 1931." "two_digit_years_until = 2030";
    Top "ladder" Text false "The ladder that grades are mapped to." "ladder = \"wres\"";
    Top "ignore" Texts false "Names of files that are not data, with `*` for anything." "ignore = [\"notes*.docx\", \"old/*\"]";
    Top "source" Tables false "The tables: one `[[source]]` for each file, or sheet of a workbook." "[[source]]\ndataset = \"leavers\"\nfile = \"leavers*.csv\"";
    Top "grades" TextByName false "Grade as written to rung of the ladder. A range such as `SCP 5-11` is every grade of that name with a number in it; a grade with an entry of its own is in no range." "[grades]\n\"Team Manager\" = \"5\"\n\"SCP 5-11\" = \"1\"";
    Top "guess" Tables false "Guesses of a draft about grades. They have no effect until `confirmed = true`." "[[guess]]\nkind = \"grade\"\nwritten = \"Grade 9\"\nmeans = \"2\"\nscore = 40\nwhy = \"from the order of pay\"\nconfirmed = true";
    Source "dataset" Text true "The dataset that the table is; `wres schema` lists them." "dataset = \"staff\"";
    Source "file" Text true "Name of the file, exact or with `*` for anything; a member of an archive has its own name. Of files with the same content the one that is named exactly is read." "file = \"staff*.xlsx\"";
    Source "sheet" Text false "Sheet of a workbook; without it the one whose header fits best." "sheet = \"Staff list\"";
    Source "header_row" Whole false "Row of the header, the first being 1, where it is not found by itself." "header_row = 4";
    Source "encoding" Text false "Encoding of a text file, where it is not found by itself." "encoding = \"windows-1252\"";
    Source "delimiter" Text false "Delimiter of a text file, where it is not found by itself." "delimiter = \";\"";
    Source "quote" Text false "Quotation mark of a text file: `double`, `single` or `none`." "quote = \"double\"";
    Source "date_order" Text false "The order of day, month and year in this table." "date_order = \"ymd\"";
    Source "time_zone" Text false "The zone of instants in this table." "time_zone = \"UTC\"";
    Source "missing" Texts false "Values that mean an empty cell in this table." "missing = [\"NA\", \"tbc\"]";
    Source "numbered" Texts false "Key columns that the file does not have: each row's number is its key. Not for `person_id`, which says which rows are about the same person." "numbered = [\"post_id\"]";
    Source "columns" TextByName false "Column to header, for headers that no synonym names." "[source.columns]\nethnicity = \"Eth. Code\"";
    Source "constants" TextByName false "Column to what it holds in every row, for columns that the file does not have." "[source.constants]\ncontract = \"permanent\"";
    Source "together" TextsByName false "Column to the headers that it is put together from, with a space between: a grade of two cells, or a key of several." "[source.together]\ngrade = [\"Scale\", \"Point\"]";
    Source "units" TextByName false "Column to its unit in the file: words, `/` or `*`, and a number." "[source.units]\nhours_fte = \"hours / 37\"";
    Source "cut_offs" WholeByName false "Column of yes or no to the least score that means yes." "[source.cut_offs]\nregulated = 70";
    Source "codelists" TextByName false "Column of ethnicity to its code list, or `labels` for words; always declared, because the same code means different things in different lists." "[source.codelists]\nethnicity = \"nhs_dd_ethnic_category\"";
    Source "values" TablesByName false "Column to the site's own values and the codes that they mean." "[source.values.contract]\n\"Perm - Grn Book\" = \"permanent\"";
    Source "confirmed" Flag false "`false` in a draft: that the table is this dataset is itself a guess, and the table is not read." "confirmed = true";
    Source "guess" Tables false "Guesses of a draft about this table. They have no effect until `confirmed = true`." "[[source.guess]]\nkind = \"column\"\ncolumn = \"contract\"\nwritten = \"Contrac Type\"\nscore = 90\nwhy = \"like \\\"contract type\\\"\"\nconfirmed = true";
    Guess "kind" Text true "What is guessed: `column`, `codelist`, `value`, `grade`, `date_order`, `stated`, `unit`, `cut_off` or `time_zone`." "kind = \"column\"";
    Guess "column" Text false "The column, where the guess is about one." "column = \"contract\"";
    Guess "written" Text false "As the site writes it: a header, a value, a grade." "written = \"Contrac Type\"";
    Guess "means" Text false "What it means: a code, a list, a rung, an order, a unit, a least score, a zone; for `stated`, `= value`, `#` or `A + B`." "means = \"permanent\"";
    Guess "score" Whole true "How sure the draft is, 0 to 100." "score = 90";
    Guess "why" Text true "Why." "why = \"spelt much alike\"";
    Guess "confirmed" Flag true "Whether a person has said that it is right." "confirmed = true";
}

/// The names of the keys of a place.
pub(super) fn names(place: KeyPlace) -> Vec<String> {
    KEYS.iter().filter(|key| key.place == place).map(|key| key.name.to_owned()).collect()
}

/// The reference page of the mapping file, in Markdown.
#[must_use]
pub fn mapping_page() -> String {
    let mut out = String::from(
        "# The mapping file\n\nOne TOML file for each site says which of its files, columns and values mean what. `wres init` drafts it, \
         [the first hour](first-hour.md) shows how, and `wres schema mapping` prints its JSON Schema. A key, column, list, code or rung \
         that does not exist is refused with the three nearest that do. This page is generated.\n",
    );
    for (place, title) in
        [(KeyPlace::Top, "At the top"), (KeyPlace::Source, "In a `[[source]]`"), (KeyPlace::Guess, "In a guess")]
    {
        let _ = writeln!(out, "\n## {title}");
        for key in KEYS.iter().filter(|key| key.place == place) {
            let required = if key.required { " Required." } else { "" };
            let _ = writeln!(out, "\n### `{}`\n\n{}{required}\n\n```toml\n{}\n```", key.name, key.meaning, key.example);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{KEYS, KeyPlace, mapping_page};
    use crate::mapping::SiteMapping;

    #[test]
    fn every_example_is_a_mapping() {
        for key in KEYS {
            let source = "[[source]]\ndataset = \"staff\"\nfile = \"a.csv\"\n";
            let rest = |lines: &[&str]| -> String {
                lines
                    .iter()
                    .filter(|line| !line.starts_with(&format!("{} =", key.name)))
                    .map(|line| format!("{line}\n"))
                    .collect()
            };
            let text = match key.place {
                KeyPlace::Top => format!("{}{}", rest(&["site = \"A\""]), key.example),
                KeyPlace::Source => {
                    let source: Vec<&str> = source.lines().collect();
                    format!("site = \"A\"\n{}{}", rest(&source), key.example)
                }
                KeyPlace::Guess => {
                    let guess = [
                        "kind = \"value\"",
                        "column = \"contract\"",
                        "written = \"x\"",
                        "means = \"permanent\"",
                        "score = 1",
                        "why = \"y\"",
                        "confirmed = false",
                    ];
                    format!("site = \"A\"\n{source}[[source.guess]]\n{}{}", rest(&guess), key.example)
                }
            };
            SiteMapping::from_toml(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", key.name));
        }
    }

    #[test]
    fn the_reference_page_is_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mapping.md");
        let page = mapping_page();
        if std::env::var_os("WRES_UPDATE").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "run this test with WRES_UPDATE=1");
    }
}
