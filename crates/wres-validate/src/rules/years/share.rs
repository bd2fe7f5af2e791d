//! A share of posts that moved from one year to the next.

use crate::{
    gathered::{Gathered, Post},
    rule::Statement,
    settings::Settings,
};
use wres_domain::{Dataset, Ethnicity, percent_half_up};

/// Posts of a kind, and posts that they are a share of.
pub(super) type Share = (u64, u64);

/// The ethnicity of a post.
pub(super) fn ethnicity(post: &Post) -> Option<Ethnicity> {
    Ethnicity::ALL.get(usize::from(post.ethnicity)).copied()
}

/// Says that a share of posts by ethnicity moved too far, where both years have enough posts to tell. `moved` is how far, from
/// the shares of last year and this; `words` puts the two percentages into words, this year's first.
pub(super) fn moved(
    gathered: &Gathered,
    settings: &Settings,
    share: impl Fn(&[Post]) -> Share,
    moved: impl Fn(f64, f64) -> f64,
    words: impl Fn(&str, &str) -> String,
) -> Vec<Statement> {
    let (now, then) = (share(&gathered.staff), share(&gathered.last));
    let enough = |(_, all): Share| all >= settings.policy.enough_rows;
    let of = |(part, all): Share| part as f64 / all.max(1) as f64;
    if !enough(now) || !enough(then) || moved(of(then), of(now)) <= settings.policy.share_change {
        return Vec::new();
    }
    let percent = |(part, all)| percent_half_up(part, all, 1).unwrap_or_default();
    vec![Statement {
        dataset: Some(Dataset::Staff),
        column: Some("ethnicity".to_owned()),
        count: now.1,
        found: words(&percent(now), &percent(then)),
    }]
}
