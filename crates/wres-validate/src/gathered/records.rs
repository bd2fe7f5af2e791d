//! What is remembered of a row: as little as cross-file rules need.

/// No date.
pub(crate) const NO_DAY: i32 = i32::MIN;

/// A place in the submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) file: u16,
    pub(crate) row: u32,
}

/// Kinds of contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Contract {
    /// With the site: permanent, fixed-term, casual, an apprenticeship or a secondment; or not known.
    Direct,
    /// With an agency.
    Agency,
}

impl Contract {
    pub(crate) fn of(code: &str) -> Self {
        match code {
            "agency" => Self::Agency,
            _ => Self::Direct,
        }
    }

    /// Whether the site employs the person itself, as far as known.
    pub(crate) fn is_direct(self) -> bool {
        self != Self::Agency
    }
}

/// One post of the staff dataset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    pub(crate) person: u64,
    /// The post's own number, hashed; 0 without one.
    pub(crate) post: u64,
    /// Start of service; [`NO_DAY`] without one.
    pub(crate) start: i32,
    /// Full-time annual pay in whole pounds; 0 without one.
    pub(crate) pounds: u32,
    pub(crate) hundredths: i32,
    /// Place of the canonical group in [`wres_domain::Ethnicity::ALL`].
    pub(crate) ethnicity: u8,
    /// Rung, 1 or more; 0 without one.
    pub(crate) rung: u8,
    pub(crate) contract: Contract,
    pub(crate) regulated: Option<bool>,
    pub(crate) spot: Spot,
}

/// One departure, case, course, appraisal or move.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event {
    pub(crate) person: u64,
    /// When; [`NO_DAY`] without a date.
    pub(crate) day: i32,
    pub(crate) kind: Kind,
    /// For a departure: whether the row itself has an ethnicity, or an answer that gives none.
    pub(crate) answered: bool,
    /// For a move: the rung it leads to; 0 without one.
    pub(crate) rung: u8,
    pub(crate) spot: Spot,
}

/// What kind of event, as far as rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Other,
    InternalMove,
    FitnessToPractise,
    PermanentMove,
}

/// What is known of one person from staff of this and last period and from leavers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Life {
    pub(crate) person: u64,
    /// Start of service; [`NO_DAY`] if no staff list says it.
    pub(crate) start: i32,
    /// Day of leaving; [`NO_DAY`] for those who have not left. Internal moves are not leaving.
    pub(crate) left: i32,
    pub(crate) here: bool,
    pub(crate) was_here: bool,
    pub(crate) regulated: Option<bool>,
    /// Rung in this period's staff; 0 without one.
    pub(crate) rung: u8,
}

#[cfg(test)]
mod tests {
    use super::{Event, Life, Post};

    #[test]
    fn what_is_remembered_of_a_row_stays_small() {
        // The bound of the policy says up to 200 bytes a row, with what sorting and a growing table take for a while.
        let (identity, growing) = (17, 4);
        assert!(size_of::<Post>() <= 40 && size_of::<Event>() <= 32 && size_of::<Life>() <= 24);
        assert!(2 * size_of::<Post>() + 2 * size_of::<Life>() + identity * growing <= 200);
    }
}
