//! The files of the lists, as text.

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../schemas/codelists/", $folder, "/", $name, ".csv")))),*]
    };
}

/// Lists of ethnicity codes.
pub(super) const ETHNICITY: &[(&str, &str)] = files!("ethnicity":
    "ascwds_bulk_upload", "dfe_csww", "dfe_extended", "dfe_ssda903_cin", "gss_england_wales", "gss_northern_ireland",
    "gss_scotland", "la_case_system_letter_digit", "nhs_dd_ethnic_category", "nhs_ethnic_category_2char", "nhs_pre2001",
    "nhs_scotland", "nhs_wales", "ons_census_2021", "sdc_16plus1",
);

/// Lists of values of other columns.
pub(super) const VALUES: &[(&str, &str)] = files!("values":
    "action_status", "board", "case_kind", "check_answer", "contract", "incident_form", "leaving_reason", "manager_level",
    "move_kind", "perceived_by", "perpetrator", "rating", "role", "satisfied", "service", "sex", "survey_answer",
    "training_kind",
);

pub(super) const CATALOGUE: &str = include_str!("../../../../schemas/codelists/lists.toml");
pub(super) const LABELS: &str = include_str!("../../../../schemas/codelists/ethnicity/labels.csv");
pub(super) const HAZARDS: &str = include_str!("../../../../schemas/codelists/ethnicity/hazards.csv");
pub(super) const LADDERS: &str = include_str!("../../../../schemas/codelists/ladders.csv");
pub(super) const PAY_BANDS: &str = include_str!("../../../../schemas/codelists/pay_bands.csv");
#[cfg(test)]
pub(super) const COLLISIONS: &str = include_str!("../../../../schemas/codelists/ethnicity/collisions.csv");

/// The rows of an embedded file under its header, as text by column name.
pub(super) struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    pub(super) fn read(text: &str) -> Self {
        let mut splitter = crate::raw::split::Splitter::new(text, crate::raw::dialect::Dialect::PLAIN);
        let mut rows = Vec::new();
        while let Some(row) = splitter.next_row() {
            if row.len() > 1 {
                rows.push(row.iter().map(str::to_owned).collect::<Vec<_>>());
            }
        }
        let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Self { header, rows }
    }

    /// The rows, each as a function from the name of a column to its text (empty if there is no such column).
    pub(super) fn iter(&self) -> impl Iterator<Item = impl Fn(&str) -> String + '_> + '_ {
        self.rows.iter().map(move |row| {
            move |name: &str| {
                let index = self.header.iter().position(|header| header == name);
                index.and_then(|index| row.get(index)).cloned().unwrap_or_default()
            }
        })
    }
}
