//! Members divided by what a column says of them: into the codes of a dimension, yes and no, or bands of numbers.

use super::{
    asked::Asked,
    cells::PAIRS,
    table::{Column, NO_CODE, NO_NUMBER},
};
use crate::plan::{BandNode, Division};
use std::rc::Rc;

impl<'a> Asked<'_, 'a> {
    /// For each member the place of its cell: the stratum by the order of its codes, those not mapped last, and within the
    /// stratum the pair of service and ethnicity.
    pub(crate) fn slots(&self, division: &'a Division) -> Rc<[u32]> {
        self.slots.of(division, || {
            let unmapped = division.codes().len();
            let strata = self.strata(division, u32::try_from(unmapped).unwrap_or(u32::MAX));
            let slot = |(stratum, pair): (u32, &u16)| stratum * PAIRS as u32 + u32::from(*pair);
            strata.into_iter().zip(&self.members.pairs).map(slot).collect()
        })
    }

    fn strata(&self, division: &Division, unmapped: u32) -> Vec<u32> {
        match division {
            Division::Codes { column, codes } => self.by_code(column, codes, unmapped),
            Division::Flag { column, .. } => {
                let stratum = |flag| match flag {
                    Some(true) => 0,
                    Some(false) => 1,
                    None => unmapped,
                };
                self.attribute(|table| table.flags(column), None).into_iter().map(stratum).collect()
            }
            Division::Bands { column, bands } => {
                let band = |number| band(bands, number).unwrap_or(unmapped);
                self.attribute(|table| table.numbers(column), NO_NUMBER).into_iter().map(band).collect()
            }
            Division::Conditions(_) => vec![unmapped; self.members.len()],
        }
    }

    fn by_code(&self, column: &str, codes: &[String], unmapped: u32) -> Vec<u32> {
        let ladder = self.terms.ladder;
        let tables = [&self.scene.this, &self.scene.previous].map(|tables| tables.get(&self.population.dataset));
        let list = tables.into_iter().flatten().find_map(|table| match table.column(column)? {
            Column::Codes(list, _) => Some(*list),
            Column::Rungs(_) => Some(ladder.rungs),
            _ => None,
        });
        let Some(list) = list else { return vec![unmapped; self.members.len()] };
        let mut strata = vec![unmapped; list.len()];
        for (code, stratum) in codes.iter().zip(0_u32..) {
            if let Some(number) = list.number(code) {
                strata[usize::from(number)] = stratum;
            }
        }
        let stratum = |code: u16| strata.get(usize::from(code)).copied().unwrap_or(unmapped);
        self.attribute(|table| table.codes(column, ladder), NO_CODE).into_iter().map(stratum).collect()
    }
}

/// The first band that a number lies in.
fn band(bands: &[BandNode], number: i64) -> Option<u32> {
    let inside =
        |band: &BandNode| band.from.is_none_or(|from| number >= from) && band.below.is_none_or(|to| number < to);
    let place = bands.iter().position(|band| number != NO_NUMBER && inside(band))?;
    u32::try_from(place).ok()
}
