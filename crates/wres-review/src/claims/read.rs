//! From the bytes of a file to claims.

use super::{Claim, Column};
use crate::error::{Result, ReviewError};

/// Claims as they were read, and what of the file was not.
#[derive(Debug, Clone, Default)]
pub struct ReadClaims {
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
    /// Columns that are none of a claim's, and so were not read.
    pub not_read: Vec<String>,
}

/// Reads claims from CSV with a header.
///
/// # Errors
/// [`ReviewError::Csv`], [`ReviewError::Column`] without a column `claim`, [`ReviewError::Twice`] where two columns say the same,
/// [`ReviewError::Empty`] without rows.
pub fn read_csv(text: &str, file: &str) -> Result<ReadClaims> {
    let wrong = |source| ReviewError::Csv { file: file.to_owned(), source };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    let columns = columns(&header, file)?;
    let mut out = ReadClaims { claims: Vec::new(), not_read: not_read(&header, &columns) };
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(wrong)? {
        let line = record.position().map_or(0, csv::Position::line);
        push(&mut out.claims, file, line, &columns, record.iter());
    }
    not_empty(out, file)
}

/// Reads claims from rows of texts, the first of which is the header, as a workbook gives them.
///
/// # Errors
/// As [`read_csv`].
pub fn claims_from_cells(rows: &[Vec<String>], file: &str) -> Result<ReadClaims> {
    let Some((header, rows)) = rows.split_first() else { return Err(ReviewError::Empty { file: file.to_owned() }) };
    let columns = columns(header, file)?;
    let mut out = ReadClaims { claims: Vec::new(), not_read: not_read(header, &columns) };
    for (at, row) in rows.iter().enumerate() {
        push(&mut out.claims, file, at as u64 + 2, &columns, row.iter().map(String::as_str));
    }
    not_empty(out, file)
}

/// Reads claims from TOML: `[[claim]]` tables whose keys are the columns; the text of the claim itself is `claim`.
///
/// # Errors
/// [`ReviewError::Toml`], and as [`read_csv`].
pub fn read_toml(text: &str, file: &str) -> Result<ReadClaims> {
    let wrong = |message: String| ReviewError::Toml { file: file.to_owned(), message };
    let document: toml::Table = wres_domain::read_toml(text).map_err(|fault| wrong(fault.to_string()))?;
    let rows = document
        .get("claim")
        .and_then(toml::Value::as_array)
        .ok_or_else(|| wrong("no [[claim]]: write one table for each claim, with the columns as keys".to_owned()))?;
    let mut out = ReadClaims::default();
    for (at, row) in rows.iter().enumerate() {
        let row = row.as_table().ok_or_else(|| wrong("every [[claim]] must be a table".to_owned()))?;
        let header: Vec<String> = row.keys().cloned().collect();
        let columns = columns(&header, file)?;
        for name in not_read(&header, &columns) {
            if !out.not_read.contains(&name) {
                out.not_read.push(name);
            }
        }
        let texts: Vec<String> = row
            .values()
            .map(|value| match value {
                toml::Value::String(text) => Ok(text.clone()),
                toml::Value::Integer(_) | toml::Value::Float(_) => Err(wrong(format!(
                    "claim {}: write every printed value as a text, \"1.80\" and not 1.80, so that its decimals are kept",
                    at + 1
                ))),
                other => Ok(other.to_string()),
            })
            .collect::<Result<_>>()?;
        push(&mut out.claims, file, at as u64 + 1, &columns, texts.iter().map(String::as_str));
    }
    not_empty(out, file)
}

/// The separator that the header uses most: a comma, a semicolon or a tab.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|c| (count(*c), *c == b',')).unwrap_or(b',')
}

fn columns(header: &[String], file: &str) -> Result<Vec<Option<Column>>> {
    let mut columns: Vec<Option<Column>> = header.iter().map(|name| Column::of(name)).collect();
    // An `id` beside a `claim` is an id: a name of its own goes before another.
    for at in 0..columns.len() {
        for later in at + 1..columns.len() {
            if let Some(column) = columns[at].filter(|column| columns[later] == Some(*column)) {
                let own = |at: usize| header[at].trim().eq_ignore_ascii_case(column.name());
                match (own(at), own(later)) {
                    (true, false) => columns[later] = None,
                    (false, true) => columns[at] = None,
                    _ => {
                        return Err(ReviewError::Twice {
                            file: file.to_owned(),
                            column: column.name(),
                            one: header[at].clone(),
                            other: header[later].clone(),
                        });
                    }
                }
            }
        }
    }
    if !columns.contains(&Some(Column::Claim)) {
        return Err(ReviewError::Column {
            file: file.to_owned(),
            column: "claim",
            header: header.join(", "),
            fix: "Give each row a `claim`: a number, or what it says.",
        });
    }
    Ok(columns)
}

fn not_read(header: &[String], columns: &[Option<Column>]) -> Vec<String> {
    header.iter().zip(columns).filter(|(_, column)| column.is_none()).map(|(name, _)| name.clone()).collect()
}

fn push<'a>(
    claims: &mut Vec<Claim>,
    file: &str,
    line: u64,
    columns: &[Option<Column>],
    cells: impl Iterator<Item = &'a str>,
) {
    let mut claim = Claim::new(file, line);
    for (column, cell) in columns.iter().zip(cells) {
        if let Some(column) = column {
            claim.set(*column, cell);
        }
    }
    if !claim.is_empty() {
        claims.push(claim);
    }
}

fn not_empty(read: ReadClaims, file: &str) -> Result<ReadClaims> {
    if read.claims.is_empty() { Err(ReviewError::Empty { file: file.to_owned() }) } else { Ok(read) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_claim_column_is_refused_with_what_to_do() {
        let error = read_csv("source,rate\na,1\n", "f.csv").unwrap_err().to_string();
        assert!(error.contains("no column `claim`") && error.contains("source, rate"), "{error}");
        assert!(read_csv("claim,rate\n", "f.csv").unwrap_err().to_string().contains("no rows"));
        assert!(read_csv("claim,n,base\n1,2,3\n", "f.csv").is_ok(), "a name of its own goes before another");
        assert!(read_csv("claim,n,denominator\n1,2,3\n", "f.csv").unwrap_err().to_string().contains("both say `base`"));
    }

    #[test]
    fn semicolons_and_unknown_columns_are_read_and_named() {
        let read = read_csv("\u{feff}claim;rate;colour\nA;1,8;red\n;;\n", "f.csv").unwrap();
        assert_eq!(read.claims.len(), 1);
        assert_eq!(read.claims[0].text(Column::Rate), "1,8");
        assert_eq!(read.not_read, ["colour"]);
    }

    #[test]
    fn toml_keeps_texts_and_refuses_bare_numbers() {
        let read = read_toml("[[claim]]\nclaim = \"A\"\nrate = \"1.80\"\n", "f.toml").unwrap();
        assert_eq!(read.claims[0].text(Column::Rate), "1.80");
        assert!(
            read_toml("[[claim]]\nclaim = \"A\"\nrate = 1.80\n", "f.toml")
                .unwrap_err()
                .to_string()
                .contains("as a text")
        );
    }
}
