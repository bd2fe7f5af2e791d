//! All rules, in one slice.

use crate::{rule::Rule, rules};

/// A rule, and the text of its file.
pub(crate) struct Entry {
    /// The folder that the rule's file is in.
    pub(crate) area: &'static str,
    pub(crate) rule: &'static Rule,
    pub(crate) text: &'static str,
}

/// Every rule in the order of the reference page.
pub(crate) fn entries() -> impl Iterator<Item = &'static Entry> {
    rules::ALL.iter()
}

/// Every rule.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    entries().map(|entry| entry.rule)
}

/// Every code.
pub(crate) fn codes() -> Vec<&'static str> {
    rules().map(|rule| rule.code).collect()
}

/// The rule of a code.
pub(crate) fn entry(code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.rule.code == code)
}

/// What a group of rules is called on the reference page.
pub(crate) fn area_title(area: &str) -> &'static str {
    match area {
        "submission" => "The submission as a whole",
        "ethnicity" => "Ethnicity",
        "staff" => "Staff",
        "leavers" => "Leavers",
        "applications" => "Applications",
        "cases" => "Cases",
        "training" => "Training",
        "moves" => "Moves",
        "survey" => "Survey",
        "years" => "Year on year",
        "appraisals" => "Appraisals",
        "incidents" => "Incidents",
        "returns" => "Returns and benchmarks",
        "plans" => "Self-assessment and actions",
        _ => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::{area_title, codes, entries};
    use crate::{
        edition,
        page::{HEADINGS, read},
        policy::Tolerance,
        rule::Effect,
    };
    use std::collections::BTreeSet;
    use wres_domain::Severity;

    #[test]
    fn every_page_has_its_code_in_the_title_and_the_fixed_headings() {
        for entry in entries() {
            let page = read(entry.text);
            assert!(page.title.starts_with(&format!("{}: ", entry.rule.code)), "{}", page.title);
            let headings: Vec<&str> = page.sections.iter().map(|(heading, _)| heading.as_str()).collect();
            assert_eq!(headings, HEADINGS, "{}", entry.rule.code);
            assert!(page.sections.iter().all(|(_, text)| text.ends_with('.')), "{}", entry.rule.code);
        }
    }

    #[test]
    fn every_text_is_enough_for_somebody_who_has_nothing_but_the_finding() {
        for entry in entries() {
            let (rule, page) = (entry.rule, read(entry.text));
            let fix = page.sections.iter().find(|(heading, _)| heading == "Fix at source").map_or("", |(_, text)| text);
            // What was found is left open only where the statement itself says it.
            let says_itself = matches!(rule.check, crate::rule::Check::Whole(_));
            assert!(says_itself || rule.found.split(' ').count() >= 3, "{}: {}", rule.code, rule.found);
            assert!(rule.expected.split(' ').count() >= 2, "{}: {}", rule.code, rule.expected);
            assert!(fix.split(' ').count() >= 6, "{}: {fix}", rule.code);
            // A sentence, and no word of the program's own where a plain one will do.
            assert!(fix.starts_with(|c: char| c.is_uppercase()), "{}: {fix}", rule.code);
            for word in ["null", "boolean", "enum", "dictionary", "parse", "invalid"] {
                assert!(
                    ![fix, rule.found, rule.expected].iter().any(|text| text.contains(word)),
                    "{}: {word}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn codes_are_unique_and_well_formed_and_stand_in_their_area() {
        let all = codes();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let mut areas = std::collections::BTreeMap::new();
        for entry in entries() {
            let parts: Vec<&str> = entry.rule.code.split('-').collect();
            assert!(matches!(parts[..], ["E" | "Q" | "I", area, number] if area.len() == 3 && number.len() == 3));
            assert_eq!(*areas.entry(parts[1]).or_insert(entry.area), entry.area, "{}", entry.rule.code);
            assert_ne!(area_title(entry.area), "Other", "{}", entry.area);
        }
    }

    #[test]
    fn a_rule_names_columns_of_its_dataset() {
        for rule in super::rules() {
            for column in rule.columns {
                let schema = rule.dataset.unwrap().schema();
                assert!(schema.column(column).is_some(), "{} {column}", rule.code);
            }
        }
    }

    #[test]
    fn what_takes_something_out_is_said_however_little_it_is() {
        for rule in super::rules() {
            match rule.effect {
                Effect::None => {}
                Effect::RejectRow | Effect::RejectSubmission => {
                    assert_eq!((rule.severity(), rule.tolerance), (Severity::Error, Tolerance::NONE), "{}", rule.code);
                }
                Effect::DropRepeat => assert_eq!(rule.tolerance, Tolerance::NONE, "{}", rule.code),
            }
        }
    }

    #[test]
    fn a_change_of_a_year_names_rules_that_exist() {
        let all = codes();
        assert!(edition::codes_named().all(|code| all.contains(&code)));
    }
}
