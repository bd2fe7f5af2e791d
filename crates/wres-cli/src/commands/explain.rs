//! `wres explain`: a method, a standard, an indicator, a finding, a figure, a symbol or an exit code, in plain words.

use crate::{
    args::ExplainArgs,
    exit::{Exit, Failure},
    output::print,
};
use wres_disparity::catalogue;
use wres_domain::MeasureKind;
use wres_domain::parsed;
use wres_figures::figures;
use wres_metrics::Standard;

/// Symbols in tables, after the Analysis Function's policy "Symbols in tables".
const SYMBOLS: [(&str, &str); 9] = [
    (
        "[c]",
        "confidential: the protected count is below the threshold (below 10 by default, which is 0 or 5) and the true count may be none, or the figure needs such a count",
    ),
    ("[x]", "not available: the site did not supply what it takes"),
    ("[z]", "not applicable: there is nothing to measure, such as no such rung at the site, or nobody in a group"),
    ("[low]", "rounds to zero, but is not zero"),
    ("[u]", "of low reliability: an expected count is below 5, so read the interval and not the estimate"),
    ("[p]", "provisional: may change when late submissions come"),
    ("[r]", "revised since it was first published"),
    ("[e]", "estimated: pooled over sites or drawn towards the whole"),
    ("[b]", "break in series: a code list, a grade map or a definition changed here"),
];

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let subject = args.subject.join(" ");
    let text = method(&subject)
        .or_else(|| indicator(&subject))
        .or_else(|| standard(&subject))
        .or_else(|| wres_pipeline::explain_finding(&subject))
        .or_else(|| figure(&subject))
        .or_else(|| measure(&subject))
        .or_else(|| symbol(&subject))
        .or_else(|| exit_code(&subject));
    match text {
        Some(text) => print(text.trim_end())?,
        None => {
            let hint = catalogue::find(&subject).err().map(|error| error.to_string()).unwrap_or_default();
            return Err(Failure::usage(format!(
                "`{subject}` is no method, standard, indicator, finding, figure, symbol or exit code ({hint}). Methods: `wres stat --list`"
            )));
        }
    }
    Ok(Exit::Done)
}

fn method(name: &str) -> Option<String> {
    match catalogue::find(name) {
        Ok(method) => Some(catalogue::reference_entry(method)),
        Err(_) => None,
    }
}

fn standard(name: &str) -> Option<String> {
    match Standard::embedded(name) {
        Ok(standard) => Some(wres_metrics::explain_standard(&standard)),
        Err(_) => None,
    }
}

fn indicator(name: &str) -> Option<String> {
    // The newest year of a family comes last, and is the one that is meant.
    Standard::embedded_names().into_iter().rev().find_map(|standard| {
        let Ok(standard) = Standard::embedded(standard) else { return None };
        let indicator = standard.indicator(name).filter(|indicator| indicator.id.0 == name)?;
        Some(wres_metrics::explain(&standard, indicator))
    })
}

/// A figure by the name of its column, with its table or without: `outcomes.ratio`, `ratio_lowest`. One that stands in several tables
/// is told for each.
fn figure(name: &str) -> Option<String> {
    let (table, column) = name.split_once('.').map_or((None, name), |(table, column)| (Some(table), column));
    let told: Vec<String> = figures()
        .filter(|figure| figure.columns.estimate == column && table.is_none_or(|table| table == figure.table))
        .map(|figure| {
            let [exact, rounded] = figure.methods;
            let methods = if exact == rounded {
                exact.to_owned()
            } else {
                format!("{exact} of exact counts, {rounded} of rounded ones")
            };
            let limits =
                figure.columns.limits.map_or(String::new(), |[lower, upper]| format!(", with {lower} and {upper}"));
            format!(
                "{}: column {column} of {}{limits}\n{}\nunit: {}\nmethod: {methods} (`wres explain {exact}`)\n",
                figure.title,
                figure.table,
                figure.meaning,
                figure.unit.code()
            )
        })
        .collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// A figure of the table of measures, by the word in its column `measure`.
fn measure(name: &str) -> Option<String> {
    let kind = MeasureKind::ALL.into_iter().find(|kind| kind.code() == name)?;
    Some(format!("{}: `{name}` in the table of measures\nunit: {}\n", kind.label(), kind.unit().code()))
}

fn symbol(symbol: &str) -> Option<String> {
    let known = SYMBOLS.iter().find(|(known, _)| *known == symbol || known.trim_matches(['[', ']']) == symbol)?;
    Some(format!("{}  {}", known.0, known.1))
}

fn exit_code(subject: &str) -> Option<String> {
    let code: u8 = parsed(subject.strip_prefix("exit ").unwrap_or(subject).trim())?;
    let (_, meaning) = Exit::TABLE.into_iter().find(|(exit, _)| exit.code() == code)?;
    Some(format!("exit code {code}: {meaning}"))
}
