//! Numbers as published figures print them: rounded half up on the exact fraction, with thousands apart.
//!
//! 2 of 160 is 1.25%, which official tables print as 1.3%. A floating-point number formatted by the language prints 1.2%,
//! and is wrong in more than half of the ties, so percentages are made from the whole numbers.

/// `cases / base` in per cent, rounded half up to `decimals` places (at most 9), as text such as `1.3`; `None` where the
/// base is zero.
#[must_use]
pub fn percent_half_up(cases: u64, base: u64, decimals: u32) -> Option<String> {
    fraction_half_up(u128::from(cases) * 100, u128::from(base), decimals)
}

/// `numerator / denominator`, rounded half up to `decimals` places (at most 9), as text; `None` where the denominator is
/// zero or the fraction is too large to hold.
#[must_use]
pub fn fraction_half_up(numerator: u128, denominator: u128, decimals: u32) -> Option<String> {
    let decimals = decimals.min(9);
    let scale = 10_u128.pow(decimals);
    let twice = numerator.checked_mul(scale)?.checked_mul(2)?.checked_add(denominator)?;
    let scaled = twice.checked_div(denominator.checked_mul(2)?)?;
    let (whole, part) = (scaled / scale, scaled % scale);
    Some(if decimals == 0 { whole.to_string() } else { format!("{whole}.{part:0width$}", width = decimals as usize) })
}

/// The multiple of `step` nearest to `count`, half up; `count` itself where `step` is 0 or 1, or where the multiple above
/// cannot be held.
#[must_use]
pub fn nearest_multiple(count: u64, step: u64) -> u64 {
    if step <= 1 {
        return count;
    }
    let below = count - count % step;
    if count - below >= step.div_ceil(2) { below.checked_add(step).unwrap_or(count) } else { below }
}

/// A whole number with commas between its thousands, as it is printed for readers.
///
/// ```
/// assert_eq!(wres_domain::thousands(1_234_567), "1,234,567");
/// assert_eq!(wres_domain::thousands(999), "999");
/// ```
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fraction_half_up, nearest_multiple, percent_half_up, thousands};

    #[test]
    fn a_tie_goes_up_on_the_exact_fraction() {
        assert_eq!(percent_half_up(2, 160, 1).as_deref(), Some("1.3"));
        assert_eq!(percent_half_up(1, 8, 0).as_deref(), Some("13"));
        assert_eq!(percent_half_up(1, 3, 2).as_deref(), Some("33.33"));
        assert_eq!(percent_half_up(160, 160, 1).as_deref(), Some("100.0"));
    }

    #[test]
    fn thousands_stand_apart() {
        let all = [0, 999, 1_000, u64::MAX].map(thousands);
        assert_eq!(all, ["0", "999", "1,000", "18,446,744,073,709,551,615"]);
    }

    #[test]
    fn nothing_out_of_nothing_is_no_percentage() {
        assert_eq!(percent_half_up(0, 0, 1), None);
    }

    #[test]
    fn the_largest_counts_neither_wrap_nor_panic() {
        assert_eq!(percent_half_up(u64::MAX, u64::MAX, 9).as_deref(), Some("100.000000000"));
        assert_eq!(fraction_half_up(u128::MAX, 1, 1), None);
        assert_eq!(nearest_multiple(u64::MAX - 1, 5), u64::MAX);
        assert_eq!(nearest_multiple(u64::MAX - 1, 7), u64::MAX - 1);
    }

    #[test]
    fn counts_go_to_the_nearest_five() {
        let rounded: Vec<u64> = [0, 2, 3, 7, 8, 12, 13].into_iter().map(|n| nearest_multiple(n, 5)).collect();
        assert_eq!(rounded, [0, 0, 5, 5, 10, 10, 15]);
        assert_eq!(nearest_multiple(7, 1), 7);
    }
}
