//! What the templates are filled with: words and positions, already formatted.

use serde::Serialize;

/// A page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    /// Relative way to the folder of `index.html`: empty, or `../`.
    pub(super) root: &'static str,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) status: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) provisional: bool,
    pub(super) period: String,
    pub(super) first: Vec<First>,
    pub(super) sections: Vec<Section>,
    pub(super) completeness: Option<Completeness>,
    /// Whether there is a table of figures that take many counts.
    pub(super) measured: bool,
    pub(super) quality: Option<Quality>,
    pub(super) sites: Vec<SiteLink>,
    pub(super) about: Footer,
}

/// One of the findings to see first.
#[derive(Debug, Serialize)]
pub(super) struct First {
    pub(super) anchor: String,
    pub(super) indicator: String,
    pub(super) sentence: String,
}

/// One indicator.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) anchor: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) definition: String,
    pub(super) sentence: Option<String>,
    pub(super) note: Option<String>,
    pub(super) source: String,
    /// Forests of ratios: by group and service, by site, by year.
    pub(super) forests: Vec<Forest>,
    /// Ladders of representation, one a dimension.
    pub(super) ladders: Vec<Ladder>,
    /// Figures that take many counts at once.
    pub(super) measures: Option<MeasureTable>,
    /// The funnel of sites, on the first page.
    pub(super) funnel: Option<Funnel>,
    /// What is said of all sites together, of this site among its peers, and of the year before.
    pub(super) beside: Vec<String>,
}

/// Figures that take many counts at once.
#[derive(Debug, Serialize)]
pub(super) struct MeasureTable {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) rows: Vec<MeasureRow>,
}

/// One such figure.
#[derive(Debug, Serialize)]
pub(super) struct MeasureRow {
    pub(super) measure: String,
    pub(super) at: String,
    pub(super) group: String,
    pub(super) value: String,
    pub(super) sentence: String,
}

/// Sites at their size, with the limits that sites of that size keep within, and the table of the same.
#[derive(Debug, Serialize)]
pub(super) struct Funnel {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) left: String,
    pub(super) right: String,
    pub(super) site_word: String,
    pub(super) centre: f64,
    pub(super) centre_text: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) bands: Vec<FunnelBand>,
    pub(super) rows: Vec<FunnelRow>,
}

/// The limits at one size.
#[derive(Debug, Serialize)]
pub(super) struct FunnelBand {
    /// Percent of the height from the top.
    pub(super) height: f64,
    pub(super) inner: [f64; 2],
    pub(super) outer: [f64; 2],
}

/// One site.
#[derive(Debug, Serialize)]
pub(super) struct FunnelRow {
    pub(super) label: String,
    /// Percent of the width and of the height; `None` where there is no figure to draw.
    pub(super) at: Option<f64>,
    pub(super) height: Option<f64>,
    pub(super) outside: bool,
    pub(super) own: String,
    pub(super) limits: String,
    pub(super) wide_limits: String,
    pub(super) position: String,
    pub(super) shrunken: String,
    pub(super) q_value: String,
}

/// Ratios with their intervals on a common logarithmic scale, and the table of the same.
#[derive(Debug, Serialize)]
pub(super) struct Forest {
    pub(super) anchor: String,
    pub(super) caption: String,
    /// What lies left and right of equality, in words.
    pub(super) left: String,
    pub(super) right: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) equal: f64,
    pub(super) rows: Vec<ForestRow>,
}

/// A mark on an axis.
#[derive(Debug, Serialize)]
pub(super) struct Tick {
    /// Percent of the width.
    pub(super) at: f64,
    pub(super) label: String,
}

/// One ratio.
#[derive(Debug, Serialize)]
pub(super) struct ForestRow {
    pub(super) label: String,
    /// Percent of the width; `None` where there is no figure to draw.
    pub(super) drawn: Option<Drawn>,
    /// The ratio with its interval, or the symbol.
    pub(super) ratio: String,
    /// Why there is no figure.
    pub(super) reason: Option<String>,
    /// Whether the interval excludes equality on the adverse side, on the other side, or not at all.
    pub(super) verdict: &'static str,
    pub(super) verdict_words: &'static str,
    pub(super) cases: String,
    pub(super) base: String,
    pub(super) rate: String,
    pub(super) reference: String,
    pub(super) difference: String,
    pub(super) excess: String,
    pub(super) small: bool,
}

/// Positions of a ratio in percent of the width.
#[derive(Debug, Serialize)]
pub(super) struct Drawn {
    pub(super) estimate: Option<f64>,
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// Whether a limit lies beyond the scale.
    pub(super) lower_beyond: bool,
    pub(super) upper_beyond: bool,
}

/// Shares of each stratum, low to high.
#[derive(Debug, Serialize)]
pub(super) struct Ladder {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) group: String,
    /// The group's share of everybody, in percent.
    pub(super) whole: Option<f64>,
    pub(super) whole_text: String,
    pub(super) rows: Vec<LadderRow>,
}

/// One stratum.
#[derive(Debug, Serialize)]
pub(super) struct LadderRow {
    pub(super) label: String,
    pub(super) share: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    pub(super) share_text: String,
    pub(super) group_count: String,
    pub(super) reference_count: String,
    pub(super) ratio: String,
    pub(super) reason: Option<String>,
}

/// How much of ethnicity is known.
#[derive(Debug, Serialize)]
pub(super) struct Completeness {
    pub(super) people: String,
    pub(super) known: Option<f64>,
    pub(super) known_text: String,
    pub(super) unknown_text: String,
}

/// How good the data are: a table of percentages, already in words.
#[derive(Debug, Serialize)]
pub(super) struct Quality {
    pub(super) caption: String,
    /// What the rows are.
    pub(super) first: &'static str,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<QualityRow>,
}

/// A site, or a period.
#[derive(Debug, Serialize)]
pub(super) struct QualityRow {
    pub(super) label: String,
    pub(super) cells: Vec<String>,
}

/// A site in the list of sites.
#[derive(Debug, Serialize)]
pub(super) struct SiteLink {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) region: String,
    pub(super) status: &'static str,
    pub(super) included: bool,
    pub(super) note: String,
}

/// What stands below every page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Footer {
    pub(super) policy: String,
    /// How far counts are from the truth.
    pub(super) accuracy: Vec<String>,
    pub(super) run: String,
    pub(super) version: String,
    pub(super) notes: Vec<String>,
    pub(super) methods: Vec<(String, String)>,
    pub(super) standards: Vec<(String, String)>,
    pub(super) provenance: Vec<(String, String)>,
}
