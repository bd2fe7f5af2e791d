//! What a run knows by name: its indicators, and the strata of each. A value that names none of them is looked up here, at the door.

use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Group, nearest};

/// The indicators of a run, with their dimensions and the codes of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// Indicator to its dimensions: name and codes.
    pub indicators: BTreeMap<String, Vec<(String, Vec<String>)>>,
    /// Indicator to its title, by which one that is written in words is found.
    pub titles: BTreeMap<String, String>,
}

/// How many near words a message names.
const NAMED: usize = 3;

impl Catalogue {
    /// Whether there is such an indicator.
    #[must_use]
    pub fn has_indicator(&self, written: &str) -> bool {
        self.indicators.contains_key(written)
    }

    /// Whether an indicator has a stratum: nothing for the whole, `rung=2`, or `2` where only one dimension has it.
    #[must_use]
    pub fn has_stratum(&self, indicator: &str, written: &str) -> bool {
        let written = written.trim();
        let Some(dimensions) = self.indicators.get(indicator) else { return false };
        if written.is_empty() {
            return true;
        }
        let (dimension, value) = written.split_once('=').map_or((None, written), |(d, v)| (Some(d.trim()), v.trim()));
        let named = dimensions.iter().filter(|(name, _)| dimension.is_none_or(|dimension| name == dimension));
        named.filter(|(_, codes)| codes.iter().any(|code| code == value)).count() == 1
    }

    /// Whether counts of a group can be summed into the groupings.
    #[must_use]
    pub fn has_group(written: &str) -> bool {
        let group = || Group::try_from(written.to_owned()).ok();
        let summed = !matches!(group(), None | Some(Group::WhiteMinority | Group::OtherMinority | Group::NotSeparated));
        Ethnicity::from_code(written).is_some() || summed
    }

    /// An unknown indicator, in words with the nearest.
    pub(crate) fn no_indicator(&self, written: &str) -> String {
        // Who writes words in place of an identifier means the title.
        let titled = |name: &&str| self.titles.get(*name).is_some_and(|title| shares_a_word(written, title));
        let by_title = self.indicators.keys().map(String::as_str).filter(titled);
        let mut near: Vec<&str> = by_title.take(NAMED).collect();
        for name in nearest(written, self.indicators.keys().map(String::as_str), NAMED) {
            if near.len() < NAMED && !near.contains(&name) {
                near.push(name);
            }
        }
        let named = |name: &&str| match self.titles.get(*name) {
            Some(title) => format!("`{name}` ({title})"),
            None => format!("`{name}`"),
        };
        let near: Vec<String> = near.iter().map(named).collect();
        format!("\"{written}\" (the nearest are {})", near.join(", "))
    }

    /// An unknown stratum of an indicator, in words with the nearest.
    pub(crate) fn no_stratum(&self, indicator: &str, written: &str) -> String {
        let dimensions = self.indicators.get(indicator).map(Vec::as_slice).unwrap_or_default();
        let strata = dimensions.iter().flat_map(|(name, codes)| codes.iter().map(move |code| format!("{name}={code}")));
        let strata: Vec<String> = strata.collect();
        match nearest(written, strata.iter().map(String::as_str), NAMED).as_slice() {
            [] => format!("\"{written}\" of {indicator}, which has no strata"),
            near => format!("\"{written}\" of {indicator} (the nearest are {})", listed(near)),
        }
    }

    /// A group that cannot be summed, in words with the nearest that can.
    pub(crate) fn no_group(written: &str) -> String {
        let groups = ["white", "bme", "asian", "black", "mixed", "other", "unknown"];
        let codes = Ethnicity::ALL.iter().map(|ethnicity| ethnicity.code()).chain(groups);
        format!("\"{written}\" (the nearest are {})", listed(&nearest(written, codes, NAMED)))
    }
}

/// Whether two texts have words that begin alike: leavers and leaving, discipline and disciplinary.
fn shares_a_word(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let stems = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= STEM);
        words.map(|word| word.chars().take(STEM).collect()).collect()
    };
    let others = stems(other);
    stems(one).iter().any(|stem| others.contains(stem))
}

fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::Catalogue;

    fn catalogue() -> Catalogue {
        let rungs = ("rung".to_owned(), vec!["1".to_owned(), "2".to_owned()]);
        let bands = ("pay_band".to_owned(), vec!["2".to_owned(), "over_50000".to_owned()]);
        let indicators = [("sc-wres-1", vec![rungs.clone()]), ("sc-wres-6", vec![rungs, bands]), ("sc-wres-8", vec![])];
        Catalogue {
            indicators: indicators.map(|(name, strata)| (name.to_owned(), strata)).into(),
            ..Catalogue::default()
        }
    }

    #[test]
    fn a_stratum_is_known_by_its_dimension_or_where_one_dimension_alone_has_it() {
        let catalogue = catalogue();
        let has = |indicator, written| catalogue.has_stratum(indicator, written);
        assert!(has("sc-wres-1", "") && has("sc-wres-1", "2") && has("sc-wres-6", "rung = 2"));
        assert!(!has("sc-wres-6", "2"), "two dimensions have it");
        assert!(!has("sc-wres-1", "9") && !has("sc-wres-1", "band=2") && !has("leavers", ""));
    }

    #[test]
    fn what_is_not_known_is_named_with_the_nearest_three() {
        let catalogue = catalogue();
        assert_eq!(
            catalogue.no_indicator("sc_wres_8"),
            "\"sc_wres_8\" (the nearest are `sc-wres-8`, `sc-wres-1`, `sc-wres-6`)"
        );
        let titles = [("sc-wres-8".to_owned(), "Leaving the organisation".to_owned())].into();
        let titled = Catalogue { titles, ..catalogue.clone() };
        assert_eq!(
            titled.no_indicator("leavers"),
            "\"leavers\" (the nearest are `sc-wres-8` (Leaving the organisation), `sc-wres-1`, `sc-wres-6`)"
        );
        assert!(catalogue.no_stratum("sc-wres-6", "rung=3").contains("`rung=1`, `rung=2`, `pay_band=2`"));
        assert!(catalogue.no_stratum("sc-wres-8", "rung=3").contains("which has no strata"));
        assert!(
            Catalogue::has_group("bme")
                && Catalogue::has_group("asian_indian")
                && !Catalogue::has_group("white_minority")
        );
        assert!(Catalogue::no_group("white_minority").contains("`white"));
    }
}
