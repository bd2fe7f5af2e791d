//! A figure that takes many counts at once: a survival, a step of a ladder, a pay gap.

use crate::{
    cell::Cell,
    count::Place,
    grouping::{Group, Grouping},
    outcome::Interval,
};
use serde::{Deserialize, Serialize};

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Share still there after so long.
    SurvivalAt,
    /// Time by which half have left.
    MedianTime,
    /// Mean time within a horizon.
    RestrictedMeanTime,
    /// Mean time within a horizon of the group less that of the other.
    RestrictedMeanDifference,
    /// Rate of leaving, or of an answer's coming, of one group over the other's at the same time of service or waiting.
    HazardRatio,
    /// Share that has left for one reason after so long, others competing.
    IncidenceAt,
    /// Time by which a share of those who wait has had an answer.
    CentileTime,
    /// Share that has had an answer within so long, those who still wait censored.
    ShareWithin,
    /// People in the log over the people whom a survey leads to expect.
    UnderReporting,
    /// People whom a survey leads to expect and who are in no log.
    Unlogged,
    /// How representation changes from one rung to the next: odds of the upper rung, group over the other.
    StepRatio,
    /// The same from the lowest rung to the highest: the product of the steps.
    LadderRatio,
    /// Share of either group that would have to change rung for an even spread.
    Dissimilarity,
    /// Dissimilarity beyond what chance gives, as a share of what is possible.
    DissimilarityBeyondChance,
    /// What a rung tells about the group, as a share of what there is to tell.
    TheilH,
    /// Years that a stay on the rung lasts.
    YearsOnRung,
    /// Years that a career from the lowest rung spends on the rung.
    ExpectedYears,
    /// Share of careers from the lowest rung that ever come to the rung.
    ShareReaching,
    /// Rate over that of the group with the highest rate.
    FourFifths,
    /// Mean pay of the other group less that of the group, in per cent of the former.
    MeanGap,
    /// Median pay of the other group less that of the group, in per cent of the former.
    MedianGap,
    /// The group's share of a quarter of everybody ordered by pay.
    QuarterShare,
    /// Gap between people alike in rung, service and hours, in per cent.
    AdjustedGap,
    /// The part of the gap in mean log pay that goes with rung, service and hours, in per cent.
    ExplainedGap,
    /// Mean bonus of those of the other group who had one less that of the group, in per cent of the former.
    MeanBonusGap,
    /// Median bonus of those of the other group who had one less that of the group, in per cent of the former.
    MedianBonusGap,
    /// Share whose ethnicity is not disclosed.
    ShareUndisclosed,
    /// Questionnaires over staff asked.
    ResponseRate,
    /// Share of the weight of a group's respondents that those have to whom it happened.
    WeightedShare,
    /// Weighted share of one group over the other's.
    WeightedRatio,
    /// How many times the variance of the weighted share is that of as many respondents who all count alike.
    DesignEffect,
    /// The same from unequal weights alone, whatever is asked.
    KishDesignEffect,
    /// Checks met, those partly met at half, over checks answered.
    Score,
    /// The highest level all of whose core checks, and of those of every level below, are met; 0 for none.
    LevelReached,
    /// Core checks not met of the first level that is not passed.
    LevelMissing,
    /// Agreement of an organisation's own answers with its peer's beyond chance.
    WeightedKappa,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A proportion from 0 to 1.
    Proportion,
    /// A ratio; 1 is equality.
    Ratio,
    /// An index; 0 is evenness, or chance agreement.
    Index,
    /// Months.
    Months,
    /// Days.
    Days,
    /// Years.
    Years,
    /// Per cent; 0 is equality.
    Percent,
    /// People.
    People,
    /// A level, counted from 1; 0 is none. Never added up and never averaged.
    Level,
    /// Checks.
    Checks,
    /// How many times; counted, not estimated.
    Factor,
}

/// One figure about one group in one place, from released counts alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Where; the stratum is the whole unless the figure is of one.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// The group it is compared with, where it is a comparison.
    pub against: Option<Group>,
    /// What it measures.
    pub kind: MeasureKind,
    /// The point at which it measures: `12` (months), `2>3` (a step), `1` (a quarter); empty where there is only one.
    pub at: String,
    /// The figure with its interval.
    pub value: Cell<Interval>,
    /// P-value of equality, where the method has one.
    pub p_value: Option<f64>,
    /// Method of the figure, as the catalogue has it.
    pub method: String,
    /// Confidence level of the interval.
    pub level: f64,
    /// What goes with the figure, such as what chance alone would give.
    pub note: Option<String>,
    /// The finding in words.
    pub sentence: String,
}

impl MeasureKind {
    /// Every kind.
    pub const ALL: [Self; 36] = [
        Self::SurvivalAt,
        Self::MedianTime,
        Self::RestrictedMeanTime,
        Self::RestrictedMeanDifference,
        Self::HazardRatio,
        Self::IncidenceAt,
        Self::CentileTime,
        Self::ShareWithin,
        Self::UnderReporting,
        Self::Unlogged,
        Self::StepRatio,
        Self::LadderRatio,
        Self::Dissimilarity,
        Self::DissimilarityBeyondChance,
        Self::TheilH,
        Self::YearsOnRung,
        Self::ExpectedYears,
        Self::ShareReaching,
        Self::FourFifths,
        Self::MeanGap,
        Self::MedianGap,
        Self::QuarterShare,
        Self::AdjustedGap,
        Self::ExplainedGap,
        Self::MeanBonusGap,
        Self::MedianBonusGap,
        Self::ShareUndisclosed,
        Self::ResponseRate,
        Self::WeightedShare,
        Self::WeightedRatio,
        Self::DesignEffect,
        Self::KishDesignEffect,
        Self::Score,
        Self::LevelReached,
        Self::LevelMissing,
        Self::WeightedKappa,
    ];

    /// Its word in tables, what readers call it, and its unit.
    #[must_use]
    fn described(self) -> (&'static str, &'static str, Unit) {
        match self {
            Self::SurvivalAt => ("survival_at", "Still there", Unit::Proportion),
            Self::MedianTime => ("median_time", "Median time", Unit::Months),
            Self::RestrictedMeanTime => ("restricted_mean_time", "Mean time within the horizon", Unit::Months),
            Self::RestrictedMeanDifference => {
                ("restricted_mean_difference", "Difference in mean time within the horizon", Unit::Months)
            }
            Self::HazardRatio => ("hazard_ratio", "Hazard ratio", Unit::Ratio),
            Self::IncidenceAt => ("incidence_at", "Left for this reason", Unit::Proportion),
            Self::CentileTime => ("centile_time", "Days until so many per cent had an answer", Unit::Days),
            Self::ShareWithin => ("share_within", "Answered within so many days", Unit::Proportion),
            Self::UnderReporting => ("under_reporting", "Logged people over expected people", Unit::Ratio),
            Self::Unlogged => ("unlogged", "People in no log", Unit::People),
            Self::StepRatio => ("step_ratio", "Step from rung to rung", Unit::Ratio),
            Self::LadderRatio => ("ladder_ratio", "Lowest rung to highest", Unit::Ratio),
            Self::Dissimilarity => ("dissimilarity", "Dissimilarity over rungs", Unit::Index),
            Self::DissimilarityBeyondChance => {
                ("dissimilarity_beyond_chance", "Dissimilarity beyond chance", Unit::Index)
            }
            Self::TheilH => ("theil_h", "Theil's H over rungs", Unit::Index),
            Self::YearsOnRung => ("years_on_rung", "Years that a stay on the rung lasts", Unit::Years),
            Self::ExpectedYears => ("expected_years", "Years of a career on the rung", Unit::Years),
            Self::ShareReaching => ("share_reaching", "Careers that come to the rung", Unit::Proportion),
            Self::FourFifths => ("four_fifths", "Rate over the highest group's", Unit::Ratio),
            Self::MeanGap => ("mean_gap", "Gap in mean pay", Unit::Percent),
            Self::MedianGap => ("median_gap", "Gap in median pay", Unit::Percent),
            Self::QuarterShare => ("quarter_share", "Share of the quarter", Unit::Proportion),
            Self::AdjustedGap => ("adjusted_gap", "Gap between people alike in rung, service and hours", Unit::Percent),
            Self::ExplainedGap => {
                ("explained_gap", "Part of the gap that goes with rung, service and hours", Unit::Percent)
            }
            Self::MeanBonusGap => ("mean_bonus_gap", "Gap in mean bonus", Unit::Percent),
            Self::MedianBonusGap => ("median_bonus_gap", "Gap in median bonus", Unit::Percent),
            Self::ShareUndisclosed => ("share_undisclosed", "Ethnicity not disclosed", Unit::Proportion),
            Self::ResponseRate => ("response_rate", "Response rate", Unit::Proportion),
            Self::WeightedShare => ("weighted_share", "Weighted share", Unit::Proportion),
            Self::WeightedRatio => ("weighted_ratio", "Ratio of weighted shares", Unit::Ratio),
            Self::DesignEffect => ("design_effect", "Design effect", Unit::Factor),
            Self::KishDesignEffect => ("kish_design_effect", "Design effect of unequal weights alone", Unit::Factor),
            Self::Score => ("score", "Score", Unit::Proportion),
            Self::LevelReached => ("level_reached", "Level reached", Unit::Level),
            Self::LevelMissing => ("level_missing", "Core checks missing for the next level", Unit::Checks),
            Self::WeightedKappa => ("weighted_kappa", "Agreement with the peer", Unit::Index),
        }
    }

    /// Its word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.described().0
    }

    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.described().1
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.described().2
    }

    /// The figure that means no difference; `None` where the figure is no comparison.
    #[must_use]
    pub fn equality(self) -> Option<f64> {
        match self {
            Self::HazardRatio
            | Self::StepRatio
            | Self::LadderRatio
            | Self::FourFifths
            | Self::UnderReporting
            | Self::WeightedRatio => Some(1.0),
            Self::RestrictedMeanDifference
            | Self::MeanGap
            | Self::MedianGap
            | Self::AdjustedGap
            | Self::ExplainedGap
            | Self::MeanBonusGap
            | Self::MedianBonusGap => Some(0.0),
            _ => None,
        }
    }
}

impl Unit {
    /// Its word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proportion => "proportion",
            Self::Ratio => "ratio",
            Self::Index => "index",
            Self::Months => "months",
            Self::Days => "days",
            Self::Years => "years",
            Self::Percent => "percent",
            Self::People => "people",
            Self::Level => "level",
            Self::Checks => "checks",
            Self::Factor => "factor",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MeasureKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_word_of_its_own_that_data_use_too() {
        let words: BTreeSet<&str> = MeasureKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(words.len(), MeasureKind::ALL.len());
        for kind in MeasureKind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.code()));
        }
    }
}
