//! Numbers that may be none. What is no number is an absence here; whoever reads the text says so to whoever wrote it.

use std::str::FromStr;

/// What a text is when it is read as a type, or nothing.
///
/// ```
/// assert_eq!([wres_domain::parsed::<u8>("12"), wres_domain::parsed("1200"), wres_domain::parsed("x")], [Some(12), None, None]);
/// ```
#[inline]
#[must_use]
pub fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A number as another type, or nothing if it does not fit.
///
/// ```
/// assert_eq!([wres_domain::fitting::<_, u8>(12_i64), wres_domain::fitting(-1)], [Some(12), None]);
/// ```
#[inline]
#[must_use]
pub fn fitting<T, U: TryFrom<T>>(number: T) -> Option<U> {
    U::try_from(number).ok()
}
