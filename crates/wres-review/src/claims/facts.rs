//! A claim with its printed texts read.

use super::{Claim, Column};
use crate::printed::{Form, Number, Range, Reading, Unit, read, unit_of};
use wres_disparity::Level;

/// What kind of effect an estimate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Unknown,
    RiskRatio,
    OddsRatio,
    /// A ratio that counts of cases and base cannot give: a hazard ratio.
    OtherRatio,
    RateDifference,
    /// A mean difference, a coefficient: even on the plain scale, 0 where there is no effect.
    OtherDifference,
}

impl Effect {
    pub(super) fn is_ratio(self) -> bool {
        matches!(self, Self::RiskRatio | Self::OddsRatio | Self::OtherRatio)
    }

    pub(super) fn is_difference(self) -> bool {
        matches!(self, Self::RateDifference | Self::OtherDifference)
    }

    fn parse(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        let is = |names: &[&str]| names.contains(&text.as_str());
        let has = |names: &[&str]| names.iter().any(|name| text.contains(name));
        if text.is_empty() {
            Self::Unknown
        } else if has(&["odds"]) || is(&["or", "aor", "mor"]) {
            Self::OddsRatio
        } else if has(&["hazard"]) || is(&["hr", "ahr", "shr"]) {
            Self::OtherRatio
        } else if has(&["mean diff", "standardi", "coefficient", "beta", "slope"])
            || is(&["smd", "md", "b", "d", "g", "r", "difference in means", "log odds"])
        {
            Self::OtherDifference
        } else if has(&["difference", "gap", "point"]) || is(&["rd", "ard", "pp"]) {
            Self::RateDifference
        } else if has(&["ratio", "relative", "likelihood", "times", "risk"])
            || is(&["rr", "arr", "irr", "pr", "apr", "rl"])
        {
            Self::RiskRatio
        } else {
            Self::Unknown
        }
    }
}

/// Which group stands over which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Unknown,
    GroupOverReference,
    ReferenceOverGroup,
}

/// How a source says that it rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rounding {
    /// Counts are printed to the nearest multiple of this.
    pub(super) counts_to: Option<f64>,
    /// Rates are cut off.
    pub(super) down: bool,
    /// Rates are rounded up.
    pub(super) up: bool,
}

/// A claim with its texts read.
#[derive(Debug, Clone)]
pub(super) struct Facts<'a> {
    pub(super) claim: &'a Claim,
    pub(super) group: Side,
    pub(super) reference: Side,
    pub(super) estimate: Reading,
    pub(super) lower: Reading,
    pub(super) upper: Reading,
    pub(super) p_value: Reading,
    pub(super) mean: Reading,
    pub(super) sd: Reading,
    pub(super) items: u64,
    pub(super) unit: Option<Unit>,
    pub(super) effect: Effect,
    pub(super) direction: Direction,
    /// The confidence level, 0.95 where none is printed.
    pub(super) level: Level,
    pub(super) level_printed: bool,
    /// The estimate was adjusted for something, so counts do not give it.
    pub(super) adjusted: bool,
    /// The figures are amounts (full-time equivalents, days), not people.
    pub(super) amounts: bool,
    pub(super) rounding: Rounding,
    /// What is said in words, in lower case.
    pub(super) words: String,
}

/// Cases, base and rate of one group.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) cases: Reading,
    pub(super) base: Reading,
    pub(super) rate: Reading,
}

impl<'a> Facts<'a> {
    pub(super) fn of(claim: &'a Claim) -> Self {
        let get = |column| read(claim.text(column));
        let (mut estimate, mut lower, mut upper) = (get(Column::Estimate), get(Column::Lower), get(Column::Upper));
        if estimate == Reading::Unreadable {
            split_interval(claim.text(Column::Estimate), &mut estimate, &mut lower, &mut upper);
        }
        let words = ["words", "quote", "claim"]
            .iter()
            .filter_map(|name| Column::of(name))
            .map(|column| claim.text(column))
            .find(|text| text.contains(' '))
            .unwrap_or(claim.text(Column::Words))
            .to_lowercase();
        let mut effect = Effect::parse(claim.text(Column::Effect));
        let unit = unit_of(claim.text(Column::Unit));
        if effect == Effect::Unknown {
            effect = match estimate.number().and_then(|number| number.unit).or(unit) {
                Some(Unit::Points) => Effect::RateDifference,
                Some(Unit::Times) => Effect::RiskRatio,
                _ => Effect::Unknown,
            };
        }
        let level = read(claim.text(Column::Level));
        let level = level.number().map(|n| if n.value > 1.0 { n.value / 100.0 } else { n.value });
        let level = level.filter(|level| *level > 0.5).and_then(|level| Level::new(level).ok());
        let model = claim.text(Column::Model).to_lowercase();
        let crude = ["crude", "unadjusted", "raw", "no", "none", ""].contains(&model.trim());
        let adjusted = !crude || starts_adjusted(claim.text(Column::Effect));
        Self {
            claim,
            group: side(claim, Column::Cases, Column::Base, Column::Rate),
            reference: side(claim, Column::ReferenceCases, Column::ReferenceBase, Column::ReferenceRate),
            estimate,
            lower,
            upper,
            p_value: get(Column::PValue),
            mean: get(Column::Mean),
            sd: get(Column::Sd),
            items: claim.text(Column::Items).parse().ok().filter(|items| (1..1000).contains(items)).unwrap_or(1),
            unit,
            effect,
            direction: direction(claim),
            level: level.unwrap_or(Level::P95),
            level_printed: level.is_some(),
            adjusted,
            amounts: amounts(claim),
            rounding: rounding(claim.text(Column::Rounding)),
            words,
        }
    }

    /// The values that the number can have been, where it counts people or events.
    pub(super) fn count_range(&self, number: &Number) -> Range {
        match self.rounding.counts_to {
            Some(step) if number.form == Form::Plain => {
                Range::between(number.value - 0.5 * step, number.value + 0.5 * step).not_negative()
            }
            _ => number.as_count_range(),
        }
    }

    /// The values that a rate can have been.
    pub(super) fn rate_range(&self, number: &Number) -> Range {
        match (number.form, self.rounding) {
            (Form::Plain, Rounding { down: true, .. }) => number.cut_off(),
            (Form::Plain, Rounding { up: true, .. }) => number.rounded_up(),
            (Form::Plain | Form::Fraction | Form::Between | Form::About, _) => number.range,
            _ => number.range.not_negative(),
        }
    }

    /// The unit of a printed rate: what stands in its own text, then what the column of units says.
    pub(super) fn unit_of(&self, rate: &Number) -> Option<Unit> {
        rate.unit.or(self.unit)
    }

    /// The units that a printed rate can be in, the printed one or all usual ones.
    pub(super) fn units(&self, rate: &Number) -> Vec<Unit> {
        match self.unit_of(rate) {
            Some(unit) => vec![unit],
            None => vec![Unit::Percent, Unit::Quotient, Unit::Per(1e3), Unit::Per(1e4), Unit::Per(1e5)],
        }
    }

    /// The proportion of one side: from its counts, or from its rate where the unit is known or `usual`.
    pub(super) fn proportion(&self, side: &Side) -> Option<Range> {
        self.proportion_of_counts(side).or_else(|| self.proportion_of_rate(side))
    }

    pub(super) fn proportion_of_counts(&self, side: &Side) -> Option<Range> {
        let (cases, base) = (side.cases.number()?, side.base.number()?);
        self.count_range(cases).over(self.count_range(base))
    }

    pub(super) fn proportion_of_rate(&self, side: &Side) -> Option<Range> {
        let rate = side.rate.number()?;
        let unit = self.unit_of(rate).unwrap_or(Unit::Percent);
        Some(self.rate_range(rate).times(1.0 / unit.factor()).not_negative())
    }
}

fn side(claim: &Claim, cases: Column, base: Column, rate: Column) -> Side {
    let (mut cases, mut base, mut rate) =
        ((claim.text(cases), read(claim.text(cases))), read(claim.text(base)), read(claim.text(rate)));
    // `12/50`, `12 of 50` and `12 (24%)` in the place of the cases.
    if cases.1 == Reading::Unreadable {
        let text = cases.0.to_lowercase();
        if let Some((one, other)) = text.split_once('/').or_else(|| text.split_once(" of ")).filter(|_| base.is_blank())
        {
            (cases.1, base) = (read(one), read(other));
        } else if let Some((one, other)) = text.split_once('(').filter(|_| rate.is_blank()) {
            (cases.1, rate) = (read(one), read(other.trim_end_matches(')')));
        }
    }
    Side { cases: cases.1, base, rate }
}

/// `1.8 (1.1 to 2.9)`, `1.8 [1.1, 2.9]`, `1.8 (95% CI 1.1-2.9)`.
fn split_interval(text: &str, estimate: &mut Reading, lower: &mut Reading, upper: &mut Reading) {
    let Some((value, rest)) = text.split_once(['(', '[']) else { return };
    let inside = rest.trim_end_matches([')', ']']).to_lowercase();
    let inside =
        inside.rsplit_once("ci").map_or(inside.as_str(), |(_, limits)| limits).trim_matches([' ', ':', ',', '=']);
    let pair = [" to ", ", ", "; ", " - ", "–", "-", ","].iter().find_map(|separator| inside.split_once(separator));
    if let (Some((low, high)), true, true) = (pair, lower.is_blank(), upper.is_blank())
        && let (value @ Reading::Number(_), low @ Reading::Number(_), high @ Reading::Number(_)) =
            (read(value), read(low), read(high))
    {
        (*estimate, *lower, *upper) = (value, low, high);
    }
}

fn starts_adjusted(effect: &str) -> bool {
    let effect = effect.trim().to_lowercase();
    effect.contains("adjusted") && !effect.contains("unadjusted")
        || ["aor", "arr", "ahr", "apr"].contains(&effect.as_str())
}

fn amounts(claim: &Claim) -> bool {
    const AMOUNTS: [&str; 14] = [
        "fte",
        "full-time equiv",
        "full time equiv",
        "wte",
        "whole-time",
        "weighted",
        "days",
        "hours",
        "average",
        "mean",
        "caseload",
        "person-year",
        "person year",
        "per worker",
    ];
    [Column::Indicator, Column::Group, Column::Table, Column::Unit, Column::Claim]
        .into_iter()
        .map(|column| claim.text(column).to_lowercase())
        .any(|text| AMOUNTS.iter().any(|word| text.contains(word)))
}

fn rounding(text: &str) -> Rounding {
    let text = text.to_lowercase();
    let number: Option<f64> = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| !digits.is_empty())
        .and_then(|digits| digits.parse().ok())
        .filter(|_| !text.contains("decimal") && !text.contains("d.p") && !text.contains("dp") && !text.contains('%'));
    Rounding {
        counts_to: number.filter(|step| *step > 1.0),
        down: ["down", "trunc", "cut", "floor"].iter().any(|word| text.contains(word)),
        up: ["rounded up", "ceil"].iter().any(|word| text.contains(word)),
    }
}

fn direction(claim: &Claim) -> Direction {
    let text = claim.text(Column::Direction).to_lowercase();
    let text = text.trim();
    if text.is_empty() {
        return Direction::Unknown;
    }
    let name = |column| claim.text(column).to_lowercase();
    let (group, reference) = (name(Column::Group), name(Column::ReferenceGroup));
    let split = [":", "/", " over ", " to ", " against ", " v ", " vs ", " versus ", " compared with "]
        .iter()
        .find_map(|separator| text.split_once(separator));
    let Some((above, below)) = split.map(|(above, below)| (above.trim(), below.trim())) else {
        return match text {
            "group over reference" | "group" => Direction::GroupOverReference,
            "reference" | "ref" => Direction::ReferenceOverGroup,
            _ => Direction::Unknown,
        };
    };
    let is = |text: &str, name: &str, words: &[&str]| {
        words.contains(&text)
            || (!name.is_empty() && (text == name || name.starts_with(text) || text.starts_with(name)))
    };
    let group_words = ["group", "minority", "bme", "bame", "minoritised", "global majority"];
    let reference_words = ["ref", "reference", "reference_group", "reference group", "white"];
    if is(above, &group, &group_words[..1]) || is(below, &reference, &reference_words[..4]) {
        Direction::GroupOverReference
    } else if is(above, &reference, &reference_words[..4]) || is(below, &group, &group_words[..1]) {
        Direction::ReferenceOverGroup
    } else if group_words.contains(&above) && reference_words.contains(&below) {
        Direction::GroupOverReference
    } else if reference_words.contains(&above) && group_words.contains(&below) {
        Direction::ReferenceOverGroup
    } else {
        Direction::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(pairs: &[(Column, &str)]) -> Claim {
        pairs.iter().fold(Claim::new("f", 2), |claim, (column, text)| claim.with(*column, text))
    }

    #[test]
    fn directions_are_read_from_names_and_from_words() {
        let named = |text| {
            direction(&claim(&[
                (Column::Group, "Black"),
                (Column::ReferenceGroup, "White British"),
                (Column::Direction, text),
            ]))
        };
        for text in ["group:ref", "Black/White", "BME:White", "Black over White British", "group/reference"] {
            assert_eq!(named(text), Direction::GroupOverReference, "{text}");
        }
        for text in ["ref:group", "White:BME", "White British to Black", "reference over group"] {
            assert_eq!(named(text), Direction::ReferenceOverGroup, "{text}");
        }
        assert_eq!(named("up"), Direction::Unknown);
    }

    #[test]
    fn one_cell_can_hold_an_estimate_with_its_interval() {
        for text in ["1.8 (1.1 to 2.9)", "1.8 (95% CI 1.1-2.9)", "1.8 [1.1, 2.9]"] {
            let claim = claim(&[(Column::Estimate, text)]);
            let facts = Facts::of(&claim);
            let value = |reading: &Reading| reading.number().map(|number| number.value);
            assert_eq!(
                (value(&facts.estimate), value(&facts.lower), value(&facts.upper)),
                (Some(1.8), Some(1.1), Some(2.9))
            );
        }
        let claim = claim(&[(Column::Cases, "12/50")]);
        let facts = Facts::of(&claim);
        assert_eq!(facts.proportion_of_counts(&facts.group), Some(Range::point(0.24)));
    }

    #[test]
    fn effects_are_read_in_their_spellings() {
        for (text, effect) in [
            ("OR", Effect::OddsRatio),
            ("adjusted odds ratio", Effect::OddsRatio),
            ("relative likelihood", Effect::RiskRatio),
            ("risk difference", Effect::RateDifference),
            ("HR", Effect::OtherRatio),
            ("SMD", Effect::OtherDifference),
            ("", Effect::Unknown),
        ] {
            assert_eq!(Effect::parse(text), effect, "{text}");
        }
    }
}
