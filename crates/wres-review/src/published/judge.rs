//! Whether a printed figure follows from its parts.

use wres_domain::{Decimal, FigureVerdict};

/// Judges a printed rate. `slack` is what rounding can have moved numerator and denominator; zero for whole people.
pub(super) fn judge(
    numerator: Decimal,
    denominator: Decimal,
    printed: Decimal,
    per: u64,
    decimals: u32,
    slack: Option<(Decimal, Decimal)>,
) -> (Option<Decimal>, FigureVerdict) {
    let Some(recomputed) = numerator.rate(denominator, per, decimals) else {
        return (None, FigureVerdict::NotPrinted);
    };
    if recomputed.partial_cmp(&printed).is_some_and(std::cmp::Ordering::is_eq) {
        return (Some(recomputed), FigureVerdict::Reproduces);
    }
    let within = slack.and_then(|(top, bottom)| {
        let lowest = numerator.minus(top)?.rate(denominator.plus(bottom)?, per, decimals)?;
        let highest = numerator.plus(top)?.rate(denominator.minus(bottom)?, per, decimals)?;
        Some(lowest <= printed && printed <= highest)
    });
    let verdict = if within == Some(true) {
        FigureVerdict::WithinRounding
    } else if numerator.rate_truncated(denominator, per, decimals).is_some_and(|cut| cut <= printed && printed <= cut) {
        FigureVerdict::Truncated
    } else {
        FigureVerdict::Differs
    };
    (Some(recomputed), verdict)
}

#[cfg(test)]
mod tests {
    use super::judge;
    use wres_domain::Decimal;
    use wres_domain::FigureVerdict;

    fn verdict(numerator: &str, denominator: &str, printed: &str, slack: Option<&str>) -> FigureVerdict {
        let read = |text| Decimal::parse(text).unwrap();
        let slack = slack.map(|text| (read(text), read(text)));
        judge(read(numerator), read(denominator), read(printed), 100, 1, slack).1
    }

    #[test]
    fn a_figure_is_judged_by_its_own_parts() {
        assert_eq!(verdict("4", "64", "6.3", None), FigureVerdict::Reproduces);
        assert_eq!(verdict("4", "64", "6.2", None), FigureVerdict::Truncated);
        assert_eq!(verdict("4", "64", "7.0", None), FigureVerdict::Differs);
        assert_eq!(verdict("12.3", "100.0", "12.4", Some("0.05")), FigureVerdict::WithinRounding);
        assert_eq!(verdict("12.3", "0", "12.4", None), FigureVerdict::NotPrinted);
    }
}
