//! How strong the evidence is, with reasons that are counted facts.

use super::{Judgement, Outcome, Pooled, Ratings, StudyEffect, pool::Bias, sentence::p_value};
use serde::Serialize;

/// A rating of strength, from 1 (very low) to 4 (high).
#[derive(Debug, Clone, Serialize)]
pub struct Strength {
    /// 4 high, 3 moderate, 2 low, 1 very low.
    pub level: u8,
    /// Where it starts and what takes from it.
    pub reasons: Vec<StrengthReason>,
}

/// A counted fact and what it takes from the rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StrengthReason {
    /// Start, bias, spread, precision, indirectness, small studies.
    pub about: &'static str,
    /// What was counted.
    pub counted: String,
    /// How many levels it takes.
    pub takes: u8,
}

impl Strength {
    /// What readers are told.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.level {
            4 => "high",
            3 => "moderate",
            2 => "low",
            _ => "very low",
        }
    }
}

/// Events below which an estimate is taken to be imprecise, as a rule of thumb (Cochrane Handbook, section 14.2.2).
const EVENTS: u64 = 300;

/// Rates the evidence: starts high for randomised studies and low for others, and loses a level for each counted reason.
pub(super) fn strength(
    outcome: &Outcome,
    studies: &[StudyEffect],
    pooled: Option<&Pooled>,
    ratings: &Ratings,
) -> Strength {
    let n = studies.len();
    let randomised = studies.iter().filter(|study| is_randomised(&study.design)).count();
    let start = if n > 0 && randomised == n { 4 } else { 2 };
    let mut reasons = vec![StrengthReason {
        about: "start",
        counted: format!(
            "{randomised} of {n} studies are randomised: it starts {}",
            if start == 4 { "high" } else { "low" }
        ),
        takes: 0,
    }];
    let mut add = |about, counted, takes| reasons.push(StrengthReason { about, counted, takes });
    let weights = pooled.map_or_else(|| vec![1.0 / n.max(1) as f64; n], |pooled| pooled.weights.clone());
    bias(studies, &weights, ratings, &mut add);
    if let Some(pooled) = pooled {
        spread(outcome, pooled, &mut add);
        precision(outcome, studies, pooled, &mut add);
        match pooled.bias {
            Bias::Tested(p) if p < 0.1 => add("small studies", format!("Egger's test has p {p:.3} in {n} studies"), 1),
            Bias::Tested(p) => add("small studies", format!("Egger's test has p {p:.3} in {n} studies"), 0),
            Bias::OneSize => add("small studies", "all studies are of one size: nothing can be told".to_owned(), 0),
            Bias::TooFew => add("small studies", format!("{n} studies: too few to test, which takes ten"), 0),
        }
    } else {
        add("precision", "there is no pooled effect".to_owned(), 1);
    }
    let indirect = studies.iter().filter(|study| study.indirect).count();
    if indirect > 0 {
        add("indirectness", format!("{indirect} of {n} studies are indirect"), u8::from(indirect * 2 >= n));
    }
    let taken: u8 = reasons.iter().map(|reason| reason.takes).fold(0, u8::saturating_add);
    Strength { level: 1.max(u8::saturating_sub(start, taken)), reasons }
}

fn is_randomised(design: &str) -> bool {
    let design = design.to_lowercase();
    (design.contains("random") && !design.contains("non")) || design == "rct" || design.contains("rct")
}

fn bias(studies: &[StudyEffect], weights: &[f64], ratings: &Ratings, add: &mut impl FnMut(&'static str, String, u8)) {
    if ratings.ratings.is_empty() {
        add("bias", "no study was rated".to_owned(), 1);
        return;
    }
    let at = |study: &StudyEffect| ratings.overall(&study.study);
    let unrated = studies.iter().filter(|study| at(study).is_none()).count();
    let high: Vec<usize> =
        (0..studies.len()).filter(|&i| at(&studies[i]).is_some_and(|one| one >= Judgement::High)).collect();
    let share: f64 = high.iter().map(|&i| weights.get(i).copied().unwrap_or(0.0)).sum();
    let takes = if share >= 0.5 { 2 } else { u8::from(share >= 0.2 || unrated * 2 > studies.len()) };
    let unrated = if unrated > 0 { format!("; {unrated} not rated") } else { String::new() };
    let counted = format!(
        "{} of {} studies, with {:.0}% of the weight, are at high risk of bias{unrated}",
        high.len(),
        studies.len(),
        100.0 * share
    );
    add("bias", counted, takes);
}

fn spread(outcome: &Outcome, pooled: &Pooled, add: &mut impl FnMut(&'static str, String, u8)) {
    let null = outcome.null();
    let Some((low, high)) = pooled.prediction else {
        add("spread", format!("{} studies: too few for a prediction interval", pooled.studies), 1);
        return;
    };
    let mean_excludes = null < pooled.lower || null > pooled.upper;
    let next_excludes = null < low || null > high;
    let counted = format!(
        "another study would lie between {low:.2} and {high:.2}; I squared {:.0}%, Q has {}",
        100.0 * pooled.i_squared,
        p_value(pooled.p_value_q)
    );
    let takes = u8::from((mean_excludes && !next_excludes) || (pooled.i_squared >= 0.75 && pooled.p_value_q < 0.1));
    add("spread", counted, takes);
}

fn precision(
    outcome: &Outcome,
    studies: &[StudyEffect],
    pooled: &Pooled,
    add: &mut impl FnMut(&'static str, String, u8),
) {
    let null = outcome.null();
    let crosses = null >= pooled.lower && null <= pooled.upper;
    let counted: Vec<u64> = studies.iter().filter_map(|study| study.events).collect();
    let events: u64 = counted.iter().sum();
    let few = counted.len() == studies.len() && events < EVENTS;
    let least = outcome.smallest_effect.map(|least| (least, if outcome.is_ratio() { 1.0 / least } else { -least }));
    let both = least.is_some_and(|(above, below)| crosses && pooled.upper >= above && pooled.lower <= below);
    let events = if counted.len() == studies.len() {
        format!("{events} events in {} studies", studies.len())
    } else {
        format!("events are known for {} of {} studies", counted.len(), studies.len())
    };
    let interval = if crosses { "holds" } else { "excludes" };
    let wide = if both { ", and effects that matter on both sides" } else { "" };
    let takes = u8::from(few) + u8::from(crosses && (both || least.is_none()));
    add("precision", format!("{events}; the interval {interval} no effect{wide}"), takes.min(2));
}
