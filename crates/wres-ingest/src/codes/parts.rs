//! Labels of ethnic groups read by their parts: a known heading and a known group under it, however they are joined.
//!
//! "Asian/Asian British - Indian", "Asian or Asian British: Indian", "Indian (Asian, Asian British)" and "ASIAN_INDIAN" say the same. Signs
//! that join parts, and words that every label may have ("ethnic", "group", "background"), are taken out; what is left must be a whole
//! label of some list, or a heading with a group that belongs under it. What lists file differently, what a person has to confirm, and
//! what merely resembles a label is not decided here.

use crate::codes::{
    labels::{LabelUse, labels},
    model::{ListKind, lists},
};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use wres_domain::{Ethnicity, normalise};

/// Words that tell no groups apart.
const DROPPED: [&str; 18] = [
    "or",
    "of",
    "the",
    "a",
    "ethnic",
    "ethnicity",
    "group",
    "groups",
    "category",
    "background",
    "backgrounds",
    "origin",
    "heritage",
    "descent",
    "please",
    "describe",
    "specify",
    "race",
];

/// One of the five groups: the headings that lists print above it, and what stands under them.
struct Family {
    headings: &'static [&'static str],
    groups: &'static [(&'static str, Ethnicity)],
}

const WHITE: Family = Family {
    headings: &["white"],
    groups: &[
        ("irish", Ethnicity::WhiteIrish),
        ("gypsy irish traveller", Ethnicity::WhiteGypsyTraveller),
        ("irish traveller", Ethnicity::WhiteGypsyTraveller),
        ("traveller irish", Ethnicity::WhiteGypsyTraveller),
        ("roma", Ethnicity::WhiteRoma),
        ("polish", Ethnicity::WhiteOther),
        ("other", Ethnicity::WhiteOther),
        ("any other", Ethnicity::WhiteOther),
        ("other white", Ethnicity::WhiteOther),
        ("any other white", Ethnicity::WhiteOther),
        ("other european", Ethnicity::WhiteOther),
    ],
};
const MIXED: Family = Family {
    headings: &["mixed multiple", "mixed", "multiple", "mixed dual", "dual", "mixed and multiple"],
    groups: &[
        ("white and black caribbean", Ethnicity::MixedWhiteBlackCaribbean),
        ("white black caribbean", Ethnicity::MixedWhiteBlackCaribbean),
        ("black caribbean and white", Ethnicity::MixedWhiteBlackCaribbean),
        ("white and black african", Ethnicity::MixedWhiteBlackAfrican),
        ("white black african", Ethnicity::MixedWhiteBlackAfrican),
        ("black african and white", Ethnicity::MixedWhiteBlackAfrican),
        ("white and asian", Ethnicity::MixedWhiteAsian),
        ("white asian", Ethnicity::MixedWhiteAsian),
        ("asian and white", Ethnicity::MixedWhiteAsian),
        ("other", Ethnicity::MixedOther),
        ("any other", Ethnicity::MixedOther),
        ("other mixed", Ethnicity::MixedOther),
        ("any other mixed", Ethnicity::MixedOther),
        ("other mixed multiple", Ethnicity::MixedOther),
        ("any other mixed multiple", Ethnicity::MixedOther),
    ],
};
const ASIAN: Family = Family {
    headings: &[
        "asian asian british asian welsh",
        "asian asian scottish asian british",
        "asian scottish asian british",
        "asian asian british",
        "asian british",
        "asian",
    ],
    groups: &[
        ("indian", Ethnicity::AsianIndian),
        ("pakistani", Ethnicity::AsianPakistani),
        ("bangladeshi", Ethnicity::AsianBangladeshi),
        ("chinese", Ethnicity::AsianChinese),
        ("other", Ethnicity::AsianOther),
        ("any other", Ethnicity::AsianOther),
        ("other asian", Ethnicity::AsianOther),
        ("any other asian", Ethnicity::AsianOther),
    ],
};
const BLACK: Family = Family {
    headings: &[
        "black black british black welsh caribbean african",
        "black african caribbean black british",
        "black black scottish black british",
        "black black british",
        "black british",
        "black",
    ],
    groups: &[
        ("african", Ethnicity::BlackAfrican),
        ("black african", Ethnicity::BlackAfrican),
        ("caribbean", Ethnicity::BlackCaribbean),
        ("black caribbean", Ethnicity::BlackCaribbean),
        ("other", Ethnicity::BlackOther),
        ("any other", Ethnicity::BlackOther),
        ("other black", Ethnicity::BlackOther),
        ("any other black", Ethnicity::BlackOther),
        ("other black african caribbean", Ethnicity::BlackOther),
        ("any other black african caribbean", Ethnicity::BlackOther),
        ("any other black black british caribbean", Ethnicity::BlackOther),
    ],
};
const OTHER: Family = Family {
    headings: &["chinese other", "chinese and other", "other"],
    groups: &[
        ("chinese", Ethnicity::AsianChinese),
        ("arab", Ethnicity::OtherArab),
        ("other", Ethnicity::OtherAny),
        ("any other", Ethnicity::OtherAny),
    ],
};
const FAMILIES: [&Family; 5] = [&WHITE, &MIXED, &ASIAN, &BLACK, &OTHER];

/// Parts of labels and what they mean.
type Meanings = HashMap<String, Option<Ethnicity>>;

/// Whole labels of all lists by their parts; `None` where lists differ. And parts that a person has to confirm.
static KNOWN: LazyLock<(Meanings, HashSet<String>)> = LazyLock::new(|| {
    let mut known = Meanings::new();
    let mut add = |label: &str, ethnicity: Ethnicity| {
        let meaning = known.entry(parts(label)).or_insert(Some(ethnicity));
        if *meaning != Some(ethnicity) {
            *meaning = None;
        }
    };
    for entry in lists().iter().filter(|list| list.kind == ListKind::Ethnicity).flat_map(|list| &list.entries) {
        for label in std::iter::once(&entry.label).chain(&entry.also).filter(|label| !label.is_empty()) {
            if let Some(ethnicity) = entry.ethnicity() {
                add(label, ethnicity);
            }
        }
    }
    let decides = |use_: LabelUse| use_ == LabelUse::Match;
    for label in labels().iter().filter(|label| decides(label.use_)) {
        label.ethnicity.into_iter().for_each(|ethnicity| add(&label.label, ethnicity));
    }
    // "Other Asian" and "Asian other" of every family.
    for (name, other) in [
        ("white", Ethnicity::WhiteOther),
        ("mixed", Ethnicity::MixedOther),
        ("asian", Ethnicity::AsianOther),
        ("black", Ethnicity::BlackOther),
    ] {
        [format!("other {name}"), format!("any other {name}")].iter().for_each(|label| add(label, other));
    }
    let confirmed = labels().iter().filter(|label| !decides(label.use_)).map(|label| parts(&label.label)).collect();
    (known, confirmed)
});

/// Codes that stand before labels, such as `WBRI` in "WBRI - White British".
static CODES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let entries = lists().iter().filter(|list| list.kind == ListKind::Ethnicity).flat_map(|list| &list.entries);
    entries.map(|entry| normalise(&entry.code)).collect()
});

/// The group that a label means by its parts; `None` if that is not certain.
pub(crate) fn by_parts(label: &str) -> Option<Ethnicity> {
    let key = normalise(label);
    whole(&parts(&key)).or_else(|| {
        // A code before or after the label says no more than the label: it is the label that decides.
        let bare = without_code(&key)?;
        whole(&parts(bare))
    })
}

fn whole(parts: &str) -> Option<Ethnicity> {
    let (known, confirmed) = &*KNOWN;
    // One such word alone is a nationality as much as a group.
    let nationality = !parts.contains(' ') && (is_british(parts) || parts == "polish");
    if parts.is_empty() || nationality || confirmed.contains(parts) {
        return None;
    }
    if let Some(meaning) = known.get(parts) {
        return *meaning;
    }
    let under = |rest: &str, family: &Family| {
        let group = family.groups.iter().find(|(name, _)| *name == rest).map(|(_, ethnicity)| *ethnicity);
        let british = family.headings == WHITE.headings;
        group.or_else(|| (british && is_british(rest)).then_some(Ethnicity::WhiteBritish))
    };
    let mut found: Option<Ethnicity> = None;
    for family in FAMILIES {
        for heading in family.headings {
            let before = parts.strip_prefix(heading).and_then(|rest| rest.strip_prefix(' '));
            let after = parts.strip_suffix(heading).and_then(|rest| rest.strip_suffix(' '));
            for ethnicity in before.into_iter().chain(after).filter_map(|rest| under(rest, family)) {
                // Two readings that differ are none.
                if found.is_some_and(|other| other != ethnicity) {
                    return None;
                }
                found = Some(ethnicity);
            }
        }
    }
    // "English, Welsh, Scottish, Northern Irish or British" in any order needs no heading; one of these words alone is a nationality.
    found.or_else(|| (parts.contains(' ') && is_british(parts)).then_some(Ethnicity::WhiteBritish))
}

/// Whether words are those of the White British group: some of English, Welsh, Scottish, Northern Irish, Cornish and British.
fn is_british(parts: &str) -> bool {
    let words: Vec<&str> = parts.split(' ').filter(|word| !matches!(*word, "and" | "other")).collect();
    let all = words
        .iter()
        .all(|word| matches!(*word, "english" | "welsh" | "scottish" | "northern" | "irish" | "british" | "cornish"));
    let irish = words.iter().enumerate().filter(|(_, word)| **word == "irish").all(|(at, _)| {
        at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| *before == "northern")
    });
    let northern = words
        .iter()
        .enumerate()
        .filter(|(_, word)| **word == "northern")
        .all(|(at, _)| words.get(at + 1).is_some_and(|after| *after == "irish"));
    all && irish && northern && !words.is_empty()
}

/// A label as its words in order, without the signs that join them and the words that tell nothing apart.
fn parts(label: &str) -> String {
    let mut out = String::new();
    let joined = normalise(label).replace(['&', '+'], " and ");
    let words = joined.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    for word in words.filter(|word| !word.is_empty() && !DROPPED.contains(word)) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A normalised label without a code of some list at its beginning, or in brackets at its end.
fn without_code(key: &str) -> Option<&str> {
    let signs = [' ', '-', ':', '.', ')', '(', ']', '['];
    if let Some((first, rest)) = key.split_once(signs)
        && CODES.contains(first)
    {
        return Some(rest.trim_matches(signs));
    }
    let (label, code) = key.trim_end_matches([')', ']']).rsplit_once(['(', '['])?;
    CODES.contains(code.trim()).then(|| label.trim_matches(signs))
}

#[cfg(test)]
mod tests {
    use super::{by_parts, is_british, parts};
    use crate::codes::labels::labels;
    use proptest::prelude::*;
    use wres_domain::Ethnicity;

    #[test]
    fn a_label_is_its_parts_however_they_are_joined() {
        for label in [
            "Asian/Asian British - Indian",
            "Asian or Asian British: Indian",
            "ASIAN, ASIAN BRITISH - INDIAN",
            "Indian (Asian or Asian British)",
            "Asian_Indian",
            "A1 Asian - Indian",
            "Asian - Indian (AIND)",
        ] {
            assert_eq!(by_parts(label), Some(Ethnicity::AsianIndian), "{label}");
        }
        assert_eq!(parts("Mixed / Multiple ethnic groups - White & Asian"), "mixed multiple white and asian");
    }

    #[test]
    fn what_a_person_must_confirm_is_never_decided_by_parts() {
        for label in labels().iter().filter(|label| label.use_ != super::LabelUse::Match) {
            for written in [label.label.clone(), label.label.to_uppercase(), format!("{} background", label.label)] {
                assert_eq!(by_parts(&written), None, "{written}");
            }
        }
    }

    #[test]
    fn irish_alone_is_no_part_of_northern_irish() {
        assert!(is_british("english welsh scottish northern irish british") && is_british("cornish"));
        assert!(!is_british("british irish") && !is_british("northern british") && !is_british(""));
        assert_eq!(by_parts("White - British or Irish"), None);
    }

    proptest! {
        #[test]
        fn no_word_before_a_label_leaves_it_what_it_was(word in "(non|not|half|part|ex|anti|never)[ -]") {
            for label in ["White British", "Asian - Indian", "Black African", "White", "Irish"] {
                prop_assert_eq!(by_parts(&format!("{word}{label}")), None);
            }
        }
    }
}
