//! From what was found to findings and a decision.

use crate::{
    context::{Need, Sources},
    examination::{Active, Found},
    gathered::{Counted, Gathered},
    ledger::Ledger,
    names, page,
    rule::{Effect, Rule, Statement},
    verdict::{Decision, MarkedRows, Verdict},
};
use wres_domain::{Dataset, Finding, Location, Part, Severity};

/// Puts what was found into words and decides what the submission is worth.
pub(crate) fn conclude(
    rules: &[Active],
    mut found: Found,
    gathered: &Gathered,
    ledger: &Ledger,
    needs: &[Need],
    sources: &Sources,
) -> Verdict {
    let mut findings = Vec::new();
    let mut marked = Vec::new();
    let mut why = Vec::new();
    for (place, active) in rules.iter().enumerate() {
        let rule = active.rule;
        let fix = page::section_of(rule.code, "Fix at source").unwrap_or_default();
        let of_rule: Vec<(u16, Vec<u32>)> = found
            .rows
            .range_mut((place, 0)..=(place, u16::MAX))
            .map(|((_, file), rows)| (*file, std::mem::take(rows)))
            .collect();
        let hits: u64 = of_rule.iter().map(|(_, rows)| rows.len() as u64).sum();
        let examined = found.examined.range((place, 0)..=(place, u16::MAX)).map(|(_, rows)| rows).sum();
        // What is taken out is always said, however little it is.
        let takes_out = matches!(rule.effect, Effect::RejectRow | Effect::DropRepeat);
        if hits > 0 && (takes_out || active.tolerance.exceeded(hits, examined)) {
            for (file, mut rows) in of_rule {
                rows.sort_unstable();
                marked.push(MarkedRows { finding: findings.len(), rows: rows.clone() });
                let mut finding = about_rows(rule, &fix, file, &rows, sources);
                if let Some(names) = found.names.get(rule.code) {
                    finding.found = format!("{}: {}", rule.found, names::in_words(names));
                }
                findings.push(finding);
            }
        }
        for statement in found.statements.get(&place).into_iter().flatten() {
            if rule.effect == Effect::RejectSubmission {
                why.push(format!("{}; {} is expected.", statement.found, rule.expected));
            }
            findings.push(about_whole(rule, &fix, statement, sources));
        }
    }
    findings.extend(found.failures.iter().map(|(code, error)| Finding {
        code: "E-RUN-001".to_owned(),
        severity: Severity::Error,
        dataset: None,
        place: Location::default(),
        count: 1,
        found: format!("`{code}` could not run: {error}"),
        expected: "every rule to run".to_owned(),
        fix: page::section_of("E-RUN-001", "Fix at source").unwrap_or_default(),
    }));
    let decision = if !why.is_empty() {
        Decision::Rejected { why }
    } else if findings.iter().any(|finding| finding.severity >= Severity::Query) {
        Decision::AcceptedWithQueries
    } else {
        Decision::Accepted
    };
    let sent =
        Part { count: needs.iter().filter(|need| is_met(need, gathered)).count() as u64, of: needs.len() as u64 };
    let completeness =
        gathered.counted.iter().filter_map(|(dataset, counted)| counted.completeness(*dataset)).collect();
    Verdict { decision, findings, rows: marked, completeness, removed: ledger.removed(), sent }
}

/// Whether a dataset and its columns were sent.
fn is_met(need: &Need, gathered: &Gathered) -> bool {
    let has = |counted: &Counted| need.columns.iter().all(|column| counted.supplied.contains(column));
    gathered.counted(need.dataset).is_some_and(has)
}

fn about_rows(rule: &Rule, fix: &str, file: u16, rows: &[u32], sources: &Sources) -> Finding {
    let mut place = place_of(sources, usize::from(file), rule.columns.first().copied());
    if let Some(first) = rows.first().filter(|first| **first > 0) {
        place = place.row(u64::from(*first));
    }
    Finding {
        code: rule.code.to_owned(),
        severity: rule.severity(),
        dataset: rule.dataset.map(|dataset| dataset.name().to_owned()),
        place,
        count: rows.len() as u64,
        found: rule.found.to_owned(),
        expected: rule.expected.to_owned(),
        fix: fix.to_owned(),
    }
}

fn about_whole(rule: &Rule, fix: &str, statement: &Statement, sources: &Sources) -> Finding {
    // A statement about a dataset that came in one file is about that file.
    let of_dataset = |dataset: Dataset| {
        let mut files = (0..sources.files.len()).filter(|&file| sources.files[file].dataset == Some(dataset));
        files.next().filter(|_| files.next().is_none())
    };
    let file = statement.dataset.and_then(of_dataset);
    let column = statement.column.as_deref();
    Finding {
        code: rule.code.to_owned(),
        severity: rule.severity(),
        dataset: statement.dataset.map(|dataset| dataset.name().to_owned()),
        place: file.map(|file| place_of(sources, file, column)).unwrap_or_default(),
        count: statement.count,
        found: statement.found.clone(),
        expected: rule.expected.to_owned(),
        fix: fix.to_owned(),
    }
}

/// The file, sheet and column; without its place in the file, a column is named by its canonical name.
fn place_of(sources: &Sources, file: usize, column: Option<&str>) -> Location {
    let Some(source) = sources.files.get(file) else { return Location::default() };
    let mut place = Location::file(&source.name).sheet(source.sheet.as_deref());
    if let Some(column) = column {
        match source.columns.iter().find(|known| known.name == column) {
            Some(known) => place = place.column(known.index, &known.header),
            None => place.header = Some(column.to_owned()),
        }
    }
    place
}
