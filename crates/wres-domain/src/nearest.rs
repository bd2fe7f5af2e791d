//! Known words that are most like an unknown one, to be named in a message and never to decide.

use crate::normalise::normalise;

/// The known words most like a word, the likest first, at most so many. Words are compared after [`normalise`] by the share of letters
/// that need not be changed (Levenshtein distance over the longer of the two); a word that begins with the other, or ends with it, is
/// likelier than one that is merely spelt alike.
///
/// ```
/// use wres_domain::nearest;
/// assert_eq!(nearest("leaver", ["sc-wres-8", "leavers", "retention"], 2), ["leavers", "retention"]);
/// ```
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>, most: usize) -> Vec<&'k str> {
    let word: Vec<char> = normalise(word).chars().collect();
    let score = |other: &str| {
        let other: Vec<char> = normalise(other).chars().collect();
        let longest = word.len().max(other.len()).max(1);
        let alike = longest.saturating_sub(distance(&word, &other)) as f64 / longest as f64;
        let inside = !word.is_empty() && (other.starts_with(&word) || other.ends_with(&word));
        if inside { alike.max(0.9) } else { alike }
    };
    let mut scored: Vec<(f64, &str)> = known.into_iter().map(|other| (score(other), other)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(most).map(|(_, other)| other).collect()
}

/// Whether at most half of the letters of a known word would have to be changed.
pub(crate) fn is_near(word: &str, known: &str) -> bool {
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    distance(&letters(word), &letters(known)) <= known.chars().count().div_ceil(2)
}

/// How many letters have to be put in, taken out or changed (Levenshtein 1966).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn the_distance_is_that_of_the_fewest_changes() {
        let of = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!((of("kitten", "sitting"), of("", "abc"), of("same", "same")), (3, 3, 0));
    }

    #[test]
    fn the_likest_word_comes_first_and_ties_go_by_the_alphabet() {
        assert_eq!(nearest("sc-wres3", ["sc-wres-4", "sc-wres-3", "nhs-wres-3"], 2), ["sc-wres-3", "sc-wres-4"]);
        assert_eq!(nearest("x", ["b", "a"], 3), ["a", "b"]);
        assert!(nearest("x", [], 3).is_empty());
    }
}
