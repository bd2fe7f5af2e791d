//! What there is to say about an indicator, before it is known where it will be read.

use crate::{
    definition::{Adverse, Compare, Indicator, Kind, MeasureFamily, Split, Standard, WantedMeasure, When, cells},
    plan::{CountNode, Division, Measure, resolve_indicator},
};
use wres_domain::thousands;

/// A titled part.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a part.
pub(super) enum Block {
    Paragraph(String),
    List(Vec<String>),
    /// A header and rows of as many cells.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// Everything there is to say about an indicator, in order.
pub(super) fn article(standard: &Standard, indicator: &Indicator) -> Vec<Section> {
    let mut sections = vec![Section { heading: "Definition", blocks: definition(indicator) }];
    sections.push(Section { heading: "How it is counted", blocks: vec![Block::List(counting(standard, indicator))] });
    sections.push(Section { heading: "What is published", blocks: vec![Block::List(published(standard, indicator))] });
    if indicator.example.is_some() {
        sections.push(Section { heading: "Worked example", blocks: example(indicator) });
    }
    let years = indicator.history.iter().map(|entry| {
        let year = entry.year.map_or_else(|| entry.standard.clone(), |year| year.to_string());
        format!("{year}: {}", entry.changed)
    });
    sections.push(Section { heading: "History", blocks: vec![Block::List(years.collect())] });
    sections.push(Section { heading: "Source", blocks: vec![Block::Paragraph(indicator.source.clone())] });
    sections
}

fn definition(indicator: &Indicator) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(indicator.definition.clone())];
    blocks.extend(indicator.note.clone().map(Block::Paragraph));
    blocks.extend(indicator.threshold.as_ref().map(|threshold| {
        let at_least = thousands(threshold.at_least);
        let from = format!("From {at_least}: {}", threshold.reached);
        Block::List(vec![from, format!("Below {at_least}: {}", threshold.below)])
    }));
    blocks
}

fn counting(standard: &Standard, indicator: &Indicator) -> Vec<String> {
    let mut out = Vec::new();
    let population = standard.populations.get(&indicator.population);
    if let Some(population) = population {
        let unit = if population.when == When::Rows { "each row counts" } else { "each person counts once" };
        out.push(format!("Population: {}; {unit}.", population.label));
    }
    // A standard that was loaded resolves; a broken one has nothing more to say here.
    let Ok((node, count)) = resolve_indicator(standard, indicator) else { return out };
    out.push(format!("Members: {node}."));
    if let Some(at_risk) = &count.at_risk {
        out.push(format!("At risk: {at_risk}."));
    }
    match &count.measure {
        Measure::Proportion { case, weight, .. } => {
            out.push(format!("Case: {case}."));
            out.extend(weight.as_ref().map(|weight| format!(
                "Weighted by `{weight}`, where the site sends it: respondents, sums of weights and of their squares, of all and of cases, in ten-thousandths."
            )));
        }
        Measure::Share { .. } => out.push("Case: being in the stratum.".to_owned()),
        Measure::Survival { exit, bands } => out.push(format!(
            "By month of service in the bands {bands}: the base is the months that anybody was in post; exit: {exit}. Within a band everybody is taken to leave at the same rate."
        )),
        Measure::Waiting { start, end, days, bands } => out.push(format!(
            "By day since `{start}`, up to {days} days, in the bands {bands}: the base is the days that anybody was still waiting; case: `{end}` on one of them. Who still waits at the end of the period is counted up to it. Within a band everybody is taken to be answered at the same rate."
        )),
        Measure::Transitions => {
            out.push("By rung before and rung on the snapshot date, or left; the base is everybody on the rung before.".to_owned());
        }
        Measure::Pay { column } => out.push(format!(
            "People by distinct `{column}`, and by service, rung and hours, which gaps are adjusted for."
        )),
        Measure::Sum { column } => out.push(format!("The sum of `{column}`, in hundredths of a full-time post.")),
    }
    out.extend(strata(standard, &count));
    out
}

fn strata(standard: &Standard, count: &CountNode) -> Vec<String> {
    let mut out = Vec::new();
    for strata in count.strata() {
        let Some(dimension) = standard.dimensions.get(&strata.dimension) else { continue };
        let divides = match strata.split {
            Split::Base => "the base with its cases",
            Split::Cases => "the cases",
        };
        let codes = strata.division.codes();
        let labels: Vec<&str> =
            codes.iter().filter_map(|code| standard.stratum_label(&strata.dimension, code)).collect();
        let rest = match strata.division {
            Division::Conditions(_) => String::new(),
            _ => format!("; else {}", dimension.unmapped),
        };
        out.push(format!("By {} ({divides}): {}{rest}.", dimension.label.to_lowercase(), labels.join("; ")));
    }
    out
}

fn published(standard: &Standard, indicator: &Indicator) -> Vec<String> {
    let mut out = Vec::new();
    match indicator.kind {
        Kind::Share => {
            out.push("Rate: those of the group in the stratum / the group, with Wilson's interval.".to_owned());
            out.push(
                "Share: those of the group in the stratum / everybody in the stratum whose ethnicity is known."
                    .to_owned(),
            );
            out.push(
                "Gap: share of the stratum less share of everybody, from Miettinen and Nurminen's interval.".to_owned(),
            );
        }
        Kind::Proportion => out.push("Rate: cases / base, with Wilson's interval.".to_owned()),
        Kind::LikelihoodAndGap => {
            out.push("Rate: cases / base, with Wilson's interval.".to_owned());
            out.push("Gaps: share of the cases less share of the base, and less share of the population where a benchmark is configured.".to_owned());
        }
        Kind::Survival => {
            out.push(
                "For every band of months of service: those who leave in it / the months that anybody was there."
                    .to_owned(),
            );
        }
        Kind::Waiting => out.push(
            "For every band of days: those to whom it came / the days that anybody was still waiting.".to_owned(),
        ),
        Kind::Transitions => out.push(
            "For every rung: those who stayed, went up or down to each rung, or left / those who were on it."
                .to_owned(),
        ),
        Kind::Hours => out.push("Full-time equivalents by group, in hundredths; no comparison is meant.".to_owned()),
        Kind::Pay => {
            out.push("People by distinct pay: gaps in mean and median, and quarters, are made from these.".to_owned());
        }
    }
    if !matches!(indicator.kind, Kind::Pay | Kind::Hours) {
        let (of, against) = match indicator.compare {
            Compare::GroupOverReference => ("group", "reference group"),
            Compare::ReferenceOverGroup => ("reference group", "group"),
        };
        out.push(format!(
            "Ratio: rate of the {of} / rate of the {against}, with Koopman's score interval; difference with Miettinen and Nurminen's; events more or fewer than at the reference group's rate."
        ));
    }
    out.push(match indicator.adverse {
        Adverse::HigherRate => "Worse for the group: a higher rate than the reference group's.".to_owned(),
        Adverse::LowerRate => "Worse for the group: a lower rate than the reference group's.".to_owned(),
        Adverse::Neither => "Neither side is worse in itself.".to_owned(),
    });
    if let Some((low, high)) = indicator.display_range {
        out.push(format!("The scheme shows the range {low:.2} to {high:.2} as a band: it is no verdict."));
    }
    out.extend(indicator.measures.iter().map(figures));
    let groupings: Vec<&str> = standard.groupings.iter().map(|grouping| grouping.code()).collect();
    let services: Vec<&str> = standard.services.iter().map(|service| service.code()).collect();
    out.push(format!("Groupings: {}.", groupings.join(", ")));
    if !services.is_empty() {
        out.push(format!("Services: all together; {}.", services.join(", ")));
    }
    out
}

/// A family of figures that take many counts at once.
fn figures(wanted: &WantedMeasure) -> String {
    let at: Vec<String> = wanted.at.iter().map(u32::to_string).collect();
    let at = at.join(", ");
    let with: Vec<String> = wanted.with.iter().map(|name| format!("`{name}`")).collect();
    let with = with.join(", ");
    match wanted.family {
        MeasureFamily::Survival => format!(
            "Figures: share still there after {at} months; median time; mean time within the last of these; difference of means and hazard ratio against the reference group, with the log-rank test over bands."
        ),
        MeasureFamily::Incidence => {
            format!("Figures: share that has left in this way after {at} months, {with} competing (Aalen and Johansen).")
        }
        MeasureFamily::Waiting => format!(
            "Figures: days until half and until 90% have had an answer; share answered within {at} days; pace against the reference group. Who still waits is censored."
        ),
        MeasureFamily::UnderReporting => {
            format!("Figures: people logged over those whom {with} leads to expect among all staff, and how many are in no log; both parts have their chance.")
        }
        MeasureFamily::Ladder => "Figures: step ratio from each rung to the next (odds of the upper rung, group over reference), their product, dissimilarity beside what chance gives, Theil's H.".to_owned(),
        MeasureFamily::Stay => "Figures: years that a stay on each rung lasts, 1 / (1 - share that stays).".to_owned(),
        MeasureFamily::Career => "Figures: years of a career on each rung and share of careers that come to it, from the lowest rung, if every year is like this one.".to_owned(),
        MeasureFamily::FourFifths => "Figures: each group's rate over the highest, and whether it is strictly below four fifths.".to_owned(),
        MeasureFamily::PayGap => "Figures: gap in mean and in median pay, in per cent of the reference group's; the gap between people alike in rung, service and hours, and the part that goes with these (Oaxaca and Blinder, pooled coefficients); the group's share of each quarter. Rounded to a tenth of a per cent.".to_owned(),
        MeasureFamily::BonusGap => "Figures: gap in mean and in median bonus among those who had one, in per cent of the reference group's. Rounded to a tenth of a per cent.".to_owned(),
        MeasureFamily::Undisclosed => "Figures: share whose ethnicity is not disclosed.".to_owned(),
        MeasureFamily::Response => format!("Figures: response rate, questionnaires over the base of {with}."),
        MeasureFamily::Weighted => "Figures, where the site sends weights: the weighted share (Hajek) with Wilson's interval at the effective size, respondents / design effect; the design effect, linearised and Kish's; and the ratio to the reference group's weighted share, linearised on the log scale. They leave as a quotient of rounded respondents and rounded weighted cases.".to_owned(),
        MeasureFamily::Score => format!("Figures: score of all checks and of each heading, those met and half of those that only {with} counts, over those answered."),
        MeasureFamily::Gate => format!("Figures, of each site: the level reached, and the first level not passed with how many of its core checks are missing, and how many of these {with} says were not answered."),
        MeasureFamily::Agreement => "Figures: weighted kappa of own and peer's answers, linear weights.".to_owned(),
    }
}

fn example(indicator: &Indicator) -> Vec<Block> {
    let Some(example) = &indicator.example else { return Vec::new() };
    let mut out = vec![Block::Paragraph(example.says.clone())];
    for (when, tables) in [("", &example.rows), (" (a year before)", &example.previous)] {
        for (name, text) in tables {
            out.push(Block::Paragraph(format!("`{name}`{when}:")));
            out.extend(table(text));
        }
    }
    out.push(Block::Paragraph("Counted:".to_owned()));
    out.extend(table(&example.expect));
    out
}

fn table(text: &str) -> Option<Block> {
    let (header, rows) = cells(text).ok()?;
    let owned = |line: Vec<&str>| line.into_iter().map(str::to_owned).collect::<Vec<_>>();
    Some(Block::Table(owned(header), rows.into_iter().map(owned).collect()))
}
