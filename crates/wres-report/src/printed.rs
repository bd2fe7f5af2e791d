//! Figures that somebody has printed, computed again: `tables/printed_figures.csv`.

use crate::{error::ReportError, file::File};
use wres_disclosure::Released;
use wres_domain::PrintedFigure;

const HEADER: [&str; 14] = [
    "table",
    "figure",
    "period",
    "scope",
    "name",
    "numerator",
    "denominator",
    "printed",
    "recomputed",
    "verdict",
    "estimate",
    "lower",
    "upper",
    "verdict_in_words",
];

/// Renders the figures, those that do not follow from their parts first.
///
/// # Errors
/// [`ReportError::Table`] if the writer fails.
pub fn render_printed(figures: &Released<Vec<PrintedFigure>>) -> Result<File, ReportError> {
    let failed = |message: String| ReportError::Table { file: "printed_figures.csv", message };
    let mut ordered: Vec<&PrintedFigure> = figures.get().iter().collect();
    // Stable: within a verdict the order of the tables stays.
    ordered.sort_by_key(|figure| std::cmp::Reverse(weight(figure)));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| failed(error.to_string()))?;
    for figure in ordered {
        let limit = |pick: fn(&wres_domain::Interval) -> f64| {
            figure.interval.as_ref().map_or_else(String::new, |interval| format!("{:.4}", pick(interval)))
        };
        let record = [
            figure.table.clone(),
            figure.figure.clone(),
            figure.period.clone(),
            figure.scope.code().to_owned(),
            figure.name.clone(),
            figure.numerator.clone(),
            figure.denominator.clone(),
            figure.printed.clone(),
            figure.recomputed.clone().unwrap_or_default(),
            figure.verdict.code().to_owned(),
            limit(|interval| interval.estimate),
            limit(|interval| interval.lower),
            limit(|interval| interval.upper),
            figure.verdict.label().to_owned(),
        ];
        writer.write_record(record).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.error().to_string()))?;
    Ok(File::new("tables/printed_figures.csv", bytes))
}

/// What a reader wants to see first.
fn weight(figure: &PrintedFigure) -> u8 {
    use wres_domain::FigureVerdict as Verdict;
    match figure.verdict {
        Verdict::Differs => 4,
        Verdict::Truncated => 3,
        Verdict::WithinRounding => 2,
        Verdict::NotPrinted => 1,
        Verdict::Reproduces => 0,
    }
}
