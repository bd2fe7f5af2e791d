//! What a figure is: its columns, its meaning, and the method of the catalogue that is asked for it.

use wres_disparity::catalogue::FigureQuestion;
use wres_domain::{Cell, Interval, Unit};

/// A figure of a table. `R` is a row of the table; `A` is what stands around the row and goes into the figure beside it.
pub struct Figure<R: 'static, A: 'static = ()> {
    /// Its columns in the published table.
    pub columns: Columns,
    /// What readers call it.
    pub title: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its methods: of exact counts, and of rounded ones.
    pub methods: [&'static str; 2],
    /// Its value in a row; `None` where it does not apply.
    pub value: fn(&R) -> Option<Cell<Interval>>,
    /// The question to the catalogue whose answer it is.
    pub asked: fn(&A) -> Cell<FigureQuestion>,
}

/// The columns that a figure fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The estimate.
    pub estimate: &'static str,
    /// Both limits, where it has an interval.
    pub limits: Option<[&'static str; 2]>,
    /// Why it is not there, where that has a column of its own.
    pub mark: Option<&'static str>,
}

impl Columns {
    /// A number with neither limits nor a mark of its own.
    #[must_use]
    pub const fn number(estimate: &'static str) -> Self {
        Self { estimate, limits: None, mark: None }
    }

    /// A number with a mark.
    #[must_use]
    pub const fn marked(estimate: &'static str, mark: &'static str) -> Self {
        Self { estimate, limits: None, mark: Some(mark) }
    }
}

/// The columns of a figure with an interval: `ratio`, `ratio_lower`, `ratio_upper`, `ratio_mark`.
macro_rules! interval {
    ($name:literal) => {
        $crate::figure::Columns {
            estimate: $name,
            limits: Some([concat!($name, "_lower"), concat!($name, "_upper")]),
            mark: Some(concat!($name, "_mark")),
        }
    };
}
pub(crate) use interval;

/// A number as an interval of no width.
pub(crate) fn exactly(value: f64) -> Interval {
    Interval { estimate: value, lower: value, upper: value }
}

/// A figure as `wres explain` shows it.
#[derive(Debug, Clone, Copy)]
pub struct FigureText {
    /// The table that it stands in.
    pub table: &'static str,
    /// Its columns.
    pub columns: Columns,
    /// What readers call it.
    pub title: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its methods: of exact counts, and of rounded ones.
    pub methods: [&'static str; 2],
}

impl<R, A> Figure<R, A> {
    pub(crate) fn text(&self, table: &'static str) -> FigureText {
        let Self { columns, title, meaning, unit, methods, .. } = self;
        FigureText { table, columns: *columns, title, meaning, unit: *unit, methods: *methods }
    }
}
