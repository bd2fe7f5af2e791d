//! What a check says.

use super::ground::Ground;
use crate::{
    args::{CheckArgs, Global},
    exit::Failure,
    output::{legible, print, print_json},
};
use serde_json::json;
use std::io::IsTerminal;
use wres_domain::DataQuality;
use wres_pipeline::{Checked, FeedbackFinding};

/// Cells of one finding that are shown.
const CELLS: usize = 5;

/// Values that may be personal are for eyes, and not for a file or another program.
pub(super) fn only_on_a_terminal() -> Result<(), Failure> {
    if std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::usage(
        "--show shows values that may be personal, so it works on a terminal only; leave it out to write a file",
    ))
}

pub(super) fn results(checked: &Checked, ground: &Ground, args: &CheckArgs, global: &Global) -> anyhow::Result<()> {
    let findings = checked.with_rows();
    if global.json {
        return print_json(&json!({
            "site": ground.site.id,
            "period": ground.period.label,
            "verdict": checked.verdict(),
            "reason": checked.reason(),
            "quality": checked.quality(),
            "score": checked.quality().score(),
            "assumed": ground.assumed,
            "rows": checked.rows(),
            "findings": findings,
        }));
    }
    for (state, title) in [
        ("error", "Errors: these must be put right"),
        ("query", "Queries: put right, or explain"),
        ("explained", "Explained by the site's notes"),
        ("information", "For information"),
    ] {
        list(&findings, state, title)?;
    }
    if args.show {
        for cell in checked.cells(CELLS)? {
            print(format!("  {} [{}] reads: {}", cell.place, cell.code, legible(&cell.written)))?;
        }
    }
    let clean = if findings.is_empty() { " Nothing was found: the files are clean." } else { "" };
    let reason = checked.reason().map(|reason| format!(" {reason}")).unwrap_or_default();
    print(format!("{}: {}.{clean}{reason}", ground.site.id, checked.verdict()))?;
    print(quality(&checked.quality()))?;
    if let Some(folder) = &args.output {
        print(format!("Feedback: {}", folder.display()))?;
    }
    Ok(())
}

fn list(findings: &[FeedbackFinding], state: &str, title: &str) -> anyhow::Result<()> {
    let those: Vec<&FeedbackFinding> = findings.iter().filter(|one| one.state() == state).collect();
    if those.is_empty() {
        return Ok(());
    }
    print(format!("{title} ({})", those.len()))?;
    for one in those {
        print(format!("  {}", one.finding))?;
        if one.rows.len() > 1 || one.rows.iter().any(|[first, last]| first != last) {
            print(format!("    rows {}", one.rows_in_words()))?;
        }
        for (whose, note) in [("Note", &one.note), ("Note of last year", &one.last_year)] {
            if let Some(note) = note {
                print(format!("    {whose}: {note}"))?;
            }
        }
    }
    print("")
}

fn quality(quality: &DataQuality) -> String {
    let percent = |percent: Option<f64>| percent.map_or_else(|| "not known".to_owned(), |p| format!("{p:.1}%"));
    let parts: Vec<String> =
        quality.parts().iter().map(|(name, part)| format!("{name} {}", percent(part.percent()))).collect();
    format!("Quality of the data: {} ({})", percent(quality.score()), parts.join(", "))
}
