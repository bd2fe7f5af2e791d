//! Numbers that are written out.

const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const TENS: [(&str, f64); 8] = [
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

/// A whole number written out, up to a hundred: `sixteen`, `twenty-five`, `hundred`.
pub(crate) fn small_number(word: &str) -> Option<f64> {
    if let Some(at) = SMALL.iter().position(|small| *small == word) {
        return Some(at as f64);
    }
    if let Some((_, value)) = TENS.iter().find(|(name, _)| *name == word) {
        return Some(*value);
    }
    if matches!(word, "hundred" | "a hundred" | "one hundred") {
        return Some(100.0);
    }
    let (tens, units) = word.split_once(['-', ' '])?;
    let (_, tens) = TENS.iter().find(|(name, _)| *name == tens)?;
    let units = SMALL[1..10].iter().position(|small| *small == units)?;
    Some(tens + units as f64 + 1.0)
}

/// A fraction written out, as its two whole numbers: `a third`, `two-thirds`, `three quarters`, `half`.
pub(crate) fn spelt_fraction(text: &str) -> Option<(f64, f64)> {
    let text = text.trim().replace('-', " ");
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let last = words.pop()?;
    let parts = [
        ("half", 2.0),
        ("third", 3.0),
        ("quarter", 4.0),
        ("fourth", 4.0),
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
        ("twelfth", 12.0),
        ("twentieth", 20.0),
    ];
    let single = last.strip_suffix('s').unwrap_or(last);
    let (_, below) = parts.iter().find(|(name, _)| *name == last || *name == single)?;
    let above = match words.as_slice() {
        [] | ["a" | "an"] => 1.0,
        [word] => small_number(word)?,
        _ => return None,
    };
    (above > 0.0 && above <= *below).then_some((above, *below))
}
