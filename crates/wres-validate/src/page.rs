//! The page of each rule: what stands at the head of its file, under fixed headings.

use crate::{registry, rule::Effect};
use std::{fmt::Write, sync::LazyLock};
use wres_domain::{FindingKind, FindingOwner, Severity};

/// The headings, in order.
#[cfg(test)]
pub(crate) const HEADINGS: [&str; 5] = ["What", "Why", "Example", "Fix at source", "Reference"];

/// Title and sections of a rule's page, read from the head of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) sections: Vec<(String, String)>,
}

/// Reads the head of a file.
pub(crate) fn read(text: &str) -> Page {
    let mut page = Page { title: String::new(), sections: Vec::new() };
    for line in text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim) {
        if let Some(heading) = line.strip_prefix("# ") {
            page.sections.push((heading.to_owned(), String::new()));
            continue;
        }
        let out = page.sections.last_mut().map_or(&mut page.title, |(_, text)| text);
        if !line.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(line);
        }
    }
    // The head of a file is a sentence, a title is not.
    page.title.truncate(page.title.trim_end_matches('.').len());
    page
}

/// One section of a rule's page.
pub(crate) fn section_of(code: &str, heading: &str) -> Option<String> {
    let page = read(registry::entry(code)?.text);
    page.sections.into_iter().find(|(name, _)| name == heading).map(|(_, text)| text)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Query => "query: to be put right, or explained by a note",
        Severity::Information => "information",
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::None => "the rows stay",
        Effect::RejectRow => "the row is left out",
        Effect::DropRepeat => "the row is dropped, the one before it stays",
        Effect::RejectSubmission => "the submission is rejected",
    }
}

/// What a rule looks for, why, and how to put it right, in words for a reader; `None` if there is no rule of this code.
/// Upper and lower case do not matter.
///
/// ```
/// let text = wres_validate::explain("e-sta-008").unwrap();
/// assert!(text.starts_with("E-STA-008"));
/// assert!(wres_validate::explain("E-XXX-999").is_none());
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<String> {
    let entry = registry::entry(&code.to_ascii_uppercase())?;
    let (page, rule) = (read(entry.text), entry.rule);
    let mut out = format!("{}\n", page.title);
    let dataset = rule.dataset.map_or("the submission", |dataset| dataset.name());
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("\nSeverity: {}.", severity(rule.severity())));
    line(format!("Looks at: {dataset}{}.", columns(rule.columns)));
    line(format!("Effect: {}.", effect(rule.effect)));
    for (heading, text) in page.sections {
        line(format!("\n{heading}\n  {text}"));
    }
    Some(out)
}

/// The kind of finding that each rule makes, in the order of the reference page.
///
/// ```
/// let kind = wres_validate::finding_kinds().iter().find(|kind| kind.is_of("Q-STA-013")).unwrap();
/// assert_eq!((kind.stem, kind.title), ("STA-013", "More than full time in one post"));
/// ```
#[must_use]
pub fn finding_kinds() -> &'static [FindingKind] {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| registry::entries().map(|entry| read(entry.text)).collect());
    static KINDS: LazyLock<Vec<FindingKind>> = LazyLock::new(|| {
        let kind = |(entry, page): (&'static registry::Entry, &'static Page)| {
            let section = |heading: &str| {
                page.sections.iter().find(|(name, _)| name == heading).map_or("", |(_, text)| text.as_str())
            };
            FindingKind {
                stem: &entry.rule.code[2..],
                severity: Some(entry.rule.severity()),
                owner: FindingOwner::Rules,
                title: page.title.split_once(": ").map_or("", |(_, title)| title),
                meaning: section("What"),
                why: Some(section("Why")),
                fix: section("Fix at source"),
            }
        };
        registry::entries().zip(PAGES.iter()).map(kind).collect()
    });
    &KINDS
}

/// The canonical columns that a rule looks at, the one that its findings are placed in first; none if there is no such rule.
#[must_use]
pub fn columns_of(code: &str) -> &'static [&'static str] {
    registry::entry(code).map_or(&[], |entry| entry.rule.columns)
}

fn columns(columns: &[&str]) -> String {
    if columns.is_empty() { String::new() } else { format!(", {}", columns.join(", ")) }
}

/// The reference page of all rules, in Markdown.
#[must_use]
pub fn rules_page() -> String {
    let mut out = String::from(
        "# Rules\n\nGenerated from the rules themselves; do not edit. A code that begins with E is an error, with Q a query, with I \
         information.\n",
    );
    let mut area = "";
    for entry in registry::entries() {
        let rule = entry.rule;
        let page = read(entry.text);
        if entry.area != area {
            area = entry.area;
            // Writing to a string cannot fail.
            let _ = write!(out, "\n## {}\n", registry::area_title(area));
        }
        let _ = write!(out, "\n### {}\n\n", page.title);
        let _ = writeln!(out, "*{}; {}.*", severity(rule.severity()), effect(rule.effect));
        let columns: Vec<String> = rule.columns.iter().map(|column| format!("`{column}`")).collect();
        if !columns.is_empty() {
            let _ = writeln!(out, "\nColumns: {}.", columns.join(", "));
        }
        if rule.tolerance.count > 0 || rule.tolerance.share > 0.0 {
            let share = rule.tolerance.share * 100.0;
            let _ = writeln!(out, "\nLet pass: up to {} rows or {share}% of them.", rule.tolerance.count);
        }
        for (heading, text) in page.sections {
            let _ = writeln!(out, "\n**{heading}.** {text}");
        }
    }
    out
}
