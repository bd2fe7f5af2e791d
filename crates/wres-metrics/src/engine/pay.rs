//! People by distinct pay value: exact means, medians and quarters come from these.

use super::{
    asked::Asked,
    cells::{ethnicity, service},
    emit::Spot,
    table::{NO_CODE, NO_NUMBER},
};
use crate::plan::CountNode;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, PayCell, PayRow, ServiceScope};

/// Hours in hundredths of a full-time post.
const HOURS: &str = "hours_fte";

/// Counts people at risk whose pay is known by pay, rung and hours, and by service where it is told.
pub(crate) fn pay<'a>(
    spot: Spot<'_>,
    asked: &Asked<'_, 'a>,
    count: &'a CountNode,
    column: &str,
    services_known: bool,
) -> Vec<PayRow> {
    let at_risk = asked.at_risk(count);
    let told = services_known && !count.services.is_empty();
    let pence = asked.attribute(|table| table.numbers(column), NO_NUMBER);
    let hours = asked.attribute(|table| table.numbers(HOURS), NO_NUMBER);
    let what = pence.into_iter().zip(hours).zip(asked.rungs()).zip(&asked.members.pairs);
    let mut cells: BTreeMap<Ethnicity, Vec<PayCell>> = BTreeMap::new();
    for (row, (((pence, hours), rung), pair)) in what.enumerate() {
        if pence != NO_NUMBER && at_risk.as_ref().is_none_or(|at_risk| at_risk[row]) {
            let pair = usize::from(*pair);
            cells.entry(ethnicity(pair)).or_default().push(PayCell {
                pence,
                service: told.then(|| service(pair)),
                rung: Some(rung).filter(|rung| *rung != NO_CODE),
                hours: u16::try_from(hours).ok(),
                people: 1,
            });
        }
    }
    let place = spot.whole(&count.indicator, ServiceScope::Together);
    let row = |(ethnicity, cells)| PayRow { place: place.clone(), ethnicity, cells: alike(cells) };
    cells.into_iter().map(row).collect()
}

/// Adds up people who are alike in everything.
fn alike(mut cells: Vec<PayCell>) -> Vec<PayCell> {
    cells.sort_unstable();
    let same = |a: &PayCell, b: &PayCell| PayCell { people: 0, ..*a } == PayCell { people: 0, ..*b };
    cells.dedup_by(|next, kept| {
        let same = same(next, kept);
        kept.people += if same { next.people } else { 0 };
        same
    });
    cells
}
