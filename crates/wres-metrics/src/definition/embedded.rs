//! The standards that are part of the program.

/// Name and text of every standard, oldest year of a family first.
pub(crate) const STANDARDS: &[(&str, &str)] = &[
    ("sc-wres-2021", include_str!("../../../../schemas/standards/sc-wres-2021.toml")),
    ("sc-wres-2023", include_str!("../../../../schemas/standards/sc-wres-2023.toml")),
    ("sc-wres-2024", include_str!("../../../../schemas/standards/sc-wres-2024.toml")),
    ("nhs-wres", include_str!("../../../../schemas/standards/nhs-wres.toml")),
    ("monitoring-duty", include_str!("../../../../schemas/standards/monitoring-duty.toml")),
    ("recruitment-funnel", include_str!("../../../../schemas/standards/recruitment-funnel.toml")),
    ("progression", include_str!("../../../../schemas/standards/progression.toml")),
    ("retention", include_str!("../../../../schemas/standards/retention.toml")),
    ("pay-gap", include_str!("../../../../schemas/standards/pay-gap.toml")),
    ("experience", include_str!("../../../../schemas/standards/experience.toml")),
    ("incidents", include_str!("../../../../schemas/standards/incidents.toml")),
    ("self-assessment", include_str!("../../../../schemas/standards/self-assessment.toml")),
    ("context", include_str!("../../../../schemas/standards/context.toml")),
    ("dfe-workforce", include_str!("../../../../schemas/standards/dfe-workforce.toml")),
];

/// The sentence templates that standards share.
pub(crate) const SENTENCES: &str = include_str!("../../../../schemas/standards/sentences.toml");
