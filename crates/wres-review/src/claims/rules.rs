//! Every verdict that a claim can earn, with its rule.

use serde::Serialize;

/// What a verdict means for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// What is printed does not follow from its parts.
    NotHeld,
    /// What is printed is no fault, but a reader should know it.
    Noted,
    /// What is printed follows.
    Held,
    /// What is printed does not suffice to tell.
    CannotTell,
}

impl Standing {
    /// What readers are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotHeld => "does not hold",
            Self::Noted => "to note",
            Self::Held => "holds",
            Self::CannotTell => "cannot be told",
        }
    }

    /// Its name in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotHeld => "not_held",
            Self::Noted => "noted",
            Self::Held => "held",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// What a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Family {
    Rate,
    Counts,
    Ratio,
    Interval,
    PValue,
    Words,
    Table,
    Unit,
    AcrossSources,
    Nothing,
}

/// A verdict that can be given.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its name in data.
    pub code: &'static str,
    /// What it is about.
    pub family: Family,
    /// What it means for the claim.
    pub standing: Standing,
    /// The rule, in words.
    pub says: &'static str,
}

macro_rules! rules {
    ($($name:ident = $code:literal, $family:ident, $standing:ident, $says:literal;)*) => {
        $(pub(super) static $name: Rule =
            Rule { code: $code, family: Family::$family, standing: Standing::$standing, says: $says };)*
        /// Every verdict.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    REPRODUCES = "reproduces", Rate, Held, "cases over base, in the printed unit, round to the printed rate";
    WITHIN_ROUNDING = "within_rounding", Rate, Held, "parts that print as these do give a rate that prints as this does";
    NOT_CHECKABLE = "not_checkable", Rate, CannotTell, "the parts as they stand do not give the rate; parts that print the same do, so it cannot be told which is off";
    TRUNCATED = "truncated", Rate, NotHeld, "cases over base were cut off, not rounded";
    ROUNDED_UP = "rounded_up", Rate, NotHeld, "cases over base were rounded up where the nearest value is below";
    OFF_BY_ONE = "off_by_one", Rate, NotHeld, "the printed rate is one off in its last digit";
    RATE_DIFFERS = "rate_does_not_follow", Rate, NotHeld, "no cases and base that print so give a rate that prints so";
    GRIM_CONSISTENT = "grim_consistent", Counts, Held, "some whole count gives this rate or mean of this base (GRIM)";
    GRIM = "grim", Counts, NotHeld, "no whole count gives this rate or mean of this base (GRIM: Brown and Heathers 2017)";
    GRIMMER_CONSISTENT = "grimmer_consistent", Counts, Held, "some whole answers give this mean and SD (GRIMMER)";
    GRIMMER = "grimmer", Counts, NotHeld, "no whole answers give this mean with this SD (GRIMMER: Anaya 2016, Allard 2018)";
    DEBIT_CONSISTENT = "debit_consistent", Counts, Held, "the SD is that of a share of this base (DEBIT)";
    DEBIT = "debit", Counts, NotHeld, "the SD is not that of a share of this base: sqrt(n/(n-1) p(1-p)) (DEBIT: Heathers and Brown 2019)";
    CASES_ABOVE_BASE = "cases_above_base", Counts, NotHeld, "more cases than people they could have happened to";
    BASE_NOT_WHOLE = "base_not_whole", Counts, NotHeld, "a base of people is no whole number";
    NO_BASE = "no_base", Counts, NotHeld, "nobody is in the base, so there is no rate and no ratio to print";
    RATIO_FROM_COUNTS = "ratio_from_counts", Ratio, Held, "the counts give the printed estimate";
    RATIO_FROM_RATES = "ratio_from_rates", Ratio, Held, "rates that print so give the printed estimate";
    ODDS_FROM_COUNTS = "odds_from_counts", Ratio, Held, "the counts give the printed estimate as an odds ratio";
    REFERENCE_OVER_GROUP = "reference_over_group", Ratio, Noted, "the printed ratio is reference over group; no direction is printed";
    UPSIDE_DOWN = "upside_down", Ratio, NotHeld, "the ratio is the reciprocal of what its direction says";
    DIFFERENCE_AS_RATIO = "difference_as_ratio", Ratio, NotHeld, "the printed ratio is a difference of the rates";
    EXCESS_AS_RATIO = "excess_as_ratio", Ratio, NotHeld, "`N% more likely` is a ratio of 1 + N/100, `N% less likely` of 1 - N/100";
    ODDS_AS_RISK = "odds_as_risk", Ratio, NotHeld, "an odds ratio is called a ratio of risks or likelihoods";
    RATIO_DIFFERS = "ratio_does_not_follow", Ratio, NotHeld, "no counts or rates that print so give an estimate that prints so";
    INTERVAL_CONSISTENT = "interval_consistent", Interval, Held, "the limits lie about the estimate as its scale wants";
    INTERVAL_REPRODUCES = "interval_reproduces", Interval, Held, "the counts give these limits by the method named";
    INTERVAL_OUTSIDE = "estimate_outside_interval", Interval, NotHeld, "the interval does not hold its own estimate";
    INTERVAL_REVERSED = "limits_reversed", Interval, NotHeld, "the lower limit is above the upper";
    INTERVAL_SCALE = "interval_wrong_scale", Interval, NotHeld, "limits of a ratio lie evenly about it on the log scale, those of a difference on the plain scale";
    INTERVAL_LEVEL = "interval_other_level", Interval, NotHeld, "the limits are those of another confidence level";
    INTERVAL_METHOD = "interval_other_method", Interval, Noted, "the limits do not come from the counts by any method tried";
    INTERVAL_DIFFERS = "interval_does_not_follow", Interval, NotHeld, "the limits are far from those of every method tried on the counts";
    INTERVAL_UNEVEN = "interval_uneven", Interval, NotHeld, "the estimate lies at the edge of its interval, on every scale";
    P_CONSISTENT = "p_consistent", PValue, Held, "the printed p-value follows from what is printed beside it";
    P_INCONSISTENT = "p_inconsistent", PValue, NotHeld, "the printed p-value does not follow from what is printed beside it";
    P_DECISION = "p_decision_error", PValue, NotHeld, "the printed p-value and what is printed beside it lie on different sides of 0.05";
    P_ONE_TAILED = "p_one_tailed", PValue, NotHeld, "the printed p-value is one-tailed, and nothing says so";
    P_ONE_TAILED_SAID = "p_one_tailed_said", PValue, Held, "the printed p-value is one-tailed, as is said";
    P_ZERO = "p_zero", PValue, NotHeld, "no p-value is 0: print it as below a bound, such as <0.001";
    P_DOUBTFUL = "p_other_method", PValue, Noted, "the printed p-value is near, and may be of another test";
    WORDS_FIT = "words_fit", Words, Held, "the words say what the figures say";
    WORDS_DIFFER = "words_differ", Words, NotHeld, "the words name another size than the figures";
    WORDS_DIRECTION = "words_direction", Words, NotHeld, "the words say more where the figures say less, or the other way";
    WORDS_NO_DIFFERENCE = "no_difference_not_shown", Words, NotHeld, "`no difference` where the interval allows one, or shows one";
    WORDS_NOT_SHOWN = "difference_not_shown", Words, Noted, "`more` or `less` where the interval allows equality";
    FEW_EVENTS = "few_events", Words, Noted, "it rests on fewer than ten events";
    SHARES_ADD = "shares_add", Table, Held, "the shares add to their total within their rounding";
    SHARES_DIFFER = "shares_do_not_add", Table, NotHeld, "the shares do not add to their total within their rounding";
    PARTS_ADD = "parts_add", Table, Held, "the parts add to their total";
    NEAR_TOTAL = "near_total", Table, Noted, "a row called total is near the sum of the others, and not it";
    PARTS_DIFFER = "parts_do_not_add", Table, NotHeld, "the parts do not add to their total";
    TOTAL_OUTSIDE = "total_outside_parts", Table, NotHeld, "a total rate lies outside the rates of its parts";
    CELL_TWICE = "cell_twice", Table, NotHeld, "the same cell is printed twice with two values";
    GIVES_AWAY = "hidden_cell_given_away", Table, NotHeld, "what is printed beside it gives a hidden cell away";
    HIDDEN_AND_SHOWN = "hidden_and_shown", Table, NotHeld, "a cell is hidden here and shown there";
    PERCENT_ON_RATIO = "percent_on_ratio", Unit, NotHeld, "a ratio is printed with a per cent sign";
    GLUED_FOOTNOTE = "footnote_glued", Unit, NotHeld, "the count carries a footnote digit: without its last digit the rate follows";
    OUT_OF_RANGE = "out_of_range", Unit, NotHeld, "the value lies outside the range of its unit";
    MIXED_DECIMALS = "mixed_decimals", Unit, Noted, "one column is printed to different decimals, and this value is not exact to the longest";
    OTHER_UNIT = "other_unit", Unit, NotHeld, "the rate follows in another unit than the one printed";
    DECIMAL_COMMA = "decimal_comma", Unit, Noted, "a comma is read as the decimal point";
    OTHER_VALUE = "other_source_other_value", AcrossSources, Noted, "another source prints another value of the same figure";
    SAME_VALUE = "other_source_same_value", AcrossSources, Noted, "another source prints the same value";
    OTHER_DEFINITION = "other_source_other_definition", AcrossSources, Noted, "another source defines the group or the figure otherwise";
    OTHER_YEAR = "other_source_other_year", AcrossSources, Noted, "another source prints this value for another year";
    NOT_READ = "not_read", Nothing, CannotTell, "a printed text is no number and no known mark";
    MARKED = "marked", Nothing, CannotTell, "a mark stands where a number would have to be";
    NOTHING = "nothing_to_check", Nothing, CannotTell, "no counts, rates, limits or test are printed that it could follow from";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
    }
}
