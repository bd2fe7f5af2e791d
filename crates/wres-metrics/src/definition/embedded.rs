//! The standards that are part of the program.

/// Name and text of every standard, oldest year of a family first.
pub(crate) const STANDARDS: &[(&str, &str)] = &[
    ("sc-wres-2021", include_str!("../../../../schemas/standards/sc-wres-2021.toml")),
    ("sc-wres-2023", include_str!("../../../../schemas/standards/sc-wres-2023.toml")),
    ("sc-wres-2024", include_str!("../../../../schemas/standards/sc-wres-2024.toml")),
    ("nhs-wres", include_str!("../../../../schemas/standards/nhs-wres.toml")),
    ("monitoring-duty", include_str!("../../../../schemas/standards/monitoring-duty.toml")),
    ("recruitment-funnel", include_str!("../../../../schemas/standards/recruitment-funnel.toml")),
    ("dfe-workforce", include_str!("../../../../schemas/standards/dfe-workforce.toml")),
];

/// The sentence templates that standards share.
pub(crate) const SENTENCES: &str = include_str!("../../../../schemas/standards/sentences.toml");
