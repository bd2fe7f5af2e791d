//! `ratings.csv`: risk of bias by domain, as RoB 2, ROBINS-I or the review's own tool gives it.

use super::sheet::Sheet;
use crate::error::Result;
use serde::Serialize;

/// A judgement of risk of bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Low.
    Low,
    /// Some concerns, or moderate.
    Some,
    /// No information.
    Unclear,
    /// High, or serious.
    High,
    /// Critical.
    Critical,
}

impl Judgement {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        Some(match text.trim_end_matches(" risk").trim_end_matches(" risk of bias") {
            "low" | "+" => Self::Low,
            "some concerns" | "some" | "moderate" | "-" => Self::Some,
            "unclear" | "no information" | "ni" | "?" | "" => Self::Unclear,
            "high" | "serious" | "x" => Self::High,
            "critical" => Self::Critical,
            _ => return None,
        })
    }

    /// What readers are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Some => "some concerns",
            Self::Unclear => "no information",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Its sign in a traffic light, so that colour is never all.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Low => "+",
            Self::Some => "-",
            Self::Unclear => "?",
            Self::High => "x",
            Self::Critical => "!",
        }
    }
}

/// One judgement.
#[derive(Debug, Clone, Serialize)]
pub struct Rating {
    /// The study.
    pub study: String,
    /// The domain.
    pub domain: String,
    /// The judgement.
    pub judgement: Judgement,
    /// Why.
    pub reason: String,
}

/// All judgements, in the order of the file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ratings {
    /// The judgements.
    pub ratings: Vec<Rating>,
    /// What could not be read, with its line.
    pub wrong: Vec<String>,
}

impl Ratings {
    /// Reads `study, domain, judgement, reason`.
    ///
    /// # Errors
    /// [`crate::ReviewError::Csv`], or [`crate::ReviewError::Column`] without one of the first three columns.
    pub fn read(text: &str) -> Result<Self> {
        let sheet = Sheet::of("ratings.csv", text, "It takes the columns study, domain, judgement and reason.")?;
        let (study, domain, judgement) = (sheet.place("study")?, sheet.place("domain")?, sheet.place("judgement")?);
        let reason = sheet.place("reason").ok();
        let mut out = Self::default();
        for line in sheet.lines() {
            let line = line?;
            let text = |place: usize| line.text(place);
            match Judgement::parse(&text(judgement)) {
                Some(judgement) => out.ratings.push(Rating {
                    study: text(study),
                    domain: text(domain),
                    judgement,
                    reason: reason.map(text).unwrap_or_default(),
                }),
                None => out.wrong.push(format!(
                    "line {}: `{}` is none of low, some concerns, high, critical, no information",
                    line.number,
                    text(judgement)
                )),
            }
        }
        Ok(out)
    }

    /// The domains, in the order of the file, with the overall judgement last.
    #[must_use]
    pub fn domains(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for rating in &self.ratings {
            if !out.contains(&rating.domain.as_str()) {
                out.push(&rating.domain);
            }
        }
        out.sort_by_key(|domain| domain.eq_ignore_ascii_case("overall"));
        out
    }

    /// The studies, in the order of the file.
    #[must_use]
    pub fn studies(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for rating in &self.ratings {
            if !out.contains(&rating.study.as_str()) {
                out.push(&rating.study);
            }
        }
        out
    }

    /// The judgement of a study overall: as given for `overall`, or the worst of its domains.
    #[must_use]
    pub fn overall(&self, study: &str) -> Option<Judgement> {
        let own = || self.ratings.iter().filter(|rating| rating.study == study);
        own()
            .find(|rating| rating.domain.eq_ignore_ascii_case("overall"))
            .map(|rating| rating.judgement)
            .or_else(|| own().map(|rating| rating.judgement).max())
    }
}
