//! The columns of a table of claims.

/// A column. All are optional but [`Column::Claim`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
#[allow(missing_docs, reason = "each is documented in NAMES by the spellings it is known under")]
pub enum Column {
    Claim,
    Source,
    Page,
    Quote,
    Table,
    PartOf,
    Site,
    Period,
    Indicator,
    Group,
    ReferenceGroup,
    Cases,
    Base,
    ReferenceCases,
    ReferenceBase,
    Rate,
    ReferenceRate,
    Unit,
    Effect,
    Model,
    Direction,
    Estimate,
    Lower,
    Upper,
    Level,
    PValue,
    Test,
    Words,
    Rounding,
    Mean,
    Sd,
    Items,
}

/// Each column with its name, and the other names that it is known under.
const NAMES: [(Column, &str, &[&str]); Column::COUNT] = [
    (Column::Claim, "claim", &["row_id", "claim_id", "id"]),
    (Column::Source, "source", &["source_id", "publication", "study"]),
    (Column::Page, "page", &["pages"]),
    (Column::Quote, "quote", &["text", "quotation"]),
    (Column::Table, "table", &["figure"]),
    (Column::PartOf, "part_of", &["partof", "total", "parent"]),
    (Column::Site, "site", &["authority", "organisation", "place"]),
    (Column::Period, "period", &["year", "time_period"]),
    (Column::Indicator, "indicator", &["measure", "metric", "outcome"]),
    (Column::Group, "group", &["ethnic_group"]),
    (Column::ReferenceGroup, "reference_group", &["ref_group", "reference", "comparator"]),
    (Column::Cases, "cases", &["numerator", "events", "x", "x1"]),
    (Column::Base, "base", &["denominator", "n", "n1"]),
    (Column::ReferenceCases, "reference_cases", &["ref_numerator", "ref_cases", "x2"]),
    (Column::ReferenceBase, "reference_base", &["ref_denominator", "ref_base", "n2"]),
    (Column::Rate, "rate", &["published_rate", "printed_rate", "percentage"]),
    (Column::ReferenceRate, "reference_rate", &["ref_published_rate", "ref_rate"]),
    (Column::Unit, "unit", &["rate_unit", "units"]),
    (Column::Effect, "effect", &["effect_type", "effect_measure"]),
    (Column::Model, "model", &["adjustment", "adjusted"]),
    (Column::Direction, "direction", &["ratio_direction"]),
    (Column::Estimate, "estimate", &["published_ratio", "ratio", "published_estimate"]),
    (Column::Lower, "lower", &["ci_lower", "lower_limit", "lcl", "published_lower"]),
    (Column::Upper, "upper", &["ci_upper", "upper_limit", "ucl", "published_upper"]),
    (Column::Level, "level", &["confidence", "conf", "ci_level"]),
    (Column::PValue, "p_value", &["p", "pvalue", "published_p"]),
    (Column::Test, "test", &["test_statistic", "statistic"]),
    (Column::Words, "words", &["wording"]),
    (Column::Rounding, "rounding", &["rounded"]),
    (Column::Mean, "mean", &[]),
    (Column::Sd, "sd", &["standard_deviation"]),
    (Column::Items, "items", &["scale_items"]),
];

impl Column {
    /// How many there are.
    pub const COUNT: usize = 32;

    /// Every column.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(column, _, _)| *column)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The column of a header, by its name or another that it is known under; case, spaces and hyphens do not matter.
    #[must_use]
    pub fn of(header: &str) -> Option<Self> {
        let header = header.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_");
        NAMES
            .iter()
            .find(|(_, name, others)| *name == header || others.contains(&header.as_str()))
            .map(|(column, _, _)| *column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_at_its_own_place_and_is_found_by_its_name() {
        for (at, column) in Column::all().enumerate() {
            assert_eq!(column as usize, at);
            assert_eq!(Column::of(column.name()), Some(column));
        }
        assert_eq!(Column::of(" Reference Group"), Some(Column::ReferenceGroup));
        assert_eq!(Column::of("published_rate"), Some(Column::Rate));
        assert_eq!(Column::of("colour"), None);
    }
}
