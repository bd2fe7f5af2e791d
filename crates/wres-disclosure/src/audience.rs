//! Who may see what comes out.

use serde::{Deserialize, Serialize};
use wres_domain::SiteId;

/// Who a released value is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody: the policy applies to every count.
    #[default]
    Public,
    /// One site: its own exact counts, everything else as the public sees it, and no other site's counts. What is made of
    /// these is marked as not for publication.
    Site(SiteId),
    /// Those who check the work, inside the wall: nothing is hidden.
    Audit,
}

impl Audience {
    /// Who may see two things together: the narrower audience of the two. What two different sites may see together is
    /// for the audit alone.
    #[must_use]
    pub fn narrower(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Public, narrow) | (narrow, Self::Public) => narrow.clone(),
            (Self::Site(left), Self::Site(right)) if left == right => self.clone(),
            _ => Self::Audit,
        }
    }

    /// Whether what is made for this audience may be published.
    #[must_use]
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }
}

#[cfg(test)]
mod tests {
    use super::Audience;
    use wres_domain::SiteId;

    #[test]
    fn what_two_sites_see_together_is_for_the_audit_alone() {
        let site = |code| Audience::Site(SiteId::new(code).unwrap());
        assert_eq!(site("A").narrower(&site("B")), Audience::Audit);
        assert_eq!(site("A").narrower(&site("A")), site("A"));
        assert_eq!(site("A").narrower(&Audience::Public), site("A"));
        assert_eq!(Audience::Public.narrower(&Audience::Audit), Audience::Audit);
    }
}
