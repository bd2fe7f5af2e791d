//! What symbols mean: one list for readings and marks, and the key that is put beneath whatever they stand in.

use super::figures::label;
use crate::publication::About;
use serde::Serialize;
use wres_domain::{AbsentReason, Cell, Comparison, Ethnicity, Group, Reading};

/// A reading as a reader sees it: never by colour alone.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Sign {
    /// Its symbol; empty where a mark stands for the figure.
    pub(super) symbol: &'static str,
    /// Its words.
    pub(super) word: String,
    /// Class of its colour: `a` adverse, `f` the other side, `o` open, `x` no figure.
    pub(super) class: &'static str,
}

/// Symbols and marks with their meaning. The first four keep the adverse side apart from the other by shape: filled and hollow.
pub(super) const MEANINGS: [(&str, &str); 11] = [
    ("\u{25b2}", "more likely, and that is the worse side"),
    ("\u{25bc}", "less likely, and that is the worse side"),
    ("\u{25b3}", "more likely, and that is not the worse side"),
    ("\u{25bd}", "less likely, and that is not the worse side"),
    ("\u{25cb}", "cannot be told: the interval holds equality"),
    ("[b]", "break in the series: figures from here on are not like those before"),
    ("[c]", "confidential: a protected count is too small to be read, and perhaps none"),
    ("[p]", "provisional"),
    ("[u]", "low reliability: an expected count is below 5"),
    ("[x]", "not available: it was not supplied"),
    ("[z]", "not applicable: there is nothing to measure"),
];

/// What a comparison says. Where the reference group is on top, the words name it.
pub(super) fn sign(about: &About, comparison: Option<&Comparison>) -> Sign {
    let Some(comparison) = comparison else {
        return Sign { symbol: "", word: "nothing to compare [z]".to_owned(), class: "x" };
    };
    let who = |word: &str| {
        let of = comparison.direction.of;
        if matches!(of, Group::White | Group::Detailed(Ethnicity::WhiteBritish)) {
            format!("{} {word}", label(about, of))
        } else {
            word.to_owned()
        }
    };
    match comparison.reading() {
        Cell::Value(reading) => of_reading(reading, comparison.direction.adverse.is(reading), who),
        other => absent(other),
    }
}

/// A reading in words, with the symbol of its side.
pub(super) fn of_reading(reading: Reading, adverse: bool, words: impl Fn(&str) -> String) -> Sign {
    let (symbol, word) = match (reading, adverse) {
        (Reading::More, true) => ("\u{25b2}", words("more likely")),
        (Reading::More, false) => ("\u{25b3}", words("more likely")),
        (Reading::Less, true) => ("\u{25bc}", words("less likely")),
        (Reading::Less, false) => ("\u{25bd}", words("less likely")),
        (Reading::CannotTell, _) => ("\u{25cb}", "cannot be told".to_owned()),
    };
    let class = match reading {
        Reading::CannotTell => "o",
        _ if adverse => "a",
        _ => "f",
    };
    Sign { symbol, word, class }
}

/// Why there is no reading, with its mark.
pub(super) fn absent<T>(cell: Cell<T>) -> Sign {
    let word = match cell {
        Cell::Hidden(_) => "not shown",
        Cell::Absent(AbsentReason::NotApplicable) | Cell::NotEstimable(_) => "nothing to compare",
        _ => "not supplied",
    };
    Sign { symbol: "", word: format!("{word} {}", cell.symbol().unwrap_or_default()), class: "x" }
}

/// Adds the meanings of the symbols that a piece of a page has in it, as a paragraph beneath.
pub(super) fn keyed(piece: &str) -> String {
    let said: Vec<String> = MEANINGS
        .iter()
        .filter(|(symbol, _)| piece.contains(symbol))
        .map(|(symbol, meaning)| format!("<b>{symbol}</b> {meaning}"))
        .collect();
    if said.is_empty() { piece.to_owned() } else { format!("{piece}<p class=\"key\">{}.</p>", said.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::{MEANINGS, keyed, of_reading};
    use wres_domain::Reading;

    #[test]
    fn what_stands_in_a_piece_is_explained_beneath_it_and_nothing_else() {
        let piece = keyed("<td>[c]</td><td>\u{25b2} more likely</td>");
        assert!(piece.contains("<b>[c]</b> confidential") && piece.contains("<b>\u{25b2}</b>"));
        assert!(!piece.contains("[x]") && keyed("<td>1.00</td>") == "<td>1.00</td>");
    }

    #[test]
    fn every_symbol_of_a_reading_has_a_meaning() {
        for reading in [Reading::More, Reading::Less, Reading::CannotTell] {
            for adverse in [true, false] {
                let sign = of_reading(reading, adverse, str::to_owned);
                assert!(MEANINGS.iter().any(|(symbol, _)| *symbol == sign.symbol), "{sign:?}");
            }
        }
    }
}
