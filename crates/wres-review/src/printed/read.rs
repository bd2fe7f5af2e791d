//! From a printed text to what it can have been.

use super::{Form, Mark, Number, Range, Unit, small_number, spelt_fraction, units};

/// What a printed text says.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Nothing is printed.
    Blank,
    /// A mark stands where a number would.
    Mark(Mark),
    /// A number.
    Number(Number),
    /// Something is printed that is none of these.
    Unreadable,
}

impl Reading {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether nothing is printed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

/// Reads a printed text: decimals, unit, bound and footnote come from the text itself.
///
/// Reads `1.80`, `.05`, `1,8` (a decimal comma), `1,234` and `1 234` (thousands), `<5`, `>1%`, `p = .03`, `1 in 16`, `one in
/// sixteen`, `a third`, `3-fold`, `12%*`, `10-20`, `1.2 million`, and the marks of official tables.
///
/// ```
/// use wres_review::printed::{Range, Reading, read};
/// let Reading::Number(number) = read("1.8") else { panic!() };
/// assert_eq!(number.range, Range::between(1.75, 1.85));
/// ```
#[must_use]
pub fn read(text: &str) -> Reading {
    let tidy = tidied(text);
    if tidy.is_empty() {
        return Reading::Blank;
    }
    if let Some(mark) = Mark::parse(&tidy) {
        return Reading::Mark(mark);
    }
    let (rest, footnote) = without_footnote(named_value(&tidy));
    let (bound, rest) = bound(rest);
    let (rest, unit) = units::strip(rest);
    let (rest, second_footnote) = without_footnote(rest);
    let Some(mut number) = amount(rest.trim().trim_start_matches(['£', '$', '€'])) else {
        return Reading::Unreadable;
    };
    number.unit = unit.or(number.unit);
    number.footnote = footnote || second_footnote;
    apply(bound, &mut number);
    Reading::Number(number)
}

fn tidied(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\u{2212}' | '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' => out.push(' '),
            '≤' => out.push_str("<="),
            '≥' => out.push_str(">="),
            '·' => out.push('.'),
            '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.trim().to_owned()
}

/// Takes `p =`, `rr:`, `n =` off the front: letters before an equals sign, or a `p` before a bound.
fn named_value(text: &str) -> &str {
    if let Some((name, value)) = text.split_once('=')
        && name.trim().len() <= 8
        && !name.trim().is_empty()
        && name.trim().chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
    {
        return value.trim_start();
    }
    match text.strip_prefix('p').map(str::trim_start) {
        Some(rest) if rest.starts_with(['<', '>']) => rest,
        _ => text,
    }
}

/// Takes footnote marks off the end.
fn without_footnote(text: &str) -> (&str, bool) {
    let marks = |c| matches!(c, '*' | '†' | '‡' | '§' | '#' | '^' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁰' | 'ª');
    let mut rest = text.trim_end().trim_end_matches(marks).trim_end();
    if let Some(open) = rest.rfind(['[', '('])
        && rest.ends_with([']', ')'])
        && open > 0
    {
        let inside = &rest[open + 1..rest.len() - 1];
        let note = inside.starts_with("note") || matches!(inside, "r" | "p" | "e" | "b" | "u") || {
            rest[open..].starts_with('[') && inside.len() <= 2 && inside.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if note {
            rest = rest[..open].trim_end();
        }
    }
    (rest, rest.len() != text.trim_end().len())
}

#[derive(Clone, Copy)]
enum Bound {
    None,
    Below { strict: bool },
    Above { strict: bool },
    About,
    Nearly,
}

fn bound(text: &str) -> (Bound, &str) {
    const STARTS: &[(&str, Bound)] = &[
        ("<=", Bound::Below { strict: false }),
        (">=", Bound::Above { strict: false }),
        ("<", Bound::Below { strict: true }),
        (">", Bound::Above { strict: true }),
        ("less than ", Bound::Below { strict: true }),
        ("fewer than ", Bound::Below { strict: true }),
        ("under ", Bound::Below { strict: true }),
        ("below ", Bound::Below { strict: true }),
        ("up to ", Bound::Below { strict: false }),
        ("at most ", Bound::Below { strict: false }),
        ("more than ", Bound::Above { strict: true }),
        ("over ", Bound::Above { strict: true }),
        ("above ", Bound::Above { strict: true }),
        ("at least ", Bound::Above { strict: false }),
        ("almost ", Bound::Nearly),
        ("nearly ", Bound::Nearly),
        ("just under ", Bound::Nearly),
        ("about ", Bound::About),
        ("around ", Bound::About),
        ("approximately ", Bound::About),
        ("approx. ", Bound::About),
        ("approx ", Bound::About),
        ("roughly ", Bound::About),
        ("circa ", Bound::About),
        ("c. ", Bound::About),
        ("ca. ", Bound::About),
        ("~", Bound::About),
        ("≈", Bound::About),
    ];
    STARTS
        .iter()
        .find_map(|(start, bound)| text.strip_prefix(start).map(|rest| (*bound, rest.trim_start())))
        .unwrap_or((Bound::None, text))
}

fn apply(bound: Bound, number: &mut Number) {
    let value = number.value;
    match bound {
        Bound::None => {}
        Bound::Below { strict } => {
            let upper = if strict { value.next_down() } else { value };
            (number.form, number.range) = (Form::Below, Range { lower: f64::NEG_INFINITY, upper });
        }
        Bound::Above { strict } => {
            let lower = if strict { value.next_up() } else { value };
            (number.form, number.range) = (Form::Above, Range { lower, upper: f64::INFINITY });
        }
        Bound::About | Bound::Nearly => {
            let room = (0.1 * value.abs()).max(0.5 * number.ulp);
            let upper = if matches!(bound, Bound::Nearly) { value } else { value + room };
            (number.form, number.range) = (Form::About, Range { lower: value - room, upper });
        }
    }
}

/// The number itself, without bound, unit and footnote.
fn amount(text: &str) -> Option<Number> {
    if let Some(number) = digits(text) {
        return Some(number);
    }
    if let Some((above, below)) = one_in(text).or_else(|| spelt_fraction(text)) {
        // `1 in 16` is what anything from 1 in 15.5 to 1 in 16.5 is called; `2 in 5` from 1.5 in 5 to 2.5 in 5.
        let range = if above == 1.0 {
            Range::between(1.0 / (below + 0.5), 1.0 / (below - 0.5))
        } else {
            Range::between((above - 0.5) / below, (above + 0.5) / below)
        };
        let plain = Number::plain(above / below, 0);
        let ulp = range.upper - range.lower;
        return Some(Number { range, ulp, unit: Some(Unit::Quotient), form: Form::Fraction, ..plain });
    }
    if matches!(text, "double" | "doubled" | "twice") {
        return Some(Number { unit: Some(Unit::Times), ..Number::plain(2.0, 0) });
    }
    if matches!(text, "nil" | "none" | "no") {
        return Some(Number::plain(0.0, 0));
    }
    if let Some(value) = small_number(text) {
        return Some(Number::plain(value, 0));
    }
    for (word, factor) in [("million", 1e6), ("thousand", 1e3), ("bn", 1e9), ("m", 1e6), ("k", 1e3)] {
        if let Some(number) = text.strip_suffix(word).and_then(|rest| digits(rest.trim_end())) {
            let (value, ulp) = (number.value * factor, number.ulp * factor);
            return Some(Number { value, ulp, range: number.range.times(factor), decimals: 0, ..number });
        }
    }
    between(text)
}

/// `10-20` and `10 to 20`.
fn between(text: &str) -> Option<Number> {
    let (low, high) = text.split_once(" to ").or_else(|| text.split_once('-'))?;
    let (low, high) = (digits(low.trim())?, digits(high.trim())?);
    (low.value >= 0.0 && low.value < high.value).then(|| Number {
        value: 0.5 * (low.value + high.value),
        range: Range::between(low.value, high.value),
        ulp: high.value - low.value,
        form: Form::Between,
        ..low
    })
}

/// `1 in 16`, `one in sixteen`, `2 out of 5`.
fn one_in(text: &str) -> Option<(f64, f64)> {
    let (above, below) = text.split_once(" in ").or_else(|| text.split_once(" out of "))?;
    let whole = |text: &str| {
        let text = text.trim().strip_prefix("every ").unwrap_or(text.trim());
        small_number(text).or_else(|| digits(text).filter(|number| number.decimals == 0).map(|number| number.value))
    };
    let (above, below) = (whole(above)?, whole(below)?);
    (above >= 1.0 && below >= above).then_some((above, below))
}

/// Digits with a sign, a point or decimal comma, and thousands set apart.
fn digits(text: &str) -> Option<Number> {
    let (sign, body) = match text.as_bytes().first()? {
        b'-' => (-1.0, text[1..].trim_start()),
        b'+' => (1.0, text[1..].trim_start()),
        _ => (1.0, text),
    };
    let (mantissa, exponent) = match body.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| e.abs() < 60)?),
        None => (body, 0),
    };
    let (whole, fraction, comma) = parts(mantissa)?;
    let given = whole.len() + fraction.len();
    if given == 0 || given > 15 || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut plain = format!("{whole}.{fraction}");
    if exponent != 0 {
        plain = format!("{plain}e{exponent}");
    }
    let value: f64 = plain.parse().ok()?;
    let decimals = fraction.len() as i32 - exponent;
    let number = Number::plain(sign * value, decimals.max(0) as u32);
    let ulp = 10_f64.powi(-decimals);
    let range = Range::between(number.value - 0.5 * ulp, number.value + 0.5 * ulp);
    Some(Number { ulp, range, comma, ..number })
}

/// Whole digits, digits after the point, and whether the point is a comma.
fn parts(text: &str) -> Option<(String, &str, bool)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if whole.bytes().all(|b| b.is_ascii_digit()) {
        return Some((whole.to_owned(), fraction, false));
    }
    let groups: Vec<&str> = whole.split([',', ' ', '\'']).collect();
    let set_apart = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[0] != "0"
        && groups[1..].iter().all(|group| group.len() == 3);
    if set_apart {
        return Some((groups.concat(), fraction, false));
    }
    match (fraction, text.split_once(',')) {
        ("", Some((whole, decimals))) if !text.contains('.') && !decimals.is_empty() => {
            Some((whole.to_owned(), decimals, true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        match read(text) {
            Reading::Number(number) => number,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn close(text: &str, lower: f64, upper: f64) {
        let range = number(text).range;
        assert!((range.lower - lower).abs() < 1e-9 && (range.upper - upper).abs() < 1e-9, "{text}: {range:?}");
    }

    #[test]
    fn decimals_come_from_the_text() {
        close("1.8", 1.75, 1.85);
        close("1.80", 1.795, 1.805);
        close("10", 9.5, 10.5);
        close(".05", 0.045, 0.055);
        close("p = .03", 0.025, 0.035);
        close("−0.5", -0.55, -0.45);
        close("1·8", 1.75, 1.85);
    }

    #[test]
    fn commas_are_decimals_unless_three_digits_follow_each() {
        let comma = number("1,8");
        assert!(comma.comma && comma.value == 1.8 && comma.decimals == 1);
        assert_eq!(
            (number("1,234").value, number("36,186.3").value, number("1 234 567").value),
            (1234.0, 36_186.3, 1_234_567.0)
        );
        assert_eq!(number("0,123").value, 0.123);
        assert_eq!(read("1,23,4"), Reading::Unreadable);
    }

    #[test]
    fn bounds_are_ranges_with_one_end() {
        let below = number("<0.001");
        assert!(below.form == Form::Below && below.range.upper < 0.001);
        assert!(number("p<.05").range.upper < 0.05);
        assert_eq!(number("> 1%").unit, Some(Unit::Percent));
        assert_eq!(number("at least 3").range.lower, 3.0);
        assert_eq!(number("fewer than 5").range.upper.round(), 5.0);
    }

    #[test]
    fn units_and_footnotes_are_taken_off() {
        let share = number("12%*");
        assert!(share.footnote && share.unit == Some(Unit::Percent) && share.value == 12.0);
        assert_eq!((number("3-fold").unit, number("threefold").value), (Some(Unit::Times), 3.0));
        assert_eq!(number("16.2 per 10,000").unit, Some(Unit::Per(10_000.0)));
        assert_eq!(number("5 percentage points").unit, Some(Unit::Points));
        assert!(number("12.3 [r]").footnote && number("123³").value == 123.0);
        assert_eq!(number("1.2 million").ulp, 100_000.0);
    }

    #[test]
    fn fractions_are_what_rounds_to_them() {
        close("1 in 16", 1.0 / 16.5, 1.0 / 15.5);
        close("one in sixteen", 1.0 / 16.5, 1.0 / 15.5);
        close("a third", 1.0 / 3.5, 1.0 / 2.5);
        close("2 in 5", 0.3, 0.5);
        close("10-20", 10.0, 20.0);
    }

    #[test]
    fn marks_are_no_numbers_and_nonsense_is_said_to_be() {
        for (text, mark) in [
            ("n/a", Mark::NotAvailable),
            ("[c]", Mark::Hidden),
            ("x", Mark::NotAvailable),
            ("[z]", Mark::NotApplicable),
            ("low", Mark::Low),
            ("–", Mark::Dash),
            ("*", Mark::Hidden),
        ] {
            assert_eq!(read(text), Reading::Mark(mark), "{text}");
        }
        assert_eq!(read("  "), Reading::Blank);
        for text in ["see text", "1.2.3", "--5", "1e999", "99999999999999999999", "%", "in", "<", "(", "x%"] {
            assert_eq!(read(text), Reading::Unreadable, "{text}");
        }
    }
}
