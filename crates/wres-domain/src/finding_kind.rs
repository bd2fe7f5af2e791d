//! What a kind of finding is, and who owns its code.

use crate::finding::{Finding, Location, Severity};

/// The part of the program that owns a code of a finding, and alone makes findings with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingOwner {
    /// The rules of the year (`wres-validate`).
    Rules,
    /// Reading (`wres-ingest`).
    Reading,
    /// Counting (`wres-metrics`).
    Counting,
    /// Published tables (`wres-review`).
    Published,
    /// The run itself (`wres-pipeline`).
    Run,
}

impl FindingOwner {
    /// Every owner, in the order of the reference page.
    pub const ALL: [Self; 5] = [Self::Rules, Self::Reading, Self::Counting, Self::Run, Self::Published];

    /// What its findings are called together.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Rules => "Rules",
            Self::Reading => "What reading finds",
            Self::Counting => "What counting finds",
            Self::Published => "What is found in published tables",
            Self::Run => "What a run finds",
        }
    }

    /// Whether a stem such as `DAT-502` is in the range of the owner: rules have the numbers below 500, reading 500 to 599, the run 600 to
    /// 699 and the mapping, `MAP`; counting has a family of its own, `CNT`, and so have published tables, `PUB`.
    #[must_use]
    pub fn has(self, stem: &str) -> bool {
        let Some((family, number)) = stem.split_once('-') else { return false };
        let number = crate::parsed::<u32>(number);
        let within = |range: std::ops::Range<u32>| number.is_some_and(|number| range.contains(&number));
        match (family, self) {
            ("CNT", owner) => owner == Self::Counting,
            ("PUB", owner) => owner == Self::Published,
            ("MAP", owner) => owner == Self::Run,
            (_, Self::Rules) => within(1..500),
            (_, Self::Reading) => within(500..600),
            (_, Self::Run) => within(600..700),
            (_, Self::Counting | Self::Published) => false,
        }
    }
}

/// A kind of finding: one entry of the catalogue, in which each code stands once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingKind {
    /// The code without the letter of its severity, such as `DAT-502`.
    pub stem: &'static str,
    /// How much it weighs; `None` where that depends on the place, so that the same kind is an error here and a query there.
    pub severity: Option<Severity>,
    /// Who owns the code.
    pub owner: FindingOwner,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means and what the program does.
    pub meaning: &'static str,
    /// Why it matters, where that is more than the meaning says.
    pub why: Option<&'static str>,
    /// How to put it right at source.
    pub fix: &'static str,
}

impl FindingKind {
    /// Whether a code, with the letter of its severity or without, is of this kind. Upper and lower case do not matter.
    ///
    /// ```
    /// use wres_domain::{FindingKind, FindingOwner};
    /// let (severity, owner) = (None, FindingOwner::Reading);
    /// let kind = FindingKind { stem: "DAT-502", severity, owner, title: "", meaning: "", why: None, fix: "" };
    /// assert!(kind.is_of("E-DAT-502") && kind.is_of("dat-502") && !kind.is_of("E-DAT-503"));
    /// ```
    #[must_use]
    pub fn is_of(&self, code: &str) -> bool {
        let code = code.to_ascii_uppercase();
        let own = self.severity.map(Severity::letter);
        let letter = |rest: &str| match (rest, own) {
            ("", _) => true,
            (rest, Some(own)) => rest.strip_suffix('-').is_some_and(|letter| letter.chars().eq([own])),
            (rest, None) => matches!(rest, "E-" | "Q-" | "I-"),
        };
        code.strip_suffix(self.stem).is_some_and(letter)
    }

    /// The code as it stands in findings, without a letter where the place decides it.
    #[must_use]
    pub fn code(&self) -> String {
        self.severity.map_or_else(|| self.stem.to_owned(), |severity| format!("{}-{}", severity.letter(), self.stem))
    }

    /// A finding of this kind about one thing. It weighs what the kind weighs, and `severity` where the place decides.
    #[must_use]
    pub fn finding(
        &self,
        severity: Severity,
        dataset: Option<&str>,
        place: Location,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Finding {
        let severity = self.severity.unwrap_or(severity);
        Finding {
            code: format!("{}-{}", severity.letter(), self.stem),
            severity,
            dataset: dataset.map(str::to_owned),
            place,
            count: 1,
            found: found.into(),
            expected: expected.into(),
            fix: self.fix.to_owned(),
        }
    }

    /// The kind in words for a reader, under the headings that rules have.
    #[must_use]
    pub fn in_words(&self) -> String {
        let why = self.why.map(|why| format!("\nWhy\n  {why}\n")).unwrap_or_default();
        format!("{}: {}\n\nWhat\n  {}\n{why}\nFix at source\n  {}\n", self.code(), self.title, self.meaning, self.fix)
    }

    /// The kind as a part of the reference page.
    #[must_use]
    pub fn as_markdown(&self) -> String {
        let weight = match self.severity {
            Some(Severity::Error) => "error",
            Some(Severity::Query) => "query: to be put right, or explained by a note",
            Some(Severity::Information) => "information",
            None => "error, query or information, by the place",
        };
        let why = self.why.map(|why| format!("\n**Why.** {why}\n")).unwrap_or_default();
        format!(
            "\n### {}: {}\n\n*{weight}.*\n\n**What.** {}\n{why}\n**Fix at source.** {}\n",
            self.code(),
            self.title,
            self.meaning,
            self.fix
        )
    }
}
