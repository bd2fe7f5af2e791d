//! Sites beside one another, and one period beside the one before: figures made from released counts alone.

use crate::{
    cell::Cell,
    count::Place,
    direction::Direction,
    grouping::{Group, Grouping},
    not_about_people::NotAboutPeople,
    outcome::{Interval, PooledOutcome},
    site::SiteId,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Which other sites a site is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peers {
    /// All sites.
    All,
    /// The sites of its region.
    Region,
    /// The sites of the same third of deprivation.
    Deprivation,
    /// Its statistical neighbours, and itself.
    Neighbours,
}

/// Where a site lies in the funnel of its peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Below the 99.8% limits.
    FarBelow,
    /// Below the 95% limits.
    Below,
    /// Where chance and the usual differences between sites would put it.
    Inside,
    /// Above the 95% limits.
    Above,
    /// Above the 99.8% limits.
    FarAbove,
}

/// One site among its peers. Never a rank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Where; the scope is the site.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Which rate is divided by which, and which side is adverse.
    pub direction: Direction,
    /// Whom it is compared with.
    pub peers: Peers,
    /// How many sites have a ratio there, itself among them.
    pub sites: u32,
    /// The site's own ratio with its score interval.
    pub own: Cell<Interval>,
    /// Standard error of its log ratio: how small a site is.
    pub standard_error: Cell<f64>,
    /// Within what chance and the usual differences between sites keep 95% of sites as small; the estimate is the centre.
    pub limits_95: Cell<Interval>,
    /// The same for 99.8%.
    pub limits_998: Cell<Interval>,
    /// Where it lies.
    pub position: Cell<Position>,
    /// The false-discovery rate over the peers at which this site would be called unusual.
    pub q_value: Cell<f64>,
    /// The ratio drawn to the mean of the peers as far as its own uncertainty allows (empirical Bayes).
    pub shrunken: Cell<Interval>,
    /// The weight of the site's own ratio in that, from 0 to 1.
    pub own_weight: Cell<f64>,
    /// Mean square of the winsorised z-scores of the peers: 1 if they differ by chance alone.
    pub dispersion: Cell<f64>,
    /// Confidence level of the intervals; the funnel has its own two.
    pub level: f64,
    /// The finding in words.
    pub sentence: String,
}

/// The limits of a funnel for sites of every size, to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunnelCurve {
    /// What is asked, of all sites.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// The ratio that sites are compared with.
    pub centre: f64,
    /// From the smallest site to the largest.
    pub points: Vec<FunnelPoint>,
}

/// The limits of a funnel for sites of one size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FunnelPoint {
    /// Standard error of the log ratio of such a site.
    pub standard_error: f64,
    /// The limits at 95%; the estimate is the centre.
    pub limits_95: Interval,
    /// The limits at 99.8%.
    pub limits_998: Interval,
}

/// One period beside the one before, in one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Where; the period is the later one.
    pub place: Arc<Place>,
    /// The label of the earlier period.
    pub earlier: String,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Later rate of the group less its earlier one, as a proportion.
    pub rate: Cell<Interval>,
    /// Later ratio over earlier ratio; `None` for the reference group.
    pub ratio: Option<Cell<Interval>>,
    /// Which rate is divided by which in those ratios.
    pub direction: Option<Direction>,
    /// Why the two periods are not alike, where the series breaks between them.
    pub series_break: Option<String>,
    /// Confidence level of the intervals.
    pub level: f64,
    /// The finding in words.
    pub sentence: String,
}

/// Everything that is said about sites and periods beside one another.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Comparisons {
    /// All sites together, and the sites of each region.
    pub pooled: Vec<PooledOutcome>,
    /// Each site among its peers.
    pub standings: Vec<Standing>,
    /// The limits of the funnel of all sites, for each question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curves: Vec<FunnelCurve>,
    /// Each period beside the one before.
    pub changes: Vec<Change>,
}

/// What a site is like: what it is compared by, and never adjusted for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SiteContext {
    /// Its deprivation score; higher is more deprived.
    pub deprivation: Option<f64>,
    /// Its statistical neighbours.
    pub neighbours: Vec<SiteId>,
}

/// A break in a series: figures from this period on are not like those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesBreak {
    /// The first period after the break.
    pub period: String,
    /// The indicator; `None` for every one.
    pub indicator: Option<String>,
    /// The site; `None` for every one, and for all together.
    pub site: Option<SiteId>,
    /// What changed.
    pub reason: String,
}

impl NotAboutPeople for SiteContext {}
impl NotAboutPeople for SeriesBreak {}

/// What is known of sites, by site.
pub type SiteContexts = BTreeMap<SiteId, SiteContext>;

impl Peers {
    /// Its word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Region => "region",
            Self::Deprivation => "deprivation",
            Self::Neighbours => "neighbours",
        }
    }

    /// What readers call them.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "all sites",
            Self::Region => "the sites of its region",
            Self::Deprivation => "the sites of the same third of deprivation",
            Self::Neighbours => "its statistical neighbours",
        }
    }
}

impl Position {
    /// Its word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FarBelow => "far_below",
            Self::Below => "below",
            Self::Inside => "inside",
            Self::Above => "above",
            Self::FarAbove => "far_above",
        }
    }

    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FarBelow => "below the 99.8% limits",
            Self::Below => "below the 95% limits",
            Self::Inside => "inside the limits",
            Self::Above => "above the 95% limits",
            Self::FarAbove => "above the 99.8% limits",
        }
    }
}
