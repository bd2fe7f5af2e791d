//! How a text file separates fields and rows.

use crate::{mapping::Quote, raw::split::Splitter};
use wres_domain::fitting;

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The dialect of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) quote: Option<u8>,
    /// The byte that ends a row: a line feed, or a carriage return where there are no line feeds.
    pub(crate) line_end: u8,
    /// Whether a carriage return stands before the line feeds.
    pub(crate) carriage: bool,
}

/// What the mapping declares about the dialect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) delimiter: Option<char>,
    pub(crate) quote: Option<Quote>,
}

impl Dialect {
    /// Commas, double quotation marks, line feeds.
    pub(crate) const PLAIN: Self = Self { delimiter: b',', quote: Some(b'"'), line_end: b'\n', carriage: false };

    /// Finds the dialect from the beginning of a file. What is declared wins.
    pub(crate) fn sniff(sample: &str, declared: Declared) -> Self {
        let bytes = sample.as_bytes();
        let line_end = if memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some() {
            b'\r'
        } else {
            b'\n'
        };
        let carriage = line_end == b'\n' && memchr::memmem::find(bytes, b"\r\n").is_some();
        let base = Self { line_end, carriage, ..Self::PLAIN };
        let delimiters: Vec<u8> = match declared.delimiter.and_then(fitting) {
            Some(one) => vec![one],
            None => DELIMITERS.to_vec(),
        };
        let quotes: Vec<Option<u8>> = match declared.quote {
            Some(Quote::Double) => vec![Some(b'"')],
            Some(Quote::Single) => vec![Some(b'\'')],
            Some(Quote::None) => vec![None],
            None => vec![Some(b'"'), Some(b'\'')],
        };
        let mut best = Self { delimiter: delimiters[0], quote: quotes[0], ..base };
        let mut best_score = 0.0;
        for &delimiter in &delimiters {
            for &quote in &quotes {
                let candidate = Self { delimiter, quote, ..base };
                let score = candidate.score(sample);
                if score > best_score {
                    (best, best_score) = (candidate, score);
                }
            }
        }
        best
    }

    /// How regular a sample looks in this dialect: the share of rows that have the commonest number of fields, where that is
    /// at least two, weighed by how many fields are enclosed in this dialect's quotation marks.
    fn score(self, sample: &str) -> f64 {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        let (mut rows, mut quoted, mut odd) = (0_usize, 0_usize, 0_usize);
        let mut splitter = Splitter::new(sample, self);
        while let Some(row) = splitter.next_row() {
            if row.len() <= 1 && row.get(0).trim().is_empty() {
                continue;
            }
            rows += 1;
            *counts.entry(row.len()).or_default() += 1;
            quoted += row.enclosed();
            odd += usize::from(row.is_malformed());
            if rows == 200 {
                break;
            }
        }
        let common = counts.iter().filter(|(fields, _)| **fields >= 2).max_by_key(|(fields, n)| (**n, **fields));
        let Some((fields, n)) = common else { return 0.0 };
        let regular = *n as f64 / rows as f64;
        let width = 1.0 - 1.0 / *fields as f64;
        // Apostrophes occur in names: single quotes are believed only where they enclose and nothing is left over.
        let marks = match self.quote {
            Some(b'\'') if quoted == 0 || odd > 0 => -0.5,
            _ => (quoted as f64 / (rows * fields) as f64).min(1.0) * 0.1 - odd as f64 / rows as f64,
        };
        (regular + 0.2 * width + marks).max(0.0)
    }

    /// The dialect in words.
    pub(crate) fn describe(self) -> String {
        let delimiter = match self.delimiter {
            b',' => "comma".to_owned(),
            b'\t' => "tab".to_owned(),
            b';' => "semicolon".to_owned(),
            b'|' => "vertical bar".to_owned(),
            other => format!("{:?}", char::from(other)),
        };
        let quote = self.quote.map_or("no quotation marks".to_owned(), |quote| format!("quote {}", char::from(quote)));
        let ends = match (self.line_end, self.carriage) {
            (b'\r', _) => "CR",
            (_, true) => "CRLF",
            _ => "LF",
        };
        format!("{delimiter}, {quote}, {ends}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Declared, Dialect};
    use crate::mapping::Quote;

    fn sniff(sample: &str) -> Dialect {
        Dialect::sniff(sample, Declared::default())
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(sniff("a;b;c\n1;2,5;3\n4;5,5;6\n").delimiter, b';');
        assert_eq!(sniff("a\tb\tc\n1\t2\t3\n").delimiter, b'\t');
        assert_eq!(sniff("a|b\n1|2\n").delimiter, b'|');
        assert_eq!(sniff("Title of the report, 2024\n\na,b,c\n1,2,3\n4,5,6\n").delimiter, b',');
        assert_eq!(sniff("only one column\nx\n").delimiter, b',');
        assert_eq!(sniff("").delimiter, b',');
    }

    #[test]
    fn quotation_marks_are_told_from_apostrophes() {
        assert_eq!(sniff("'a','b'\n'1,5','2'\n'3','x, y'\n").quote, Some(b'\''));
        assert_eq!(sniff("a,b\nchildren's,O'Neil\nadults',x\n").quote, Some(b'"'));
        assert_eq!(sniff("a,b\n\"1,5\",2\n3,\"x, y\"\n").quote, Some(b'"'));
    }

    #[test]
    fn line_ends_are_found() {
        assert_eq!(sniff("a,b\r1,2\r").line_end, b'\r');
        assert!(sniff("a,b\r\n1,2\r\n").carriage);
        assert_eq!(sniff("a,b\r\n1,2\r\n").describe(), "comma, quote \", CRLF");
    }

    #[test]
    fn what_is_declared_wins() {
        let declared = Declared { delimiter: Some(';'), quote: Some(Quote::None) };
        let dialect = Dialect::sniff("a,b;c\n1,2;3\n", declared);
        assert_eq!((dialect.delimiter, dialect.quote), (b';', None));
    }
}
