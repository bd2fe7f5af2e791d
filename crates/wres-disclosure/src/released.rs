//! A value that has been through the door.

use crate::audience::Audience;
use serde::Serialize;
use wres_domain::NotAboutPeople;

/// A value that may be shown to its [`Audience`].
///
/// Only this crate can make one from what is not yet released: the constructor is private, there is no `Default`, no
/// `Deserialize` and no mutable access. What is computed from a released value is released too, and that is what
/// [`Released::derive`] is for.
///
/// ```compile_fail
/// // There is no way in but through the door.
/// let released = wres_disclosure::Released { value: 7, audience: wres_disclosure::Audience::Public };
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Released<T> {
    value: T,
    audience: Audience,
}

impl<T> Released<T> {
    /// Lets a value out. Private to the crate: each caller has protected the value, or has a type that needs no protection.
    pub(crate) fn new(value: T, audience: Audience) -> Self {
        Self { value, audience }
    }

    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Who may see it.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// What is computed from a released value and from things that are not about people, for the same audience.
    ///
    /// The computation is a function pointer, so it captures nothing, and its context is of a type that says nothing about
    /// people: an exact count cannot slip in beside the protected ones.
    ///
    /// ```compile_fail
    /// # use wres_disclosure::{Released, release_metadata};
    /// # use wres_domain::IndicatorId;
    /// let released: Released<IndicatorId> = release_metadata(IndicatorId("x-1".into()));
    /// let secret = 7_u64;
    /// released.derive(&(), |_, ()| secret); // captures, so it is no function pointer
    /// ```
    ///
    /// ```compile_fail
    /// # use wres_disclosure::{Released, release_metadata};
    /// # use wres_domain::{CountTable, IndicatorId};
    /// let released: Released<IndicatorId> = release_metadata(IndicatorId("x-1".into()));
    /// released.derive(&CountTable::default(), |_, counts| counts.clone()); // counts are about people
    /// ```
    pub fn derive<C: NotAboutPeople, U>(&self, context: &C, f: fn(&T, &C) -> U) -> Released<U> {
        Released { value: f(&self.value, context), audience: self.audience.clone() }
    }

    /// Two released values together, for the narrower audience of the two.
    pub fn zip<U>(self, other: Released<U>) -> Released<(T, U)> {
        let audience = self.audience.narrower(&other.audience);
        Released { value: (self.value, other.value), audience }
    }
}

#[cfg(test)]
mod tests {
    use super::Released;
    use crate::audience::Audience;
    use wres_domain::SiteId;

    #[test]
    fn what_is_derived_keeps_its_audience() {
        let site = Audience::Site(SiteId::new("A").unwrap());
        let released = Released::new(20_u64, site.clone());
        let doubled = released.derive(&(), |n, ()| n * 2);
        assert_eq!((*doubled.get(), doubled.audience()), (40, &site));
    }

    #[test]
    fn a_pair_is_for_the_narrower_audience() {
        let pair = Released::new(1, Audience::Public).zip(Released::new(2, Audience::Audit));
        assert_eq!((*pair.get(), pair.audience()), ((1, 2), &Audience::Audit));
    }
}
