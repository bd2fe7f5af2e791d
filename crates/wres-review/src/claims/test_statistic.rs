//! Test statistics as they are reported: `t(28) = 2.20`, `F(2, 56) = 3.45`, `χ2(1, N = 90) = 4.2`.

use crate::printed::{Number, Range, Reading, read};
use wres_disparity::consistency::ReportedTest;

/// A test statistic with its degrees of freedom.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TestStatistic {
    kind: Kind,
    freedom: Vec<f64>,
    value: Number,
    /// A p-value in the same text.
    pub(super) p: Option<Number>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    T,
    F,
    ChiSquared,
    Z,
    R,
}

impl TestStatistic {
    /// Reads a test as it is reported; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.to_lowercase().replace(['χ', 'Χ'], "chi").replace('²', "2").replace('\u{2212}', "-");
        let (before, after) = text.split_once('=')?;
        let (mut name, mut inside) = before.split_once(['(', '[']).unwrap_or((before, ""));
        let mut rest = after;
        // `χ2(1, N = 90) = 4.2`: the first equals sign stands inside.
        if before.contains(['(', '[']) && !before.contains([')', ']']) {
            let (more, last) = after.split_once([')', ']'])?;
            let _ = more;
            rest = last.trim_start().strip_prefix('=')?;
            inside = inside.split(',').next()?;
        }
        let digits = name.trim().trim_start_matches("chi2").trim_start_matches(|c: char| !c.is_ascii_digit());
        let own: Option<f64> = digits.parse().ok().filter(|_| !digits.is_empty());
        name = name.trim();
        let kind = match name.trim_end_matches(|c: char| c.is_ascii_digit()).trim() {
            "t" => Kind::T,
            "f" => Kind::F,
            "z" | "wald z" => Kind::Z,
            "r" => Kind::R,
            "chi" | "chi-squared" | "chi-square" | "chi squared" | "x" | "q" => Kind::ChiSquared,
            _ => return None,
        };
        let inside = inside.trim_end_matches([')', ']', ' ']);
        let mut freedom: Vec<f64> = inside
            .split([',', ';'])
            .filter_map(|one| one.trim().trim_start_matches("df").trim_start_matches([' ', '=']).parse().ok())
            .collect();
        if freedom.is_empty() && kind == Kind::T {
            freedom.extend(own);
        }
        let (value, tail) = match rest.split_once([',', ';']) {
            Some((value, tail)) => (value, tail),
            None => (rest, ""),
        };
        let Reading::Number(value) = read(value) else { return None };
        if let Some(at) = tail.find("df")
            && let Some(df) =
                tail[at..].trim_start_matches("df").trim_start_matches([' ', '=']).split([',', ' ', ';']).next()
        {
            freedom.extend(df.parse::<f64>().ok());
        }
        let p = tail.rfind('p').and_then(|at| read(tail[at..].split([';', ')']).next()?).number().cloned());
        let enough = match kind {
            Kind::Z => 0,
            Kind::F => 2,
            _ => 1,
        };
        let good = freedom.len() >= enough && freedom.iter().all(|df| (0.5..1e9).contains(df));
        good.then_some(Self { kind, freedom, value, p })
    }

    /// The two-sided p-values that the printed statistic can have.
    pub(super) fn p_values(&self) -> Range {
        let far = self.value.range;
        let (least, most) = if far.lower <= 0.0 && far.upper >= 0.0 {
            (0.0, far.upper.max(-far.lower))
        } else {
            (far.lower.abs().min(far.upper.abs()), far.lower.abs().max(far.upper.abs()))
        };
        Range::between(self.p_at(most), self.p_at(least))
    }

    fn p_at(&self, value: f64) -> f64 {
        let test = match self.kind {
            Kind::Z => ReportedTest::Z,
            Kind::T => ReportedTest::T(self.freedom[0]),
            Kind::F => ReportedTest::F(self.freedom[0], self.freedom[1]),
            Kind::ChiSquared => ReportedTest::ChiSquared(self.freedom[0]),
            Kind::R => ReportedTest::R(self.freedom[0]),
        };
        test.p_value(value)
    }

    /// Whether a one-tailed p-value is half of the two-sided one.
    pub(super) fn has_tails(&self) -> bool {
        matches!(self.kind, Kind::T | Kind::Z | Kind::R)
            || (self.kind == Kind::ChiSquared && self.freedom[0] == 1.0)
            || (self.kind == Kind::F && self.freedom[0] == 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_read_as_they_are_reported() {
        for (text, p) in [
            ("t(28) = 2.20", 0.0362),
            ("t28 = 2.20", 0.0362),
            ("t = 2.20, df = 28", 0.0362),
            ("F(2, 56) = 3.45", 0.0386),
            ("χ2(1) = 4.2", 0.0404),
            ("χ²(1, N = 90) = 4.2, p = .04", 0.0404),
            ("z = 1.96", 0.05),
            ("r(30) = .40", 0.0233),
        ] {
            let test = TestStatistic::parse(text).unwrap_or_else(|| panic!("{text}"));
            let range = test.p_values();
            assert!(range.lower < p && p < range.upper, "{text}: {range:?}");
        }
        assert_eq!(TestStatistic::parse("χ²(1, N = 90) = 4.2, p = .04").unwrap().p.unwrap().value, 0.04);
        for text in ["", "significant", "t = 2.2", "F(2) = 3", "beta = 2"] {
            assert_eq!(TestStatistic::parse(text), None, "{text}");
        }
    }
}
