//! Drawing from a finite distribution in constant time.

/// Walker's alias table: a column is picked evenly, then its own value or its alias.
///
/// Source: Walker 1977, ACM Transactions on Mathematical Software 3:253-256; built as by Vose 1991, IEEE Transactions on
/// Software Engineering 17:972-975.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    /// Threshold on 32 bits and alias, column by column.
    columns: Vec<(u32, u32)>,
}

impl Alias {
    /// From weights of any positive total. At most 2^20 of them.
    pub(super) fn new(weights: &[f64]) -> Self {
        let columns = weights.len();
        let total: f64 = weights.iter().sum();
        let mut heights: Vec<f64> = weights.iter().map(|weight| weight / total * columns as f64).collect();
        let mut table = vec![(u32::MAX, 0_u32); columns];
        for (i, column) in table.iter_mut().enumerate() {
            column.1 = i as u32;
        }
        let (mut low, mut high): (Vec<u32>, Vec<u32>) =
            (0..columns as u32).partition(|column| heights[*column as usize] < 1.0);
        while let (Some(small), Some(large)) = (low.pop(), high.last().copied()) {
            let height = heights[small as usize];
            table[small as usize] = ((height * 4_294_967_296.0) as u32, large);
            heights[large as usize] -= 1.0 - height;
            if heights[large as usize] < 1.0 {
                high.pop();
                low.push(large);
            }
        }
        Self { columns: table }
    }

    /// The value of 64 random bits: the upper half picks the column, the lower half decides within it.
    pub(super) fn value(&self, word: u64) -> u32 {
        let column = ((word >> 32) * self.columns.len() as u64) >> 32;
        let (threshold, alias) = self.columns[column as usize];
        // Without a branch: which of the two it is cannot be predicted, so a branch would cost more than all the rest.
        let own = u32::from(word as u32 <= threshold).wrapping_neg();
        (column as u32 & own) | (alias & !own)
    }
}

#[cfg(test)]
mod tests {
    use super::Alias;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_columns_hold_the_weights(weights in prop::collection::vec(0.0..1.0_f64, 1..50)) {
            prop_assume!(weights.iter().sum::<f64>() > 0.1);
            let alias = Alias::new(&weights);
            let columns = weights.len() as f64;
            let mut shares = vec![0.0; weights.len()];
            for (i, (threshold, other)) in alias.columns.iter().enumerate() {
                let own = (f64::from(*threshold) + 1.0) / 4_294_967_296.0;
                shares[i] += own / columns;
                shares[*other as usize] += (1.0 - own) / columns;
            }
            let total: f64 = weights.iter().sum();
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!((share - weight / total).abs() < 1e-9);
            }
        }
    }
}
