//! How many rows of another dataset say something about a person. Each dataset is read once for all conditions.

use super::scene::{Scene, can_test};
use crate::plan::{LinkNode, Predicate};
use polars::prelude::*;
use std::collections::BTreeMap;
use wres_domain::Dataset;

/// What a person's rows are tested for, whatever number of them must pass.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Question {
    ladder: Vec<String>,
    predicates: Vec<Predicate>,
}

/// One row a person who has rows that pass, with how many by question.
pub(crate) struct Events {
    datasets: BTreeMap<Dataset, (Vec<Question>, DataFrame)>,
}

impl Events {
    /// Counts the rows of every linked dataset by person.
    pub(crate) fn count(scene: &Scene<'_>) -> Result<Self, (Dataset, PolarsError)> {
        let mut questions: BTreeMap<Dataset, Vec<Question>> = BTreeMap::new();
        for count in scene.plan.counts() {
            let ladder = &scene.plan.population(count).ladder;
            for link in count.links() {
                let Some(table) = scene.this.get(&link.dataset) else { continue };
                if can_test(&link.predicates, &table.supplied) {
                    let question = Question { ladder: ladder.clone(), predicates: link.predicates.clone() };
                    let known = questions.entry(link.dataset).or_default();
                    if !known.contains(&question) {
                        known.push(question);
                    }
                }
            }
        }
        let mut datasets = BTreeMap::new();
        for (dataset, asked) in questions {
            let Some(table) = scene.this.get(&dataset) else { continue };
            let passes: Vec<Expr> = asked
                .iter()
                .map(|question| scene.terms.all(&question.predicates, dataset, &question.ladder, &table.supplied))
                .collect();
            let any = passes.iter().cloned().reduce(Expr::or).unwrap_or_else(|| lit(false));
            let sums: Vec<Expr> = passes
                .into_iter()
                .enumerate()
                .map(|(n, pass)| pass.cast(DataType::UInt32).sum().alias(name(dataset, n)))
                .collect();
            let frame = table
                .frame
                .clone()
                .lazy()
                .filter(any.and(col("person_id").is_not_null()))
                .group_by([col("person_id")])
                .agg(sums)
                .collect()
                .map_err(|error| (dataset, error))?;
            datasets.insert(dataset, (asked, frame));
        }
        Ok(Self { datasets })
    }

    /// The datasets that have events.
    pub(crate) fn frames(&self) -> impl Iterator<Item = (Dataset, &DataFrame)> {
        self.datasets.iter().map(|(&dataset, (_, frame))| (dataset, frame))
    }

    /// Whether a person has as many rows as a link asks for, as an expression over a member's row joined with the events
    /// of the dataset; `None` where it cannot be told.
    pub(crate) fn passes(&self, link: &LinkNode, ladder: &[String]) -> Option<Expr> {
        let (asked, _) = self.datasets.get(&link.dataset)?;
        let place = asked.iter().position(|q| q.predicates == link.predicates && q.ladder == ladder)?;
        Some(col(name(link.dataset, place)).fill_null(lit(0_u32)).gt_eq(lit(link.at_least)))
    }
}

fn name(dataset: Dataset, question: usize) -> String {
    format!("={}:{question}", dataset.name())
}
