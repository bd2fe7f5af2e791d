//! `flow.csv`: the boxes of the PRISMA 2020 flow, which must add up.

use super::sheet::Sheet;
use crate::error::Result;
use serde::Serialize;

/// The flow of records.
#[derive(Debug, Clone, Serialize)]
pub struct Flow {
    /// Boxes with their counts, in the order of the file; reasons of exclusion have a note.
    pub boxes: Vec<(String, u64, String)>,
    /// Sums that do not hold.
    pub faults: Vec<FlowFault>,
    /// Lines that could not be read.
    pub wrong: Vec<String>,
}

/// A sum that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowFault {
    /// The box.
    pub of: String,
    /// What it says.
    pub printed: u64,
    /// What the boxes before it give.
    pub computed: i64,
    /// Out of which.
    pub from: String,
}

/// The boxes: name, and what it is called in the diagram.
pub(super) const BOXES: [(&str, &str); 14] = [
    ("identified_databases", "Records identified from databases"),
    ("identified_registers", "Records identified from registers"),
    ("identified_other", "Records identified from other sources"),
    ("duplicates_removed", "Duplicates removed"),
    ("automation_removed", "Removed by automation"),
    ("other_removed", "Removed for other reasons"),
    ("screened", "Records screened"),
    ("excluded", "Records excluded"),
    ("sought", "Reports sought for retrieval"),
    ("not_retrieved", "Reports not retrieved"),
    ("assessed", "Reports assessed for eligibility"),
    ("excluded_reports", "Reports excluded"),
    ("included_reports", "Reports of included studies"),
    ("included_studies", "Studies included"),
];

impl Flow {
    /// Reads `box, n, reason`.
    ///
    /// # Errors
    /// [`crate::ReviewError::Csv`], or [`crate::ReviewError::Column`] without `box` or `n`.
    pub fn read(text: &str) -> Result<Self> {
        let sheet = Sheet::of("flow.csv", text, "It takes the columns box, n and reason.")?;
        let (name, count) = (sheet.place("box")?, sheet.place("n")?);
        let reason = sheet.place("reason").ok();
        let mut out = Self { boxes: Vec::new(), faults: Vec::new(), wrong: Vec::new() };
        for line in sheet.lines() {
            let line = line?;
            let text = |place: usize| line.text(place);
            let own = text(name).to_lowercase().replace([' ', '-'], "_");
            let known = BOXES.iter().any(|(name, _)| *name == own);
            match text(count).replace([',', ' '], "").parse::<u64>() {
                Ok(n) if known => out.boxes.push((own, n, reason.map(text).unwrap_or_default())),
                Ok(_) => {
                    let names: Vec<&str> = BOXES.iter().map(|(name, _)| *name).collect();
                    out.wrong.push(format!("line {}: no box `{own}`; the boxes are {}", line.number, names.join(", ")));
                }
                Err(_) => out.wrong.push(format!("line {}: `{}` is no count", line.number, text(count))),
            }
        }
        out.faults = out.check();
        Ok(out)
    }

    /// The count of a box, all its lines together; `None` where it is not given.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u64> {
        let own = || self.boxes.iter().filter(|(own, _, _)| own == name);
        own().next()?;
        Some(own().fold(0, |sum: u64, (_, n, _)| sum.saturating_add(*n)))
    }

    fn check(&self) -> Vec<FlowFault> {
        let rules: [(&str, &[&str], &[&str]); 4] = [
            (
                "screened",
                &["identified_databases", "identified_registers", "identified_other"],
                &["duplicates_removed", "automation_removed", "other_removed"],
            ),
            ("sought", &["screened"], &["excluded"]),
            ("assessed", &["sought"], &["not_retrieved"]),
            ("included_reports", &["assessed"], &["excluded_reports"]),
        ];
        let sum = |names: &[&str]| -> Option<i64> {
            let given: Vec<u64> = names.iter().filter_map(|name| self.count(name)).collect();
            (!given.is_empty()).then(|| given.iter().fold(0_i64, |sum, n| sum.saturating_add_unsigned(*n)))
        };
        let mut out = Vec::new();
        for (of, plus, minus) in rules {
            let (Some(printed), Some(before)) = (self.count(of), sum(plus)) else { continue };
            let computed = before - sum(minus).unwrap_or(0);
            if i64::try_from(printed) != Ok(computed) {
                let from = format!("{} less {}", plus.join(" + "), minus.join(" + "));
                out.push(FlowFault { of: of.to_owned(), printed, computed, from });
            }
        }
        // A study has one report or more.
        if let (Some(studies), Some(reports)) = (self.count("included_studies"), self.count("included_reports"))
            && studies > reports
        {
            let from = "every included study has a report: at most included_reports".to_owned();
            out.push(FlowFault { of: "included_studies".to_owned(), printed: studies, computed: reports as i64, from });
        }
        out
    }
}
