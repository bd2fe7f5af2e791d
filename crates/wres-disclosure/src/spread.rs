//! Spreads a rounded whole over its rounded parts.

use crate::{cells::Cell, keyed::Numbers, rounding::Rounding};

/// One part while it is being chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) exact: u64,
    pub(crate) rounded: u64,
    pub(crate) low: u64,
    pub(crate) high: u64,
    /// Was released before, under a threshold that gives the value it has now: it moves last.
    pub(crate) kept: bool,
}

impl Part {
    /// A part between its neighbours, and not above `most`.
    pub(crate) fn of(cell: &Cell, rounding: Rounding, most: u64) -> Self {
        let high = rounding.up(cell.exact).min(most);
        let low = rounding.down(cell.exact).min(high);
        let before = cell.as_before(rounding).map(|value| value.clamp(low, high));
        // Between the two there is no value of its own: what is not allowed to go up stays down.
        let high = if high < rounding.up(cell.exact) { low } else { high };
        Self { exact: cell.exact, rounded: before.unwrap_or(low).min(high), low, high, kept: before.is_some() }
    }

    pub(crate) fn can_rise(&self) -> bool {
        self.rounded < self.high
    }

    pub(crate) fn can_fall(&self) -> bool {
        self.rounded > self.low
    }

    pub(crate) fn is_free(&self) -> bool {
        !self.kept && self.low < self.high
    }
}

/// Gives parts values that add up to a target, starting so that every run of neighbours is off by less than a step.
///
/// Returns false where the bounds of the parts do not allow it; then the largest part takes what is left, because additivity comes
/// first.
pub(crate) fn spread(target: u64, parts: &mut [Part], rounding: Rounding, numbers: &mut Numbers) -> bool {
    spread_near(target, parts, rounding, numbers);
    settle(target, parts, rounding)
}

/// The same as near to the target as neighbours allow.
pub(crate) fn spread_near(target: u64, parts: &mut [Part], rounding: Rounding, numbers: &mut Numbers) {
    start(target, parts, rounding.step, numbers);
    let order = shuffled(parts.len(), numbers);
    for kept in [false, true] {
        for &at in &order {
            let sum: u64 = parts.iter().map(|part| part.rounded).sum();
            let part = &mut parts[at];
            if sum == target || part.kept != kept {
                continue;
            }
            let (gap, step) = (sum.abs_diff(target), part.high - part.low);
            // Where sums are exact and small parts are not, the nearest is taken.
            if sum < target && part.can_rise() && 2 * gap >= step {
                (part.rounded, part.kept) = (part.high, false);
            } else if sum > target && part.can_fall() && 2 * gap >= step {
                (part.rounded, part.kept) = (part.low, false);
            }
        }
    }
}

/// Cumulates the parts from an offset with which the whole comes out at its target. Parts that are kept stay as they are.
fn start(target: u64, parts: &mut [Part], step: u64, numbers: &mut Numbers) {
    let exact: u64 = parts.iter().map(|part| part.exact).sum();
    let rest = exact % step;
    let offset = match rest {
        0 => numbers.below(step),
        _ if target > exact => step - rest + numbers.below(rest),
        _ => numbers.below(step - rest),
    };
    let mut cumulated = offset;
    for part in parts {
        let before = cumulated / step;
        cumulated += part.exact;
        let rises = (cumulated / step - before) * step > part.low;
        if part.is_free() {
            part.rounded = if rises { part.high } else { part.low };
        }
    }
}

/// What the parts cannot take goes to the largest, which stays where it is from then on.
fn settle(target: u64, parts: &mut [Part], rounding: Rounding) -> bool {
    let sum: u64 = parts.iter().map(|part| part.rounded).sum();
    if sum == target {
        return true;
    }
    if sum < target {
        if let Some(part) = parts.iter_mut().max_by_key(|part| part.exact) {
            part.rounded += target - sum;
            part.kept = true;
        }
    } else {
        let mut over = sum - target;
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(parts[*at].rounded));
        for at in order {
            let taken = over.min(parts[at].rounded);
            parts[at].rounded -= taken;
            parts[at].kept |= taken > 0;
            over -= taken;
        }
    }
    // Where only small counts are rounded this is how exact sums are kept; elsewhere bounds were in the way.
    !rounding.of_all()
}

fn shuffled(len: usize, numbers: &mut Numbers) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for last in (1..len).rev() {
        order.swap(last, numbers.place(last + 1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{Part, spread};
    use crate::{cells::Cell, keyed::DisclosureKey, policy::Policy, rounding::Rounding};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_always_add_up_to_a_neighbour_of_their_sum(
            counts in prop::collection::vec(0_u64..40, 1..14), up in any::<bool>(), seed in any::<u64>(),
            kept in prop::collection::vec(prop::option::of(1_u32..=5), 14),
        ) {
            let rounding = Rounding::new(&Policy::default(), 1);
            let mut numbers = DisclosureKey::from_secret(b"test").numbers(&[&seed.to_string()]);
            let sum: u64 = counts.iter().sum();
            let target = if up { rounding.up(sum) } else { rounding.down(sum) };
            let cells = counts.iter().zip(kept).map(|(count, kept)| Cell::new(*count, kept));
            let mut parts: Vec<Part> = cells.map(|cell| Part::of(&cell, rounding, u64::MAX)).collect();
            prop_assert!(spread(target, &mut parts, rounding, &mut numbers));
            prop_assert_eq!(parts.iter().map(|part| part.rounded).sum::<u64>(), target);
            prop_assert!(parts.iter().all(|part| part.rounded.abs_diff(part.exact) < 5));
            prop_assert!(parts.iter().all(|part| part.exact > 0 || part.rounded == 0));
        }

        #[test]
        fn every_run_of_new_parts_is_off_by_less_than_a_step(
            counts in prop::collection::vec(0_u64..40, 1..14), up in any::<bool>(), seed in any::<u64>(),
        ) {
            let rounding = Rounding::new(&Policy::default(), 1);
            let mut numbers = DisclosureKey::from_secret(b"test").numbers(&[&seed.to_string()]);
            let sum: u64 = counts.iter().sum();
            let target = if up { rounding.up(sum) } else { rounding.down(sum) };
            let mut parts: Vec<Part> =
                counts.iter().map(|count| Part::of(&Cell::new(*count, None), rounding, u64::MAX)).collect();
            spread(target, &mut parts, rounding, &mut numbers);
            let mut off = 0_i64;
            for part in parts {
                off += part.rounded as i64 - part.exact as i64;
                prop_assert!(off.abs() < 5, "{off}");
            }
        }
    }
}
