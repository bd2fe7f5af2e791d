//! The finding in words. It says more or less likely only where the interval excludes equality.

use super::{OutcomeContext, terms::Terms};
use std::fmt::{self, Write};
use wres_disparity::{Binomial, Level};
use wres_domain::{
    Cell, Comparison, Excess, Gap, Group, Grouping, Interval, fraction_half_up, percent_half_up, thousands,
};
use wres_metrics::{Sentences, fill};

/// Everything that a sentence is about.
pub(super) struct Facts<'a> {
    pub(super) terms: Terms<'a>,
    /// Service and stratum as the start of a sentence.
    pub(super) place: &'a str,
    pub(super) grouping: Grouping,
    pub(super) group: Group,
    pub(super) counts: Cell<Binomial>,
    /// The base, where it is shown and the cases are below the threshold.
    pub(super) few_of: Option<u64>,
    /// The reference group's counts.
    pub(super) reference: Cell<Binomial>,
    /// All comparable groups together.
    pub(super) all: Cell<Binomial>,
    pub(super) rate: Cell<Interval>,
    pub(super) comparison: Option<&'a Comparison>,
    pub(super) gap: Option<&'a Gap>,
    /// Level of the intervals, as it is written.
    pub(super) level: &'a str,
    pub(super) context: &'a OutcomeContext,
}

/// Which template says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    MoreLikely,
    LessLikely,
    CannotTell,
    Over,
    Under,
    RepresentationUnclear,
    Alone,
    NoComparison,
    Unknown,
    NoFigure,
}

impl Facts<'_> {
    /// The sentence.
    pub(super) fn sentence(&self) -> String {
        let says = self.says();
        let Some(template) = self.terms.sentences().and_then(|sentences| template(sentences, says)) else {
            return self.plain();
        };
        begun(fill(template, &|name, out| self.write(name, out).is_ok_and(|known| known)))
    }

    fn says(&self) -> Says {
        let Cell::Value(_) = self.rate else { return Says::NoFigure };
        if self.group == Group::Unknown {
            return Says::Unknown;
        }
        if self.terms.is_share() {
            return match self.gap.map(|gap| gap.workforce) {
                Some(Cell::Value(gap)) if gap.lower > 0.0 => Says::Over,
                Some(Cell::Value(gap)) if gap.upper < 0.0 => Says::Under,
                Some(Cell::Value(_)) => Says::RepresentationUnclear,
                Some(_) => Says::NoComparison,
                None => Says::Alone,
            };
        }
        match self.comparison.map(|comparison| comparison.ratio) {
            Some(Cell::Value(ratio)) if ratio.lower > 1.0 => Says::MoreLikely,
            Some(Cell::Value(ratio)) if ratio.upper < 1.0 => Says::LessLikely,
            Some(Cell::Value(_)) => Says::CannotTell,
            Some(_) => Says::NoComparison,
            None => Says::Alone,
        }
    }

    /// Writes what stands at a placeholder; false for a name that is none.
    fn write(&self, name: &str, out: &mut String) -> Result<bool, fmt::Error> {
        let (people, to_do, events) = self.terms.words();
        let flipped = self.terms.flipped();
        let reference = self.grouping.reference();
        let (of, against) = if flipped { (reference, self.group) } else { (self.group, reference) };
        let (of_counts, against_counts) =
            if flipped { (self.reference, self.counts) } else { (self.counts, self.reference) };
        let label = |group| self.context.label(group);
        match name {
            "where" => out.push_str(self.place),
            "group" => out.push_str(label(self.group)),
            "reference" => out.push_str(label(reference)),
            "of" => out.push_str(label(of)),
            "against" => out.push_str(label(against)),
            "people" => out.push_str(people),
            "to_do" => out.push_str(to_do),
            "events" => out.push_str(events),
            "times" => write!(out, "{}", times(of_counts, against_counts))?,
            "interval" => self.ratio().map_or(Ok(()), |ratio| write!(out, "{}", limits(ratio)))?,
            "level" => out.push_str(self.level),
            "numbers" => write!(out, "{}", numbers(self.counts))?,
            "of_numbers" => write!(out, "{}", numbers(of_counts))?,
            "against_numbers" => write!(out, "{}", numbers(against_counts))?,
            "excess" => self.write_excess(label(self.group), label(reference), out)?,
            "share" => out.push_str(&share(self.counts, self.all, Binomial::cases_of)),
            "base_share" => out.push_str(&share(self.counts, self.all, Binomial::base_of)),
            "gap" => self.write_gap(out)?,
            "reason" => out.push_str(&self.reason()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn ratio(&self) -> Option<Interval> {
        self.comparison.and_then(|comparison| comparison.ratio.value().copied())
    }

    fn write_excess(&self, group: &str, reference: &str, out: &mut String) -> fmt::Result {
        let Some(Cell::Value(Excess { events: found })) = self.comparison.map(|comparison| comparison.excess) else {
            return Ok(());
        };
        let (people, _, events) = self.terms.words();
        let more = |number: f64| if number < 0.0 { "fewer" } else { "more" };
        let whole = |number: f64| thousands(number.abs().round() as u64);
        let (estimate, word) = (whole(found.estimate), more(found.estimate));
        write!(
            out,
            "Among {group} {people} that is {estimate} {word} {events} than at the rate of {reference} {people} ("
        )?;
        let (lower, upper) = (whole(found.lower), whole(found.upper));
        if found.lower >= 0.0 {
            write!(out, "{lower} to {upper}).")
        } else if found.upper <= 0.0 {
            write!(out, "{upper} to {lower}).")
        } else {
            write!(out, "from {lower} {} to {upper} {}).", more(found.lower), more(found.upper))
        }
    }

    fn write_gap(&self, out: &mut String) -> fmt::Result {
        let Some(Cell::Value(gap)) = self.gap.map(|gap| gap.workforce) else { return Ok(()) };
        let exact = match (self.counts, self.all) {
            (Cell::Value(group), Cell::Value(all)) => exact_gap(group, all),
            _ => None,
        };
        let estimate = exact.unwrap_or_else(|| points(gap.estimate));
        let (level, lower, upper) = (self.level, points(gap.lower), points(gap.upper));
        write!(out, "{estimate} percentage points ({level} interval {lower} to {upper})")
    }

    fn reason(&self) -> String {
        if let Some(base) = self.few_of {
            return format!("fewer than {} of {}, and perhaps none", self.context.threshold, thousands(base));
        }
        let of_gap = self.gap.filter(|_| self.terms.is_share()).and_then(|gap| gap.workforce.reason());
        let of_ratio = self.comparison.and_then(|comparison| comparison.ratio.reason());
        self.counts.reason().or(self.rate.reason()).or(of_gap).or(of_ratio).unwrap_or_default()
    }

    /// A sentence for a figure that no standard defines.
    fn plain(&self) -> String {
        let text = match self.rate {
            Cell::Value(_) => numbers(self.counts).to_string(),
            _ => self.reason(),
        };
        format!("{}{}: {text}.", self.place, self.context.label(self.group))
    }
}

fn template(sentences: &Sentences, says: Says) -> Option<&str> {
    match says {
        Says::MoreLikely => sentences.more_likely.as_deref(),
        Says::LessLikely => sentences.less_likely.as_deref(),
        Says::CannotTell => sentences.cannot_tell.as_deref(),
        Says::Over => sentences.over_represented.as_deref(),
        Says::Under => sentences.under_represented.as_deref(),
        Says::RepresentationUnclear => sentences.representation_unclear.as_deref(),
        Says::Alone => sentences.alone.as_deref(),
        Says::NoComparison => sentences.no_comparison.as_deref(),
        Says::Unknown => sentences.unknown.as_deref(),
        Says::NoFigure => sentences.no_figure.as_deref(),
    }
}

/// Without blanks around it, and with a capital at its beginning.
fn begun(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    let blanks = text.len() - text.trim_start().len();
    text.drain(..blanks);
    match text.chars().next() {
        Some(first) if first.is_ascii() => text[..1].make_ascii_uppercase(),
        Some(first) => text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string()),
        None => {}
    }
    // It is kept beside millions of others.
    text.shrink_to_fit();
    text
}

/// `43 of 1,203 (3.6%)`.
fn numbers(counts: Cell<Binomial>) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        let Cell::Value(counts) = counts else { return f.write_str(&counts.reason().unwrap_or_default()) };
        let (cases, base) = (counts.cases().0, counts.base().0);
        write!(f, "{} of {}", thousands(cases), thousands(base))?;
        percent_half_up(cases, base, 1).map_or(Ok(()), |percent| write!(f, " ({percent}%)"))
    })
}

/// `1.46 times`, rounded half up on the exact fraction.
fn times(of: Cell<Binomial>, against: Cell<Binomial>) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        let (Cell::Value(of), Cell::Value(against)) = (of, against) else { return Ok(()) };
        let product = |left: u64, right: u64| u128::from(left) * u128::from(right);
        let (above, below) = (product(of.cases().0, against.base().0), product(against.cases().0, of.base().0));
        match fraction_half_up(above, below, 2) {
            Some(ratio) => write!(f, "{ratio} times"),
            None => f.write_str("an unbounded number of times"),
        }
    })
}

/// `1.08 to 1.97`, or `2.10 upwards`.
pub(super) fn limits(ratio: Interval) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        if ratio.upper.is_finite() {
            write!(f, "{:.2} to {:.2}", ratio.lower, ratio.upper)
        } else {
            write!(f, "{:.2} upwards", ratio.lower)
        }
    })
}

/// `95%`.
pub(super) fn percent_of_level(level: Level) -> String {
    let text = format!("{:.4}", level.value() * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A share in per cent, rounded half up on the exact fraction.
fn share(group: Cell<Binomial>, all: Cell<Binomial>, part: fn(&Binomial) -> u64) -> String {
    match (group, all) {
        (Cell::Value(group), Cell::Value(all)) => percent_half_up(part(&group), part(&all), 1)
            .map_or_else(|| "none".to_owned(), |percent| format!("{percent}%")),
        _ => String::new(),
    }
}

/// Share of the cases less share of the base in percentage points, rounded half up on the exact fraction.
fn exact_gap(group: Binomial, all: Binomial) -> Option<String> {
    let product = |left: u64, right: u64| u128::from(left) * u128::from(right);
    let cases = product(group.cases().0, all.base().0);
    let base = product(group.base().0, all.cases().0);
    let size = fraction_half_up(cases.abs_diff(base).checked_mul(100)?, product(all.cases().0, all.base().0), 1)?;
    Some(match cases.cmp(&base) {
        std::cmp::Ordering::Less => format!("\u{2212}{size}"),
        std::cmp::Ordering::Equal => size,
        std::cmp::Ordering::Greater => format!("+{size}"),
    })
}

/// A difference of proportions in percentage points with its sign.
fn points(difference: f64) -> String {
    let text = format!("{:.1}", difference.abs() * 100.0);
    let zero = text.bytes().all(|b| b == b'0' || b == b'.');
    let sign = if zero {
        ""
    } else if difference < 0.0 {
        "\u{2212}"
    } else {
        "+"
    };
    format!("{sign}{text}")
}

/// The two parts of a pair of counts, as functions.
trait Parts {
    fn cases_of(&self) -> u64;
    fn base_of(&self) -> u64;
}

impl Parts for Binomial {
    fn cases_of(&self) -> u64 {
        self.cases().0
    }

    fn base_of(&self) -> u64 {
        self.base().0
    }
}

#[cfg(test)]
mod tests {
    use super::{begun, exact_gap, limits, numbers, percent_of_level, points, times};
    use wres_disparity::{Binomial, Level};
    use wres_domain::{Cell, Interval};

    fn of(cases: u64, base: u64) -> Cell<Binomial> {
        Cell::Value(Binomial::of(cases, base).unwrap())
    }

    #[test]
    fn percentages_and_ratios_go_half_up_on_the_exact_fraction() {
        assert_eq!(numbers(of(2, 160)).to_string(), "2 of 160 (1.3%)");
        assert_eq!(numbers(of(43, 1203)).to_string(), "43 of 1,203 (3.6%)");
        // 1/8 over 1/1 is 0.125, which is a tie.
        assert_eq!(times(of(1, 8), of(1, 1)).to_string(), "0.13 times");
        assert_eq!(times(of(1, 8), of(0, 1)).to_string(), "an unbounded number of times");
    }

    #[test]
    fn limits_may_be_open() {
        let interval = |lower, upper| Interval { estimate: 1.0, lower, upper };
        assert_eq!(limits(interval(1.084, 1.97)).to_string(), "1.08 to 1.97");
        assert_eq!(limits(interval(2.1, f64::INFINITY)).to_string(), "2.10 upwards");
    }

    #[test]
    fn levels_and_numbers_read_as_people_write_them() {
        assert_eq!(percent_of_level(Level::P95), "95%");
        assert_eq!(percent_of_level(Level::P998), "99.8%");
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_without_a_blank() {
        let said = ["", "  ", " of it. ", "Of it.", "émigrés.", "9 of 10."].map(|text| begun(text.to_owned()));
        assert_eq!(said, ["", "", "Of it.", "Of it.", "Émigrés.", "9 of 10."]);
    }

    #[test]
    fn a_gap_has_its_sign() {
        let binomial = |cases, base| Binomial::of(cases, base).unwrap();
        assert_eq!(exact_gap(binomial(12, 180), binomial(100, 1000)).as_deref(), Some("\u{2212}6.0"));
        assert_eq!(exact_gap(binomial(20, 180), binomial(100, 1000)).as_deref(), Some("+2.0"));
        assert_eq!(exact_gap(binomial(18, 180), binomial(100, 1000)).as_deref(), Some("0.0"));
        assert_eq!([points(-0.062), points(0.0001), points(0.01)], ["\u{2212}6.2", "0.0", "+1.0"]);
    }
}
