//! A page that a reviewer can read: per source what holds, what does not, what cannot be told.

use super::super::{Column, Judged, Standing, Summary, Verdict};
use crate::page::{document, escaped};
use std::{collections::BTreeMap, fmt::Write};

/// Claims of one verdict that are listed one by one; the table holds all.
const LISTED: usize = 200;

/// The page: a summary, then per source its claims with quote, verdict and why.
#[must_use]
pub fn page(judged: &[Judged<'_>]) -> String {
    let summary = Summary::of(judged);
    let mut body = String::new();
    let _ = write!(
        body,
        "<p>{} printed claims: <strong>{} hold</strong>, <strong>{} do not hold</strong>, {} cannot be told from what is printed; \
         {} have something to note. Every printed text stands for all values that print so; a claim holds if any unrounded truth \
         fits all that is printed of it.</p>",
        summary.claims, summary.held, summary.not_held, summary.cannot_tell, summary.noted
    );
    let mut sources: BTreeMap<&str, Vec<&Judged<'_>>> = BTreeMap::new();
    for one in judged {
        sources.entry(one.claim.text(Column::Source)).or_default().push(one);
    }
    overview(&mut body, &sources);
    causes(&mut body, judged);
    for (source, claims) in &sources {
        let name = if source.is_empty() { "No source named" } else { source };
        let _ = write!(body, "<h2>{}</h2>", escaped(name));
        for (standing, title) in
            [(Standing::NotHeld, "Does not hold"), (Standing::CannotTell, "Cannot be told"), (Standing::Held, "Holds")]
        {
            let list: Vec<&&Judged<'_>> = claims.iter().filter(|one| one.standing == standing).collect();
            if !list.is_empty() {
                section(&mut body, title, standing, &list);
            }
        }
    }
    document("Printed claims", &body)
}

fn overview(body: &mut String, sources: &BTreeMap<&str, Vec<&Judged<'_>>>) {
    body.push_str(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"By source\"><table><caption>Claims by source</caption><thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Claims</th>\
         <th scope=\"col\">Hold</th><th scope=\"col\">Do not hold</th><th scope=\"col\">Cannot be told</th></tr></thead><tbody>",
    );
    for (source, claims) in sources {
        let count = |standing| claims.iter().filter(|one| one.standing == standing).count();
        let name = if source.is_empty() { "No source named" } else { source };
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(name),
            claims.len(),
            count(Standing::Held),
            count(Standing::NotHeld),
            count(Standing::CannotTell)
        );
    }
    body.push_str("</tbody></table></div>");
}

/// Equal faults are one line with three examples.
fn causes(body: &mut String, judged: &[Judged<'_>]) {
    let mut causes: BTreeMap<(&str, &str), (usize, Vec<String>)> = BTreeMap::new();
    for one in judged {
        for verdict in one.verdicts.iter().filter(|verdict| verdict.standing() == Standing::NotHeld) {
            let (n, examples) = causes.entry((verdict.rule.code, verdict.rule.says)).or_default();
            *n += 1;
            if examples.len() < 3 {
                examples.push(format!("{} ({})", one.claim.text(Column::Claim), verdict.printed));
            }
        }
    }
    if causes.is_empty() {
        return;
    }
    body.push_str(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"By cause\"><table><caption>What does not hold, by cause</caption><thead><tr><th scope=\"col\">Cause</th><th scope=\"col\">Verdicts</th>\
         <th scope=\"col\">Rule</th><th scope=\"col\">Examples</th></tr></thead><tbody>",
    );
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    for ((code, says), (n, examples)) in causes {
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{}</th><td>{n}</td><td>{}</td><td>{}</td></tr>",
            escaped(&code.replace('_', " ")),
            escaped(says),
            escaped(&examples.join("; "))
        );
    }
    body.push_str("</tbody></table></div>");
}

fn section(body: &mut String, title: &str, standing: Standing, list: &[&&Judged<'_>]) {
    let _ = write!(body, "<h3 class=\"{}\">{title} ({})</h3>", standing.code(), list.len());
    // Several such tables stand on a page: the first claim tells one from the others.
    let first = list.first().map_or_else(String::new, |one| escaped(one.claim.text(Column::Claim)));
    let _ = write!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{title}, from claim {first}\"><table><thead><tr>\
         <th scope=\"col\">Claim</th><th scope=\"col\">Page</th><th scope=\"col\">What it is about</th><th scope=\"col\">Quote</th>\
         <th scope=\"col\">Verdict and why</th></tr></thead><tbody>"
    );
    for one in list.iter().take(LISTED) {
        let claim = one.claim;
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>",
            escaped(claim.text(Column::Claim)),
            escaped(claim.text(Column::Page)),
            escaped(&claim.about()),
            escaped(claim.text(Column::Quote)),
        );
        for verdict in &one.verdicts {
            say(body, verdict);
        }
        body.push_str("</td></tr>");
    }
    body.push_str("</tbody></table></div>");
    if list.len() > LISTED {
        let _ = write!(body, "<p>{} more are in the table <code>claims.csv</code>.</p>", list.len() - LISTED);
    }
}

fn say(body: &mut String, verdict: &Verdict) {
    let _ = write!(
        body,
        "<p class=\"{}\"><strong>{}:</strong> {}. Printed: {}.",
        verdict.standing().code(),
        verdict.standing().label(),
        escaped(verdict.rule.says),
        escaped(&verdict.printed)
    );
    if !verdict.recomputed.is_empty() {
        let _ = write!(body, " Computed: {}.", escaped(&verdict.recomputed));
    }
    if let Some(change) = &verdict.change {
        let _ = write!(body, " Smallest change: {}.", escaped(change));
    }
    body.push_str("</p>");
}
