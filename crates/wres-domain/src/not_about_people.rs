//! What may go past disclosure without being protected, because it says nothing about a person.

use crate::{
    count::RungOrder,
    grouping::{Group, Grouping},
    identity::{IndicatorId, Stratum},
    period::Period,
    site::{Scope, ServiceScope, Site, SiteId},
};
use std::collections::BTreeMap;

/// A type whose values say nothing about a person: definitions, names of sites, labels, methods, published benchmarks.
///
/// To implement it is a statement that somebody answers for: it lets values of the type stand beside protected counts in a
/// publication. Counts of staff, findings with their places, and anything read from a submission are never of such a type.
/// A type that holds parts implements it only if each of its parts could.
pub trait NotAboutPeople {}

impl NotAboutPeople for () {}
impl NotAboutPeople for &'static str {}
impl NotAboutPeople for bool {}
impl NotAboutPeople for Site {}
impl NotAboutPeople for SiteId {}
impl NotAboutPeople for Scope {}
impl NotAboutPeople for ServiceScope {}
impl NotAboutPeople for Period {}
impl NotAboutPeople for RungOrder {}
impl NotAboutPeople for IndicatorId {}
impl NotAboutPeople for Stratum {}
impl NotAboutPeople for Grouping {}
impl NotAboutPeople for Group {}
impl<T: NotAboutPeople> NotAboutPeople for Vec<T> {}
impl<T: NotAboutPeople> NotAboutPeople for Option<T> {}
impl<K: NotAboutPeople, V: NotAboutPeople> NotAboutPeople for BTreeMap<K, V> {}
impl<A: NotAboutPeople, B: NotAboutPeople> NotAboutPeople for (A, B) {}
