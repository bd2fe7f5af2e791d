//! What does not reproduce of published tables: grouped by figure and cause, three examples each, so that a thousand equal
//! findings are one line.

use crate::{
    claims::{Claim, Column, judge},
    page::{document, escaped},
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use wres_domain::{FigureVerdict, PrintedFigure};

/// Examples of each cause.
const EXAMPLES: usize = 3;

/// Printed figures of one kind with one verdict and one cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureCause {
    /// The table.
    pub table: String,
    /// What the figures are.
    pub figure: String,
    /// The verdict.
    pub verdict: FigureVerdict,
    /// Why, in words; empty for those that reproduce.
    pub cause: String,
    /// How many.
    pub figures: usize,
    /// Of how many figures of this kind.
    pub of: usize,
    /// In how many places.
    pub places: usize,
    /// The periods.
    pub periods: Vec<String>,
    /// Some of them, in words.
    pub examples: Vec<String>,
}

/// Groups printed figures by table, figure, verdict and cause, those that do not follow first.
#[must_use]
pub fn causes(figures: &[PrintedFigure]) -> Vec<FigureCause> {
    let mut of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut groups: BTreeMap<(u8, &str, &str, FigureVerdict, String), Vec<&PrintedFigure>> = BTreeMap::new();
    for figure in figures {
        *of.entry((&figure.table, &figure.figure)).or_default() += 1;
        let key =
            (weight(figure.verdict), figure.table.as_str(), figure.figure.as_str(), figure.verdict, cause(figure));
        groups.entry(key).or_default().push(figure);
    }
    let mut out: Vec<FigureCause> = groups
        .into_iter()
        .map(|((_, table, name, verdict, cause), group)| FigureCause {
            table: table.to_owned(),
            figure: name.to_owned(),
            verdict,
            cause,
            figures: group.len(),
            of: of.get(&(table, name)).copied().unwrap_or_default(),
            places: group.iter().map(|figure| &figure.name).collect::<BTreeSet<_>>().len(),
            periods: group.iter().map(|figure| figure.period.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            examples: group.iter().take(EXAMPLES).map(|figure| example(figure)).collect(),
        })
        .collect();
    out.sort_by_key(|one| (weight(one.verdict), std::cmp::Reverse(one.figures)));
    out
}

fn weight(verdict: FigureVerdict) -> u8 {
    match verdict {
        FigureVerdict::Differs => 0,
        FigureVerdict::Truncated => 1,
        FigureVerdict::WithinRounding => 2,
        FigureVerdict::NotPrinted => 3,
        FigureVerdict::Reproduces => 4,
    }
}

/// Why a figure does not follow, without its numbers, so that equal causes are equal.
fn cause(figure: &PrintedFigure) -> String {
    match figure.verdict {
        FigureVerdict::Differs if figure.figure.starts_with("sum of sites") => {
            let printed = number(&figure.printed);
            match (printed, figure.recomputed.as_deref().and_then(number)) {
                (Some(printed), Some(sum)) if printed > sum => {
                    "the printed total is above the sum of its sites".to_owned()
                }
                (Some(_), Some(_)) => "the printed total is below the sum of its sites".to_owned(),
                _ => String::new(),
            }
        }
        FigureVerdict::Differs => {
            let claim = Claim::new(&figure.table, 0)
                .with(Column::Claim, &figure.figure)
                .with(Column::Cases, &figure.numerator)
                .with(Column::Base, &figure.denominator)
                .with(Column::Rate, &padded(&figure.printed, figure.recomputed.as_deref().unwrap_or_default()));
            let judged = judge(std::slice::from_ref(&claim));
            let fault = judged.first().and_then(|one| one.verdicts.first()).map(|verdict| verdict.rule.says);
            fault.unwrap_or_default().to_owned()
        }
        FigureVerdict::NotPrinted if figure.figure.starts_with("sum of sites") => {
            "some of its sites carry a mark".to_owned()
        }
        FigureVerdict::Truncated | FigureVerdict::WithinRounding | FigureVerdict::NotPrinted => {
            figure.verdict.label().to_owned()
        }
        FigureVerdict::Reproduces => String::new(),
    }
}

/// The printed text with the decimals of its column: a file drops the zero of 23.0.
fn padded(printed: &str, recomputed: &str) -> String {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let (has, wants) = (decimals(printed), decimals(recomputed));
    if has >= wants || number(printed).is_none() {
        return printed.to_owned();
    }
    let point = if has == 0 { "." } else { "" };
    format!("{printed}{point}{}", "0".repeat(wants - has))
}

fn number(text: &str) -> Option<f64> {
    crate::printed::read(text).number().map(|number| number.value)
}

fn example(figure: &PrintedFigure) -> String {
    let recomputed = figure.recomputed.as_deref().unwrap_or("not computed");
    let parts = if figure.figure.starts_with("sum of sites") {
        format!("{} {}", figure.numerator, figure.denominator)
    } else {
        format!("{} / {}", figure.numerator, figure.denominator)
    };
    format!("{} {}: printed {}, computed {recomputed} from {parts}", figure.name, figure.period, figure.printed)
}

/// The page "What does not reproduce".
#[must_use]
pub fn page(figures: &[PrintedFigure]) -> String {
    let causes = causes(figures);
    let count = |verdict| figures.iter().filter(|figure| figure.verdict == verdict).count();
    let mut body = String::new();
    let _ = write!(
        body,
        "<p>{} printed figures were computed again from what is printed beside them. Every one of them, with its verdict, is in \
         <a href=\"tables/printed_figures.csv\">tables/printed_figures.csv</a>.</p><ul>",
        figures.len()
    );
    for verdict in FigureVerdict::ALL {
        let _ = write!(body, "<li>{} {}</li>", count(verdict), escaped(verdict.label()));
    }
    body.push_str("</ul>");
    for (title, verdicts) in [
        ("Do not follow from their parts", &[FigureVerdict::Differs][..]),
        ("Were cut off instead of rounded", &[FigureVerdict::Truncated]),
        ("Follow only within the rounding of their parts", &[FigureVerdict::WithinRounding]),
        ("Cannot be checked", &[FigureVerdict::NotPrinted]),
    ] {
        let own: Vec<&FigureCause> = causes.iter().filter(|one| verdicts.contains(&one.verdict)).collect();
        if own.is_empty() {
            continue;
        }
        let _ = write!(
            body,
            "<h2>{0}</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><thead><tr><th scope=\"col\">Figure</th>\
             <th scope=\"col\">Table</th><th scope=\"col\">Cause</th><th scope=\"col\">Figures</th><th scope=\"col\">Places</th>\
             <th scope=\"col\">Periods</th><th scope=\"col\">Examples</th></tr></thead><tbody>",
            escaped(title)
        );
        for one in own {
            let _ = write!(
                body,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{} of {}</td><td>{}</td><td>{}</td><td><ul>",
                escaped(&one.figure),
                escaped(&one.table),
                escaped(&one.cause),
                one.figures,
                one.of,
                one.places,
                escaped(&one.periods.join(", "))
            );
            for example in &one.examples {
                let _ = write!(body, "<li>{}</li>", escaped(example));
            }
            body.push_str("</ul></td></tr>");
        }
        body.push_str("</tbody></table></div>");
    }
    document("What does not reproduce", &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wres_domain::Scope;

    fn figure(name: &str, printed: &str, recomputed: &str, verdict: FigureVerdict) -> PrintedFigure {
        PrintedFigure {
            table: "a table".to_owned(),
            figure: "a rate".to_owned(),
            period: "2025".to_owned(),
            scope: Scope::All,
            name: name.to_owned(),
            numerator: "12".to_owned(),
            denominator: "50".to_owned(),
            printed: printed.to_owned(),
            recomputed: Some(recomputed.to_owned()),
            interval: None,
            verdict,
        }
    }

    #[test]
    fn a_thousand_equal_findings_are_one_line_with_three_examples() {
        let mut figures: Vec<PrintedFigure> =
            (0..1109).map(|n| figure(&format!("site {n}"), "42.0", "24.0", FigureVerdict::Differs)).collect();
        figures.push(figure("right", "24.0", "24.0", FigureVerdict::Reproduces));
        let causes = causes(&figures);
        assert_eq!(causes.len(), 2);
        assert_eq!(
            (causes[0].figures, causes[0].of, causes[0].places, causes[0].examples.len()),
            (1109, 1110, 1109, 3)
        );
        let page = page(&figures);
        assert!(page.contains("1109 of 1110") && page.matches("printed 42.0").count() == 3, "{page}");
    }
}
