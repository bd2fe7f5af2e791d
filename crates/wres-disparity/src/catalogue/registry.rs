//! All methods, family by family.

use super::method::Method;
use crate::error::{Result, StatError};

/// The families in the order of the reference page: title and methods. Each family keeps its slice beside its code.
static FAMILIES: &[(&str, &[Method])] = &[
    ("One proportion", crate::proportion::METHODS),
    ("Difference of two proportions", crate::difference::METHODS),
    ("Ratio of two proportions", crate::ratio::METHODS),
    ("Odds ratio", crate::odds_ratio::METHODS),
    ("Tests in a two-by-two table", crate::two_by_two::METHODS),
    ("Survey weights", crate::weighted::METHODS),
    ("Rounded counts", crate::rounded::METHODS),
    ("Rates", crate::rate::METHODS),
    ("Strata", crate::strata::METHODS),
    ("Pooling of sites", crate::pooling::METHODS),
    ("Funnel of sites", crate::funnel::METHODS),
    ("Small sites", crate::shrinkage::METHODS),
    ("Retention", crate::survival::METHODS),
    ("Tables of counts", crate::contingency::METHODS),
    ("Simultaneous intervals", crate::multinomial::METHODS),
    ("Trend", crate::trend::METHODS),
    ("Many comparisons", crate::multiplicity::METHODS),
    ("Adjusted disparities", crate::model::METHODS),
    ("Pay", crate::pay::METHODS),
    ("Evenness", crate::evenness::METHODS),
    ("Careers", crate::ladder::METHODS),
    ("Agreement", crate::agreement::METHODS),
    ("Bootstrap", crate::bootstrap::METHODS),
    ("Beyond the interval", crate::beyond::METHODS),
];

/// The families in the order of the reference page: title and methods.
#[must_use]
pub fn families() -> &'static [(&'static str, &'static [Method])] {
    FAMILIES
}

/// Every method.
pub fn methods() -> impl Iterator<Item = &'static Method> {
    FAMILIES.iter().flat_map(|(_, methods)| methods.iter())
}

/// The method of this name, or the only one whose name ends so after a point: `koopman` is `rr.koopman`.
///
/// # Errors
/// [`StatError::UnknownMethod`] with the names that end so, or the nearest name there is.
pub fn find(name: &str) -> Result<&'static Method> {
    if let Some(method) = methods().find(|method| method.name == name) {
        return Ok(method);
    }
    let ends_so = |method: &&Method| method.name.strip_suffix(name).is_some_and(|front| front.ends_with('.'));
    let tails: Vec<&'static Method> = methods().filter(|method| !name.is_empty() && ends_so(method)).collect();
    if let [only] = tails.as_slice() {
        return Ok(only);
    }
    Err({
        if !tails.is_empty() {
            let names: Vec<String> = tails.iter().map(|method| format!("`{}`", method.name)).collect();
            let hint = format!(": it could be {}", names.join(" or "));
            return Err(StatError::UnknownMethod { name: name.to_owned(), hint });
        }
        let nearest = methods().map(|method| (distance(name, method.name), method.name)).min();
        let hint = match nearest {
            Some((edits, nearest)) if edits <= 2 + name.len() / 6 => format!(": did you mean `{nearest}`?"),
            _ => String::new(),
        };
        StatError::UnknownMethod { name: name.to_owned(), hint }
    })
}

/// Levenshtein distance over bytes; names are short ASCII.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.bytes().enumerate() {
            let substitute = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}
