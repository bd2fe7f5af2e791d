//! Which lists the values of a column are in: a hint for the person who declares one, never a decision.

use crate::codes::{
    coder::Coder,
    model::{ListKind, lists},
};
use serde::Serialize;

/// How well a list fits the values of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The list.
    pub list: String,
    /// The share of values, counted as often as they occur, that are in the list: 0 to 1.
    pub share: f64,
}

/// The lists of ethnicity that know any of the values, best first; `labels` among them. Several lists may fit equally well:
/// that is why none is chosen.
#[must_use]
pub fn fit(values: &[(String, u64)]) -> Vec<Fit> {
    let total: u64 = values.iter().map(|(_, n)| n).sum();
    let names = lists().iter().filter(|list| list.kind == ListKind::Ethnicity).map(|list| list.name.as_str());
    let mut fits: Vec<Fit> = names
        .chain(["labels"])
        .filter_map(|name| {
            let coder = Coder::ethnicity(name, None)?;
            let known: u64 = values.iter().filter(|(value, _)| coder.read(value).is_some()).map(|(_, n)| n).sum();
            (known > 0).then(|| Fit { list: name.to_owned(), share: known as f64 / total.max(1) as f64 })
        })
        .collect();
    fits.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.list.cmp(&b.list)));
    fits
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_list_that_has_every_value_fits_whole_and_a_tie_is_shown_as_one() {
        let values = [("31".to_owned(), 80), ("98".to_owned(), 15), ("junk".to_owned(), 5)];
        let fits = fit(&values);
        assert_eq!((fits[0].list.as_str(), fits[0].share), ("ascwds_bulk_upload", 0.95));
        assert!(fits.iter().any(|fit| fit.list == "nhs_scotland" && fit.share == 0.15));
        let tie = fit(&[("WBRI".to_owned(), 10)]);
        assert!(tie.len() >= 2 && tie[0].share == tie[1].share);
        assert!(fit(&[]).is_empty());
    }
}
