//! Which figures an indicator's counts are made into, beside rates and ratios.

use super::{Indicator, Kind, Standard, reader::nearest};
use crate::plan::{FULL_TIME_PAY, Problem, TimeBands};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A family of figures that take many counts at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureFamily {
    /// Of survival: the share still there after each of `at` months, median and mean time, and the hazard ratio.
    Survival,
    /// Of survival for one reason: the share that has left for it after each of `at` months; `with` names the indicators of all
    /// other reasons, which compete.
    Incidence,
    /// Of waiting: median and 90th centile, and the share answered within each of `at` days.
    Waiting,
    /// Of people in a log: people logged over those whom the survey question named in `with` leads to expect.
    UnderReporting,
    /// Of a share over rungs: the step from each rung to the next, their product, and how uneven the spread is.
    Ladder,
    /// Of those who are on the same rung a year later, by rung: how many years a stay on each rung lasts.
    Stay,
    /// Of transitions: years of a career on each rung, and the share of careers that come to it.
    Career,
    /// Of a proportion: each group's rate over the highest, and whether it is below four fifths.
    FourFifths,
    /// Of pay: gaps in mean and median, and who is in which quarter.
    PayGap,
    /// Of bonuses, which is pay by a `column` other than full-time pay: gaps in mean and median among those who had one.
    BonusGap,
    /// Of a proportion: the share of its base whose ethnicity is not disclosed.
    Undisclosed,
    /// Of questionnaires: those sent in over the staff counted by the indicator named in `with`.
    Response,
    /// Of a proportion with a column of weights: the weighted share with its design effects, and its ratio to the reference group's.
    Weighted,
    /// Of checks met: those met, and those partly met at half, over those answered; `with` names the indicator of those met at
    /// least in part.
    Score,
    /// Of core checks met by level: the level that a site has reached, and the first that it has not passed; `with` names the
    /// indicator of those answered.
    Gate,
    /// Of pairs of answers: agreement beyond chance.
    Agreement,
}

/// One family of figures wanted of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedMeasure {
    /// The family.
    #[serde(rename = "of")]
    pub family: MeasureFamily,
    /// Months or days at which to read a curve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<u32>,
    /// Other indicators that it takes: of the same standard by key, of another by full name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

impl MeasureFamily {
    /// Whether indicators of a kind have the counts that it takes.
    fn fits(self, kind: Kind) -> bool {
        let proportion = matches!(kind, Kind::Proportion | Kind::LikelihoodAndGap);
        match self {
            Self::Survival | Self::Incidence => kind == Kind::Survival,
            Self::Waiting => kind == Kind::Waiting,
            Self::Ladder | Self::Agreement => kind == Kind::Share,
            Self::Career => kind == Kind::Transitions,
            Self::PayGap | Self::BonusGap => kind == Kind::Pay,
            Self::UnderReporting
            | Self::Stay
            | Self::FourFifths
            | Self::Undisclosed
            | Self::Response
            | Self::Score
            | Self::Weighted
            | Self::Gate => proportion,
        }
    }

    /// How many other indicators it takes: least and most.
    fn others(self) -> (usize, usize) {
        match self {
            Self::Incidence => (1, usize::MAX),
            Self::UnderReporting | Self::Response | Self::Score | Self::Gate => (1, 1),
            _ => (0, 0),
        }
    }

    fn reads_a_curve(self) -> bool {
        matches!(self, Self::Survival | Self::Incidence | Self::Waiting)
    }
}

/// Checks the figures wanted of an indicator. Paths are from the indicator's table.
pub(super) fn check(standard: &Standard, indicator: &Indicator) -> Result<(), Problem> {
    for (index, wanted) in indicator.measures.iter().enumerate() {
        one(standard, indicator, wanted).map_err(|problem| problem.item("measures", index))?;
        if indicator.measures[..index].iter().any(|before| before.family == wanted.family) {
            return Err(Problem::at("of", "the family is named twice").item("measures", index));
        }
    }
    Ok(())
}

fn one(standard: &Standard, indicator: &Indicator, wanted: &WantedMeasure) -> Result<(), Problem> {
    let family = wanted.family;
    if !family.fits(indicator.kind) {
        return Err(Problem::at("of", "an indicator of this kind has not the counts that it takes"));
    }
    if family == MeasureFamily::Weighted && indicator.weight.is_none() {
        return Err(Problem::at("of", "the indicator has no `weight`: name the column of weights"));
    }
    let of_bonuses = indicator.column.as_ref().is_some_and(|column| column != FULL_TIME_PAY);
    if of_bonuses && family == MeasureFamily::PayGap || !of_bonuses && family == MeasureFamily::BonusGap {
        let message = format!("`pay_gap` is of `{FULL_TIME_PAY}`, and `bonus_gap` of another `column` of money");
        return Err(Problem::at("of", message));
    }
    if matches!(family, MeasureFamily::Ladder | MeasureFamily::Stay | MeasureFamily::Agreement | MeasureFamily::Gate)
        && indicator.by.is_empty()
    {
        return Err(Problem::at("of", "the indicator is not counted by any dimension"));
    }
    if family.reads_a_curve() {
        let last = TimeBands::of(indicator).and_then(|bands| bands.edges().last().copied()).unwrap_or(0);
        // Of waiting, the day itself is the first unit.
        let last = if family == MeasureFamily::Waiting { last.saturating_sub(1) } else { last };
        let rises = wanted.at.windows(2).all(|pair| pair[0] < pair[1]);
        if wanted.at.is_empty() || !rises || wanted.at.iter().any(|at| *at > last) {
            return Err(Problem::at("at", format!("it takes numbers that rise, none above {last}")));
        }
        if family != MeasureFamily::Waiting && wanted.at[0] == 0 {
            return Err(Problem::at("at", "at the beginning everybody is there"));
        }
    } else if !wanted.at.is_empty() {
        return Err(Problem::at("at", "this family reads no curve"));
    }
    let (least, most) = family.others();
    if !(least..=most).contains(&wanted.with.len()) {
        let message = if most == 0 { "it takes no other indicator" } else { "it takes another indicator" };
        return Err(Problem::at("with", message));
    }
    for (index, name) in wanted.with.iter().enumerate() {
        let own = standard.indicator(name);
        if family == MeasureFamily::UnderReporting && own.is_none() && name.contains('-') {
            // The survey may belong to another standard: where it is not counted, the figure is not made.
            continue;
        }
        let other = own.ok_or_else(|| {
            Problem::here(format!("there is no indicator `{name}`"))
                .hint(nearest(name, standard.indicators.iter().map(|indicator| indicator.key.as_str())))
                .item("with", index)
        })?;
        if family == MeasureFamily::Gate && (&other.population, &other.by) != (&indicator.population, &indicator.by) {
            return Err(Problem::here("the checks answered are counted by the same levels").item("with", index));
        }
        let alike = family != MeasureFamily::Incidence
            || (other.kind, &other.population, &other.time_bands)
                == (indicator.kind, &indicator.population, &indicator.time_bands);
        if !alike || other.id == indicator.id {
            let message = "reasons that compete are other indicators of the same people in the same bands";
            return Err(Problem::here(message).item("with", index));
        }
    }
    Ok(())
}
