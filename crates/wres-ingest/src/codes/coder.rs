//! From what a site writes to a code of the lake.

use crate::codes::{
    labels::{LabelUse, labels},
    model::{CodeEntry, ListKind, list},
    parts::by_parts,
};
use arrow::array::{ArrayRef, StringArray};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};
use wres_domain::{Ethnicity, Group, fitting, normalise, parsed};

/// Lists whose labels the list `labels` takes over: the harmonised standard and those that HR systems print.
const LABEL_LISTS: [&str; 6] = [
    "gss_england_wales",
    "nhs_dd_ethnic_category",
    "ascwds_bulk_upload",
    "dfe_ssda903_cin",
    "dfe_csww",
    "ons_census_2021",
];
/// Groups of groupings that returns name, with their words.
const GROUPS: [(Group, &str); 9] = [
    (Group::White, "white"),
    (Group::Bme, "bme|bame|black, asian and minority ethnic|black and minority ethnic|ethnic minority"),
    (Group::WhiteMinority, "white minority"),
    (Group::OtherMinority, "ethnic minorities excluding white|other ethnic minority"),
    (Group::Asian, "asian|asian or asian british|asian/asian british"),
    (Group::Black, "black|black or black british|black/african/caribbean/black british"),
    (
        Group::Mixed,
        "mixed|mixed or multiple|mixed/multiple|mixed or multiple ethnic groups|mixed/multiple ethnic groups",
    ),
    (Group::Other, "other|other ethnic group"),
    (Group::Unknown, "unknown|not known|not known/not stated|unknown/not stated"),
];
/// How alike two words must be for one to be suggested for the other.
const ALIKE: f64 = 0.82;

/// Turns written values into codes by exact match after normalisation.
#[derive(Debug, Clone)]
pub(crate) struct Coder {
    list: Arc<Listed>,
    /// The site's own values.
    own: HashMap<String, u16>,
    /// Ranges of numbered grades that the site has put on one rung.
    ranges: Vec<GradeRange>,
    /// Whether labels are read by their parts.
    by_parts: bool,
}

/// What a list means, the same for every site.
#[derive(Debug)]
struct Listed {
    codes: Vec<String>,
    dictionary: ArrayRef,
    exact: HashMap<String, u16>,
}

/// Lists that have been made ready, by what they are used for and their name.
static READY: LazyLock<Mutex<Ready>> = LazyLock::new(Mutex::default);
type Ready = HashMap<(Purpose, String), Arc<Listed>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Purpose {
    Ethnicity,
    Group,
    Values,
    Rungs,
}

/// What can be said about a value that is in no list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hint {
    /// The value is a word of some list of this program, so showing it gives nothing away.
    pub(crate) known_word: bool,
    /// A code that it may mean, and the code's label.
    pub(crate) suggestion: Option<(String, String)>,
    /// Why it names no code.
    pub(crate) why: Option<String>,
}

/// Normal forms of all ethnic labels that decide, and of those that only suggest or are refused.
static LABEL_KEYS: LazyLock<(HashMap<String, Ethnicity>, HashMap<String, Hint>)> = LazyLock::new(label_keys);

impl Coder {
    /// A coder for a column of ethnicity in a declared list (`labels` for labels without codes), with the site's own values.
    /// `None` if there is no such list of ethnicity.
    pub(crate) fn ethnicity(name: &str, own: Option<&BTreeMap<String, String>>) -> Option<Self> {
        Self::ready(Purpose::Ethnicity, name, own, || {
            let codes = Ethnicity::ALL.iter().map(|ethnicity| ethnicity.code().to_owned()).collect();
            Some(Listed::new(codes, ethnicity_keys(name)?))
        })
    }

    /// A coder for a column that holds canonical groups or groups of a grouping (`white`, `bme`, ...), as returns do.
    pub(crate) fn group(name: &str, own: Option<&BTreeMap<String, String>>) -> Option<Self> {
        Self::ready(Purpose::Group, name, own, || {
            let mut exact = ethnicity_keys(name)?;
            let mut codes: Vec<String> = Ethnicity::ALL.iter().map(|ethnicity| ethnicity.code().to_owned()).collect();
            for (group, words) in GROUPS {
                let index = codes.len() as u16;
                codes.push(group.code().to_owned());
                for word in [group.code(), group.label()].into_iter().chain(words.split('|')) {
                    exact.insert(normalise(word), index);
                }
            }
            Some(Listed::new(codes, exact))
        })
    }

    /// A coder for a column of a list of values: its codes, labels and synonyms, and the site's own values.
    pub(crate) fn values(name: &str, own: Option<&BTreeMap<String, String>>) -> Option<Self> {
        Self::ready(Purpose::Values, name, own, || {
            let list = list(name).filter(|list| list.kind == ListKind::Values)?;
            let mut exact = HashMap::new();
            for (index, entry) in list.entries.iter().enumerate() {
                for key in keys_of(entry) {
                    exact.entry(key).or_insert(index as u16);
                }
            }
            Some(Listed::new(list.entries.iter().map(|entry| entry.code.clone()).collect(), exact))
        })
    }

    /// A coder for grades: the grades of the mapping, to the rungs of a ladder.
    pub(crate) fn rungs(ladder: &str, grades: &BTreeMap<String, String>) -> Option<Self> {
        Self::ready(Purpose::Rungs, ladder, Some(grades), || {
            let list = list(ladder).filter(|list| list.kind == ListKind::Ladder)?;
            Some(Listed::new(list.entries.iter().map(|entry| entry.code.clone()).collect(), HashMap::new()))
        })
    }

    /// A list that is ready, or is made so now, with the site's own values.
    fn ready(
        purpose: Purpose,
        name: &str,
        own: Option<&BTreeMap<String, String>>,
        make: impl FnOnce() -> Option<Listed>,
    ) -> Option<Self> {
        let key = (purpose, name.to_owned());
        // A poisoned lock has lost nothing: the lists are made from constants.
        let known = READY.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let list = match known {
            Some(list) => list,
            None => {
                let list = Arc::new(make()?);
                READY.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&list));
                list
            }
        };
        let mut words = HashMap::new();
        for (written, code) in own.into_iter().flatten() {
            if let Some(index) = list.codes.iter().position(|known| known == code) {
                words.insert(normalise(written), index as u16);
            }
        }
        let ranges = if purpose == Purpose::Rungs { ranges_of(&words) } else { Vec::new() };
        let by_parts = name == "labels" && matches!(purpose, Purpose::Ethnicity | Purpose::Group);
        Some(Self { list, own: words, ranges, by_parts })
    }

    /// The index of the code that a written value means.
    pub(crate) fn read(&self, written: &str) -> Option<u16> {
        let key = normalise(written);
        let known = self.own.get(&key).or_else(|| self.list.exact.get(&key)).copied();
        let known = known.or_else(|| {
            let ethnicity = if self.by_parts { by_parts(written) } else { None };
            self.index(ethnicity?.code())
        });
        known.or_else(|| self.ranges.iter().find(|range| range.holds(&key)).map(|range| range.rung))
    }

    /// The three codes whose written forms are most like a value, the likest first.
    pub(crate) fn nearest(&self, written: &str) -> Vec<String> {
        let key = normalise(written);
        let mut scores: HashMap<u16, f64> = HashMap::new();
        for (known, index) in self.own.iter().chain(&self.list.exact) {
            let score = strsim::normalized_damerau_levenshtein(&key, known);
            let best = scores.entry(*index).or_insert(score);
            *best = best.max(score);
        }
        let mut scores: Vec<(u16, f64)> = scores.into_iter().collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let code = |(index, _): (u16, f64)| self.list.codes.get(usize::from(index)).cloned();
        scores.into_iter().take(3).filter_map(code).collect()
    }

    /// The codes, by index.
    pub(crate) fn codes(&self) -> &[String] {
        &self.list.codes
    }

    /// The index of a code.
    pub(crate) fn index(&self, code: &str) -> Option<u16> {
        self.list.codes.iter().position(|own| own == code).and_then(fitting)
    }

    /// The codes as the values of a dictionary column.
    pub(crate) fn dictionary(&self) -> &ArrayRef {
        &self.list.dictionary
    }

    /// What can be said about an ethnic label that [`Coder::read`] does not know.
    pub(crate) fn ethnicity_hint(written: &str) -> Hint {
        let key = normalise(written);
        if let Some(hint) = LABEL_KEYS.1.get(&key) {
            return hint.clone();
        }
        if let Some(ethnicity) = LABEL_KEYS.0.get(&key) {
            let suggestion = Some((ethnicity.code().to_owned(), ethnicity.label().to_owned()));
            return Hint { known_word: true, suggestion, why: None };
        }
        Hint::default()
    }

    /// A code whose written form is much like the value: a suggestion only.
    pub(crate) fn alike(&self, written: &str) -> Option<String> {
        let key = normalise(written);
        let score = |known: &str| strsim::normalized_damerau_levenshtein(&key, known);
        let best = self.own.iter().chain(&self.list.exact).map(|(known, index)| (score(known), known, index));
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
        (best.0 >= ALIKE).then(|| self.list.codes.get(usize::from(*best.2)).cloned()).flatten()
    }
}

/// Grades such as `SCP 5-11`: a name and the numbers from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct GradeRange {
    name: String,
    from: u32,
    until: u32,
    rung: u16,
}

impl GradeRange {
    /// A range as it is written, normalised: `scp 5-11`, `grade 3 to 5`. `None` for anything else.
    fn of(key: &str, rung: u16) -> Option<Self> {
        let (start, until) = key.rsplit_once('-').or_else(|| key.rsplit_once(" to "))?;
        let (name, from) = split_number(start)?;
        let until = until.trim();
        // The name may be said again: `SCP 5 - SCP 11`.
        let until = parsed(until.strip_prefix(name).unwrap_or(until).trim())?;
        (from < until).then(|| Self { name: name.to_owned(), from, until, rung })
    }

    /// Whether a normalised grade is in the range.
    fn holds(&self, key: &str) -> bool {
        split_number(key).is_some_and(|(name, n)| name == self.name && (self.from..=self.until).contains(&n))
    }

    /// Whether some grade is in both ranges, which are on different rungs.
    fn contradicts(&self, other: &Self) -> bool {
        self.rung != other.rung && self.name == other.name && self.from <= other.until && other.from <= self.until
    }
}

/// A name and the number at its end.
fn split_number(key: &str) -> Option<(&str, u32)> {
    let key = key.trim_end();
    let digits = key.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (name, number) = key.split_at_checked(key.len().checked_sub(digits)?)?;
    Some((name.trim_end_matches([' ', '-', '.']), parsed(number)?))
}

/// Ranges of grades on different rungs that have a grade in common, in words.
pub(crate) fn contradicting_ranges(grades: &BTreeMap<String, String>) -> Vec<String> {
    let mut rungs: Vec<&String> = grades.values().collect();
    rungs.sort();
    rungs.dedup();
    let place = |rung: &String| rungs.iter().position(|known| *known == rung).unwrap_or(0) as u16;
    let ranges = ranges_of(&grades.iter().map(|(grade, rung)| (normalise(grade), place(rung))).collect());
    let pairs = ranges.iter().enumerate().flat_map(|(at, one)| ranges[at + 1..].iter().map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| one.contradicts(other))
        .map(|(one, other)| {
            format!(
                "grades: `{} {}-{}` and `{} {}-{}` are on different rungs and have grades in common",
                one.name, one.from, one.until, other.name, other.from, other.until
            )
        })
        .collect()
}

/// The ranges among the grades of a site.
fn ranges_of(grades: &HashMap<String, u16>) -> Vec<GradeRange> {
    let mut ranges: Vec<GradeRange> = grades.iter().filter_map(|(grade, rung)| GradeRange::of(grade, *rung)).collect();
    ranges.sort_by(|a, b| (&a.name, a.from).cmp(&(&b.name, b.from)));
    ranges
}

impl Listed {
    fn new(codes: Vec<String>, exact: HashMap<String, u16>) -> Self {
        let dictionary: ArrayRef = Arc::new(StringArray::from_iter_values(&codes));
        Self { codes, dictionary, exact }
    }
}

/// The ethnic group that a label without a code means: exactly, or by its parts. `None` where a person has to say.
#[must_use]
pub fn label_group(label: &str) -> Option<Ethnicity> {
    let coder = Coder::ethnicity("labels", None)?;
    Ethnicity::from_code(coder.codes().get(usize::from(coder.read(label)?))?)
}

/// All written forms of an entry: its code, its labels, and code and label together.
fn keys_of(entry: &CodeEntry) -> Vec<String> {
    let mut keys = vec![normalise(&entry.code)];
    for label in std::iter::once(&entry.label).chain(&entry.also).filter(|label| !label.is_empty()) {
        let together = [" ", " - ", ": "].map(|between| normalise(&format!("{}{between}{label}", entry.code)));
        keys.push(normalise(label));
        keys.extend(together);
    }
    keys
}

/// Written forms of a list of ethnicity that have one meaning in it. A form with two meanings in the same list has none.
fn ethnicity_keys(name: &str) -> Option<HashMap<String, u16>> {
    let index =
        |ethnicity: Ethnicity| Ethnicity::ALL.iter().position(|&other| other == ethnicity).map(|index| index as u16);
    if name == "labels" {
        return Some(
            LABEL_KEYS.0.iter().filter_map(|(key, &ethnicity)| Some((key.clone(), index(ethnicity)?))).collect(),
        );
    }
    let list = list(name).filter(|list| list.kind == ListKind::Ethnicity)?;
    let mut exact: HashMap<String, u16> = HashMap::new();
    let mut labels: HashMap<String, Option<u16>> = HashMap::new();
    for entry in &list.entries {
        let meaning = index(entry.ethnicity()?)?;
        exact.insert(normalise(&entry.code), meaning);
        for key in keys_of(entry).into_iter().skip(1) {
            let known = labels.entry(key).or_insert(Some(meaning));
            if *known != Some(meaning) {
                *known = None;
            }
        }
    }
    for (key, meaning) in labels {
        if let Some(meaning) = meaning {
            exact.entry(key).or_insert(meaning);
        }
    }
    Some(exact)
}

fn label_keys() -> (HashMap<String, Ethnicity>, HashMap<String, Hint>) {
    let mut decide: HashMap<String, Option<Ethnicity>> = HashMap::new();
    let mut hints = HashMap::new();
    let mut add = |key: String, ethnicity: Ethnicity| {
        let known = decide.entry(key).or_insert(Some(ethnicity));
        if *known != Some(ethnicity) {
            *known = None;
        }
    };
    for entry in LABEL_LISTS.iter().filter_map(|name| list(name)).flat_map(|list| &list.entries) {
        for label in std::iter::once(&entry.label).chain(&entry.also) {
            if let Some(ethnicity) = entry.ethnicity() {
                add(normalise(label), ethnicity);
            }
        }
    }
    for ethnicity in Ethnicity::ALL {
        if !matches!(ethnicity, Ethnicity::UnknownUnmapped | Ethnicity::UnknownBlank) {
            add(normalise(ethnicity.code()), *ethnicity);
        }
    }
    for label in labels() {
        let key = normalise(&label.label);
        match (label.use_, label.ethnicity) {
            (LabelUse::Match, Some(ethnicity)) => add(key, ethnicity),
            (_, ethnicity) => {
                let suggestion = ethnicity.map(|ethnicity| (ethnicity.code().to_owned(), ethnicity.label().to_owned()));
                let why = (!label.notes.is_empty()).then(|| label.notes.clone());
                hints.insert(key, Hint { known_word: true, suggestion, why });
            }
        }
    }
    // What a person has to confirm never decides, whichever list has the label.
    let decide = decide.into_iter().filter_map(|(key, meaning)| Some((key, meaning?)));
    let decide = decide.filter(|(key, _)| !hints.contains_key(key)).collect();
    (decide, hints)
}

#[cfg(test)]
mod tests {
    use super::Coder;
    use crate::codes::labels::{HazardOutcome, hazards};
    use std::collections::BTreeMap;

    fn read(list: &str, written: &str) -> Option<String> {
        let coder = Coder::ethnicity(list, None).unwrap();
        coder.read(written).map(|index| coder.codes()[usize::from(index)].clone())
    }

    #[test]
    fn every_label_that_is_easily_misread_ends_as_it_must() {
        assert_eq!(hazards().len(), 30);
        for hazard in hazards() {
            let expected = hazard.ethnicity.map(|ethnicity| ethnicity.code().to_owned());
            match hazard.outcome {
                HazardOutcome::Map => {
                    assert!(expected.is_some(), "{}", hazard.written);
                    assert_eq!(read(&hazard.list, &hazard.written), expected, "{}", hazard.written);
                }
                HazardOutcome::Suggest => {
                    assert_eq!(read("labels", &hazard.written), None, "{}", hazard.written);
                    let hint = Coder::ethnicity_hint(&hazard.written);
                    assert_eq!(hint.suggestion.map(|(code, _)| code), expected, "{}", hazard.written);
                }
                HazardOutcome::Ask => {
                    assert_eq!(read("labels", &hazard.written), None, "{}", hazard.written);
                    let hint = Coder::ethnicity_hint(&hazard.written);
                    assert!(hint.known_word && hint.suggestion.is_none() && hint.why.is_some(), "{}", hazard.written);
                }
                HazardOutcome::Declare => {
                    assert_eq!(read("labels", &hazard.written), None, "{}", hazard.written);
                    let lists = crate::codes::collisions();
                    assert!(lists.iter().any(|collision| collision.code == hazard.written), "{}", hazard.written);
                }
                HazardOutcome::Token => {
                    assert_eq!(read("labels", &hazard.written), None, "{}", hazard.written);
                    assert!(!crate::values::is_blank_word(&hazard.written), "{}", hazard.written);
                }
            }
        }
    }

    #[test]
    fn codes_of_two_characters_map_whole() {
        assert_eq!(read("nhs_ethnic_category_2char", "CA").as_deref(), Some("white_british"));
        assert_eq!(read("nhs_ethnic_category_2char", "C").as_deref(), Some("white_other"));
        assert_eq!(read("nhs_ethnic_category_2char", "PA").as_deref(), Some("black_african"));
        assert_eq!(read("nhs_dd_ethnic_category", "CA"), None, "a code of another list is not cut to fit");
    }

    #[test]
    fn the_same_code_means_what_the_declared_list_says() {
        assert_eq!(read("ascwds_bulk_upload", "98").as_deref(), Some("other_any"));
        assert_eq!(read("nhs_scotland", "98").as_deref(), Some("unknown_refused"));
        assert_eq!(read("sdc_16plus1", "A1").as_deref(), Some("asian_indian"));
        assert_eq!(read("la_case_system_letter_digit", "A1").as_deref(), Some("white_british"));
    }

    #[test]
    fn code_and_label_in_one_cell_are_read() {
        for written in ["A White - British", "A - White - British", "a: white-british", "White - British", " a "] {
            assert_eq!(read("nhs_dd_ethnic_category", written).as_deref(), Some("white_british"), "{written}");
        }
        assert_eq!(read("nhs_dd_ethnic_category", "A White - Irish"), None, "a label of another code is not accepted");
    }

    #[test]
    fn a_site_may_say_what_its_own_values_mean() {
        let own = BTreeMap::from([("Perm - Grn Book".to_owned(), "permanent".to_owned())]);
        let coder = Coder::values("contract", Some(&own)).unwrap();
        assert_eq!(coder.read("perm \u{2013} grn  book"), coder.index("permanent"));
        assert_eq!(coder.read("Fixed-Term"), coder.index("fixed_term"));
        assert_eq!(coder.read("Permanant"), None);
        assert_eq!(coder.alike("Permanant").as_deref(), Some("permanent"));
    }

    #[test]
    fn returns_may_name_groups_of_a_grouping() {
        let coder = Coder::group("labels", None).unwrap();
        let code = |written: &str| coder.read(written).map(|index| coder.codes()[usize::from(index)].as_str());
        assert_eq!(code("White"), Some("white"));
        assert_eq!(code("BME"), Some("bme"));
        assert_eq!(code("Black / African / Caribbean / Black British"), Some("black"));
        assert_eq!(code("Indian"), Some("asian_indian"));
    }
}
