//! Pooled effects and all that is said with them.

use super::{Directions, Outcome, StudyEffect};
use serde::Serialize;
use std::collections::BTreeMap;
use wres_disparity::{
    Binomial, Level, Proportion,
    pooling::{
        Effect, EffectScale, Estimator, Interval, cluster_robust, egger, inverse_variance_fixed, leave_one_out,
        meta_regression, q_profile, random_effects,
    },
    proportion::one_sample_test,
};

/// Studies from which a test of small studies is made.
pub(super) const FOR_EGGER: usize = 10;

/// A pooled effect; estimates and limits on the printed scale, tau squared on that of pooling.
#[derive(Debug, Clone, Serialize)]
pub struct Pooled {
    /// How many studies.
    pub studies: usize,
    /// The common effect with its limits.
    pub common: (f64, f64, f64),
    /// The common effect on the scale of pooling.
    pub common_y: f64,
    /// The mean effect by REML.
    pub mean: f64,
    /// The mean on the scale of pooling.
    pub y: f64,
    /// Its classic standard error, on the scale of pooling.
    pub se: f64,
    /// Hartung-Knapp limits, never narrower than the classic ones.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// P-value of no effect, by the same.
    pub p_value: f64,
    /// Where the effect of another study would lie; `None` for fewer than three.
    pub prediction: Option<(f64, f64)>,
    /// The variance between studies.
    pub tau_squared: f64,
    /// Its Q-profile interval.
    pub tau_squared_interval: (f64, f64),
    /// I squared, as a share.
    pub i_squared: f64,
    /// Cochran's Q.
    pub q: f64,
    /// Its p-value.
    pub p_value_q: f64,
    /// The weight of each study, as a share.
    pub weights: Vec<f64>,
    /// The mean and its limits without each study in turn.
    pub without: Vec<(f64, f64, f64)>,
    /// The mean with limits that hold where clusters are correlated; `None` where no clusters are named.
    pub clustered: Option<(f64, f64, f64, usize)>,
    /// Each subgroup by itself.
    pub subgroups: Vec<Subgroup>,
    /// P-value of no difference between subgroups.
    pub between: Option<f64>,
    /// Change per unit of the moderator (a ratio, for ratios) with limits, p-value, and the tau squared that it leaves.
    pub moderator: Option<(f64, f64, f64, f64, f64)>,
    /// Why there is no meta-regression though a moderator is named.
    pub moderator_refused: Option<String>,
    /// Do small studies tell another story?
    pub bias: Bias,
}

/// One subgroup.
#[derive(Debug, Clone, Serialize)]
pub struct Subgroup {
    /// Its name.
    pub name: String,
    /// How many studies.
    pub studies: usize,
    /// Its mean with limits.
    pub mean: (f64, f64, f64),
}

/// Egger's test, from ten studies up.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bias {
    /// Too few studies.
    TooFew,
    /// The p-value of no small-study effect.
    Tested(f64),
    /// All studies are of one size.
    OneSize,
}

/// Pools studies that may be pooled; `None` where that cannot be done.
pub(super) fn pool(outcome: &Outcome, studies: &[StudyEffect]) -> Option<Pooled> {
    let level = Level::new(outcome.level).ok()?;
    let scale = if outcome.is_ratio() { EffectScale::Ratio } else { EffectScale::Difference };
    let back = |value: f64| scale.back(value);
    let both = |interval: Interval| (back(interval.lower), back(interval.upper));
    let effects: Vec<Effect> =
        studies.iter().map(|study| Effect::new(study.y, study.se * study.se)).collect::<Result<_, _>>().ok()?;
    let common = inverse_variance_fixed(&effects, level).ok()?;
    let random = random_effects(&effects, Estimator::Reml, level).ok()?;
    let knapp = random.hartung_knapp?;
    let tau = q_profile(&effects, level).ok()?;
    let weights: Vec<f64> = effects.iter().map(|effect| 1.0 / (effect.variance() + random.tau_squared)).collect();
    let total: f64 = weights.iter().sum();
    let without = leave_one_out(&effects, Estimator::Reml, level).ok()?;
    let without = without.iter().map(|one| {
        let interval =
            one.hartung_knapp.map_or(Interval { lower: one.estimate.lower, upper: one.estimate.upper }, |own| {
                own.interval_never_narrower
            });
        (back(one.estimate.value), back(interval.lower), back(interval.upper))
    });
    let without = without.collect();
    let (subgroups, between) = subgroups(studies, &effects, level, scale);
    let (moderator, moderator_refused) = moderated(outcome, studies, &effects, level, scale);
    let (lower, upper) = both(knapp.interval_never_narrower);
    Some(Pooled {
        studies: studies.len(),
        common: (back(common.estimate.value), back(common.estimate.lower), back(common.estimate.upper)),
        common_y: common.estimate.value,
        mean: back(random.estimate.value),
        y: random.estimate.value,
        se: random.standard_error,
        lower,
        upper,
        p_value: knapp.p_value_never_narrower,
        prediction: random.prediction.map(both),
        tau_squared: random.tau_squared,
        tau_squared_interval: (tau.lower, tau.upper),
        i_squared: random.i_squared,
        q: random.q,
        p_value_q: random.p_value_q,
        weights: weights.iter().map(|weight| weight / total).collect(),
        without,
        clustered: clustered(studies, &effects, level, scale),
        subgroups,
        between,
        moderator,
        moderator_refused,
        bias: match egger(&effects, level) {
            _ if effects.len() < FOR_EGGER => Bias::TooFew,
            Ok(test) => test.p_value.map_or(Bias::OneSize, Bias::Tested),
            Err(_) => Bias::OneSize,
        },
    })
}

fn clustered(
    studies: &[StudyEffect],
    effects: &[Effect],
    level: Level,
    scale: EffectScale,
) -> Option<(f64, f64, f64, usize)> {
    if studies.iter().all(|study| study.cluster.is_empty()) {
        return None;
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let clusters: Vec<usize> = studies
        .iter()
        .enumerate()
        .map(|(at, study)| {
            // A study that names no cluster is one by itself.
            if study.cluster.is_empty() { studies.len() + at } else { *numbers.entry(&study.cluster).or_insert(at) }
        })
        .collect();
    let robust = cluster_robust(effects, &clusters, Estimator::Reml, level).ok()?;
    let back = |value| scale.back(value);
    Some((back(robust.value), back(robust.interval.lower), back(robust.interval.upper), robust.clusters))
}

fn subgroups(
    studies: &[StudyEffect],
    effects: &[Effect],
    level: Level,
    scale: EffectScale,
) -> (Vec<Subgroup>, Option<f64>) {
    let mut groups: BTreeMap<&str, Vec<Effect>> = BTreeMap::new();
    for (study, effect) in studies.iter().zip(effects) {
        if !study.subgroup.is_empty() {
            groups.entry(&study.subgroup).or_default().push(*effect);
        }
    }
    if groups.len() < 2 {
        return (Vec::new(), None);
    }
    let mut means: Vec<Effect> = Vec::new();
    let mut out = Vec::new();
    for (name, effects) in &groups {
        let Ok(random) = random_effects(effects, Estimator::Reml, level) else { continue };
        let interval = random
            .hartung_knapp
            .map_or(Interval { lower: random.estimate.lower, upper: random.estimate.upper }, |knapp| {
                knapp.interval_never_narrower
            });
        let mean = (scale.back(random.estimate.value), scale.back(interval.lower), scale.back(interval.upper));
        means.extend(Effect::new(random.estimate.value, random.standard_error * random.standard_error));
        out.push(Subgroup { name: (*name).to_owned(), studies: effects.len(), mean });
    }
    let between = inverse_variance_fixed(&means, level).ok().map(|fixed| fixed.p_value_q);
    (out, between.filter(|_| means.len() > 1))
}

type Moderated = (Option<(f64, f64, f64, f64, f64)>, Option<String>);

fn moderated(
    outcome: &Outcome,
    studies: &[StudyEffect],
    effects: &[Effect],
    level: Level,
    scale: EffectScale,
) -> Moderated {
    let Some(name) = &outcome.moderator else { return (None, None) };
    let given: Vec<(Effect, f64)> =
        studies.iter().zip(effects).filter_map(|(study, effect)| Some((*effect, study.moderator?))).collect();
    if given.len() < studies.len() {
        return (None, Some(format!("`{name}` is a number in {} of {} studies", given.len(), studies.len())));
    }
    let (effects, values): (Vec<Effect>, Vec<f64>) = given.into_iter().unzip();
    match meta_regression(&effects, &values, level) {
        Ok(line) => {
            let back = |value| scale.back(value);
            let interval = line.slope_interval;
            (
                Some((
                    back(line.slope),
                    back(interval.lower),
                    back(interval.upper),
                    line.slope_p_value,
                    line.tau_squared,
                )),
                None,
            )
        }
        Err(error) => (None, Some(error.to_string())),
    }
}

/// How many effects lie above and below that of no effect, and the exact sign test.
pub(super) fn directions(outcome: &Outcome, studies: &[StudyEffect]) -> Directions {
    let count = |holds: fn(f64) -> bool| studies.iter().filter(|study| holds(study.y)).count() as u64;
    let (above, below) = (count(|y| y > 0.0), count(|y| y < 0.0));
    let _ = outcome;
    let p_value = Binomial::of(above, above + below)
        .ok()
        .zip(Proportion::new(0.5).ok())
        .and_then(|(signs, half)| one_sample_test(signs, half).ok().map(|test| test.p_exact));
    Directions { above, below, neither: studies.len() as u64 - above - below, p_value }
}
