//! What anybody can add and subtract: every count of a table as a variable, every sum as a relation.

mod build;
mod columns;
mod families;
mod index;
mod raw;
mod simplify;

pub(crate) use build::build;

/// A count as a variable. Several counts of the table are one variable where they are known to be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    /// The true count.
    pub(crate) value: i64,
    /// Whether it stands in the table. A latent count stands nowhere and follows from others: those of a base who are not
    /// cases, or those of a sum who are in no part.
    pub(crate) published: bool,
    /// What readers lose when it is hidden.
    pub(crate) cost: u64,
}

/// Cases, those who are not cases, and their base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) cases: u32,
    pub(crate) others: u32,
    pub(crate) base: u32,
}

/// All variables and relations of a table. Every relation is a signed sum that is zero.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    pub(crate) variables: Vec<Variable>,
    pub(crate) splits: Vec<Split>,
    /// The variables of each row of the table, cases and base; `None` where there is no figure or a zero that is shown.
    pub(crate) rows: Vec<[Option<u32>; 2]>,
    terms: Vec<(u32, i64)>,
    starts: Vec<u32>,
    uses: Vec<(u32, i64)>,
    use_starts: Vec<u32>,
    slacks: Vec<Option<(u32, i64)>>,
}

impl System {
    /// How many relations there are.
    pub(crate) fn relations(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    /// The variables of a relation with their signs.
    pub(crate) fn terms(&self, relation: u32) -> &[(u32, i64)] {
        let at = relation as usize;
        &self.terms[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The relations of a variable with its signs in them.
    pub(crate) fn uses(&self, variable: u32) -> &[(u32, i64)] {
        let at = variable as usize;
        &self.uses[self.use_starts[at] as usize..self.use_starts[at + 1] as usize]
    }

    /// The latent count that takes up what the others of a relation leave over and is part of no other relation, with its
    /// sign: such a relation says no more than that the others leave over something possible.
    pub(crate) fn slack(&self, relation: u32) -> Option<(u32, i64)> {
        self.slacks[relation as usize]
    }

    /// The true count of a variable.
    pub(crate) fn value(&self, variable: u32) -> i64 {
        self.variables[variable as usize].value
    }

    fn set_relations(&mut self, relations: &[Vec<(u32, i64)>]) {
        self.starts = vec![0];
        for relation in relations {
            self.terms.extend_from_slice(relation);
            self.starts.push(self.terms.len() as u32);
        }
        let mut counts = vec![0_u32; self.variables.len() + 1];
        for &(variable, _) in &self.terms {
            counts[variable as usize + 1] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        self.use_starts = counts.clone();
        self.uses = vec![(0, 0); self.terms.len()];
        for (relation, terms) in relations.iter().enumerate() {
            for &(variable, sign) in terms {
                let slot = &mut counts[variable as usize];
                self.uses[*slot as usize] = (relation as u32, sign);
                *slot += 1;
            }
        }
        let is_slack = |&&(variable, sign): &&(u32, i64)| {
            let latent = !self.variables[variable as usize].published;
            latent && sign.abs() == 1 && self.uses(variable).len() == 1
        };
        self.slacks = relations.iter().map(|terms| terms.iter().find(is_slack).copied()).collect();
    }
}
