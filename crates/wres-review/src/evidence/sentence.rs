//! What may be said.

use super::{Synthesis, pool::Bias};

/// Sentences on one outcome, which say no more than the figures do.
pub(super) fn sentences(of: &Synthesis) -> Vec<String> {
    let mut out = Vec::new();
    let outcome = &of.outcome;
    let null = outcome.null();
    let percent = format!("{:.4}", 100.0 * outcome.level);
    let percent = percent.trim_end_matches('0').trim_end_matches('.').to_owned();
    if let Some(pooled) = &of.pooled {
        let way = |value: f64| {
            let words = if value < null { &outcome.below } else { &outcome.above };
            words
                .clone()
                .unwrap_or_else(|| (if value < null { "a lower outcome" } else { "a higher outcome" }).to_owned())
        };
        let excludes = null < pooled.lower || null > pooled.upper;
        let figure = format!(
            "{} studies, {} {:.2} ({percent}% interval {:.2} to {:.2})",
            pooled.studies, outcome.effect, pooled.mean, pooled.lower, pooled.upper
        );
        out.push(if excludes {
            format!("{}: on average the studies show {} ({figure}).", outcome.name, way(pooled.mean))
        } else {
            format!("{}: on average the studies do not tell whether there is an effect ({figure}).", outcome.name)
        });
        out.push(match pooled.prediction {
            Some((low, high)) if null < low || null > high => {
                format!("Another study of this kind would be expected between {low:.2} and {high:.2}, on the same side.")
            }
            Some((low, high)) => format!(
                "Another study of this kind would be expected between {low:.2} and {high:.2}: it could show the opposite."
            ),
            None => "Two studies are too few to say where another would lie.".to_owned(),
        });
        if let Some((low, high)) = outer(pooled.without.iter().map(|one| one.0)) {
            out.push(format!("With any one study left out the mean lies between {low:.2} and {high:.2}."));
        }
        if let Some((value, lower, upper, clusters)) = pooled.clustered {
            let few = if clusters < 10 { ", and so few clusters still understate the error" } else { "" };
            out.push(format!(
                "Allowing for {clusters} clusters of related studies the interval is {lower:.2} to {upper:.2} about {value:.2}{few}."
            ));
        }
        if let Some(p) = pooled.between {
            let apart = if p < 1.0 - outcome.level { "differ" } else { "are not shown to differ" };
            out.push(format!("The {} subgroups {apart} ({}).", pooled.subgroups.len(), p_value(p)));
        }
        if let (Some((slope, lower, upper, p, _)), Some(name)) = (pooled.moderator, &outcome.moderator) {
            let times = if outcome.is_ratio() { "times " } else { "by " };
            out.push(format!(
                "Per unit of {name} the effect changes {times}{slope:.3} ({lower:.3} to {upper:.3}, {}).",
                p_value(p)
            ));
        }
        if let (Some(reason), Some(name)) = (&pooled.moderator_refused, &outcome.moderator) {
            out.push(format!("There is no regression on {name}: {reason}."));
        }
        if let Bias::Tested(p) = pooled.bias {
            let told = if p < 0.1 {
                "Small studies tell another story than large ones"
            } else {
                "Small studies are not shown to tell another story"
            };
            out.push(format!("{told} (Egger's test, {}).", p_value(p)));
        }
    } else {
        for refusal in &of.refusals {
            out.push(format!("{} is not pooled: {}. To do: {}.", outcome.name, refusal.found, refusal.fix));
        }
        if of.refusals.is_empty() {
            out.push(format!("{} is not pooled: the effects do not allow it.", outcome.name));
        }
        let directions = of.directions;
        let test = directions.p_value.map(|p| format!(" (sign test, {})", p_value(p))).unwrap_or_default();
        out.push(format!(
            "{} studies point above and {} below no effect, {} neither way{test}; this counts directions and says nothing of size.",
            directions.above, directions.below, directions.neither
        ));
    }
    if !of.not_used.is_empty() {
        out.push(format!("{} rows could not be used; the table says why.", of.not_used.len()));
    }
    out.push(format!("The strength of this evidence is {}.", of.strength.label()));
    out
}

fn outer(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |range: Option<(f64, f64)>, value| {
        Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    })
}

/// A p-value to three decimals; one that would be printed as 0 is not.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0005 { "p below 0.001".to_owned() } else { format!("p {p:.3}") }
}
