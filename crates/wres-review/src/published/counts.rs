//! A table with one count a row: into the waist, and its printed shares and totals computed again.

use super::{
    definition::{CountsTable, PublishedIndicator},
    findings::{derived_differs, unused},
    judge::judge,
    points::{Measure, Point, RateInterval},
    printed::PublishedCounts,
    sums::{self, Addend},
    table::{self, Columns, SourceFile},
};
use crate::error::{Result, ReviewError};
use std::{collections::BTreeMap, sync::Arc};
use wres_disparity::{Base, Binomial, Count, Level, proportion};
use wres_domain::{
    AbsentReason, Cell, CountRow, Decimal, Ethnicity, FigureVerdict, Group, Grouping, IndicatorId, Interval, Location,
    Place, PrintedFigure, Scope, ServiceScope, Stratum,
};

/// The counts of one place and period: by stratum and group.
#[derive(Default)]
struct Cells {
    /// Count as printed, by stratum and group as written.
    counts: BTreeMap<(String, String), Cell<u64>>,
}

/// Reads a table of counts.
pub(super) fn read(file: &SourceFile, definition: &CountsTable, level: Level, out: &mut PublishedCounts) -> Result<()> {
    let own = [&definition.period, &definition.stratum, &definition.group, &definition.count];
    let optional = [&definition.mark, &definition.total, &definition.share];
    let mut columns: Vec<&str> = own.into_iter().map(String::as_str).collect();
    columns.extend(optional.into_iter().flatten().map(String::as_str));
    columns.extend(definition.levels.columns());
    let columns = Columns::find(file, &columns)?;
    let groups = groups(file, definition)?;

    let totals = totals(definition, &columns, file);
    let mut places: BTreeMap<(Scope, String), Cells> = BTreeMap::new();
    let mut addends = Vec::new();
    for record in columns.records(file) {
        let text = |column: &str| record.text(column).to_owned();
        let place = Location::file(&file.name).row(u64::from(record.number()));
        let Some(about) = definition.levels.about(&record) else {
            out.findings.push(unused(place, "a row that is about no site, region or whole"));
            continue;
        };
        let (period, stratum, group) = (text(&definition.period), text(&definition.stratum), text(&definition.group));
        let known = groups.contains_key(&group) || definition.derived.contains_key(&group);
        if !known || (stratum != definition.whole && !definition.strata.contains(&stratum)) {
            out.findings.push(unused(
                place,
                &format!("the group \"{group}\" or the stratum \"{stratum}\", which nothing maps"),
            ));
            continue;
        }
        let mut count_text = text(&definition.count);
        if count_text.is_empty()
            && let Some(mark) = &definition.mark
        {
            count_text = text(mark);
        }
        let total_row = totals.get(&(about.scope.clone(), period.clone(), stratum.clone()));
        let total =
            definition.total.as_ref().map(|column| text(column)).or_else(|| total_row.cloned()).unwrap_or_default();
        if Decimal::parse(&count_text).is_none() && Decimal::parse(&total).and_then(Decimal::as_count) == Some(0) {
            // Of nobody, none are of this group, whatever mark stands there.
            "0".clone_into(&mut count_text);
        }
        let figure = format!("{stratum}: {group}");
        out.sites.extend(about.site().map(|site| (site.id.clone(), site)));
        out.periods.insert(period.clone());
        let count = Decimal::parse(&count_text).and_then(Decimal::as_count);
        let cell = count.map_or(Cell::Absent(AbsentReason::NotPrinted), Cell::Value);
        if let Some(share) = &definition.share {
            out.figures.push(printed_share(
                definition,
                &about,
                &period,
                &figure,
                (&count_text, &total, &text(share)),
                level,
            ));
        }
        addends.push(Addend {
            scope: about.scope.clone(),
            name: about.name.clone(),
            regions: about.region.iter().chain(&about.wider).cloned().collect(),
            period: period.clone(),
            figure,
            text: count_text,
            decimals: 0,
        });
        let cells = places.entry((about.scope, period)).or_default();
        if cells.counts.insert((stratum, group), cell).is_some() {
            out.findings.push(unused(place, "a second count for the same place, stratum and group"));
        }
    }
    for ((scope, period), cells) in &places {
        check_derived(&file.name, definition, scope, period, cells, out);
        if matches!(scope, Scope::Site(_)) {
            for indicator in &definition.indicators {
                rows(definition, indicator, &groups, scope, period, cells, &mut out.rows);
            }
        }
    }
    representation(definition, &groups, &places, out);
    out.figures.extend(sums::check(&definition.title, &addends));
    out.inputs.push((file.name.clone(), file.blake3.clone()));
    Ok(())
}

/// The share of people of minority groups among all whose group is known, in every stratum and place, the printed regions and the
/// printed whole among them.
fn representation(
    definition: &CountsTable,
    groups: &BTreeMap<String, Ethnicity>,
    places: &BTreeMap<(Scope, String), Cells>,
    out: &mut PublishedCounts,
) {
    let side = |minority: bool| {
        let wanted = if minority { Group::Bme } else { Group::White };
        groups.iter().filter(move |(_, ethnicity)| Grouping::Binary.group(**ethnicity) == wanted)
    };
    if side(true).next().is_none() || side(false).next().is_none() {
        return;
    }
    for stratum in [&definition.whole].into_iter().chain(&definition.strata) {
        let measure = out.measures.len();
        let shown = if *stratum == definition.whole { "everybody" } else { stratum.as_str() };
        out.measures.push(Measure {
            id: format!("minority_{}", stratum_code(stratum)),
            title: format!("Black and minority ethnic share of {}", shown.to_lowercase()),
            table: definition.title.clone(),
            per: 100,
            decimals: 1,
            interval: RateInterval::People,
        });
        for ((scope, period), cells) in places {
            let sum = |minority: bool| {
                side(minority).try_fold(0_u64, |sum, (group, _)| {
                    let cell = cells.counts.get(&(stratum.clone(), group.clone()))?;
                    Some(sum.saturating_add(*cell.value()?))
                })
            };
            let (Some(minority), Some(white)) = (sum(true), sum(false)) else { continue };
            let parts = (Decimal::whole(minority), Decimal::whole(minority.saturating_add(white)));
            out.points.extend(Point::of(measure, (period, scope), Some(parts.0), Some(parts.1)));
        }
    }
}

/// The printed total of each place, period and stratum, where totals are rows.
fn totals(
    definition: &CountsTable,
    columns: &Columns<'_>,
    file: &SourceFile,
) -> BTreeMap<(Scope, String, String), String> {
    let Some(total) = &definition.total_group else { return BTreeMap::new() };
    let rows = columns.records(file).filter(|record| record.text(&definition.group) == total);
    rows.filter_map(|record| {
        let about = definition.levels.about(&record)?;
        let text = |column: &str| record.text(column).to_owned();
        Some(((about.scope, text(&definition.period), text(&definition.stratum)), text(&definition.count)))
    })
    .collect()
}

fn groups(file: &SourceFile, definition: &CountsTable) -> Result<BTreeMap<String, Ethnicity>> {
    definition
        .groups
        .iter()
        .map(|(written, code)| {
            Ethnicity::from_code(code).map(|ethnicity| (written.clone(), ethnicity)).ok_or_else(|| {
                ReviewError::Published {
                    path: file.path.clone(),
                    message: format!("`groups`: `{code}` is no canonical ethnicity; `wres codes list` names them"),
                }
            })
        })
        .collect()
}

fn printed_share(
    definition: &CountsTable,
    about: &table::About,
    period: &str,
    figure: &str,
    (count, total, share): (&str, &str, &str),
    level: Level,
) -> PrintedFigure {
    let parts = (Decimal::parse(count), Decimal::parse(total), Decimal::parse(share));
    let (recomputed, verdict, interval) = match parts {
        (Some(count), Some(total), Some(share)) => {
            let (recomputed, verdict) = judge(count, total, share, 100, definition.decimals, None);
            (recomputed, verdict, percent_interval(count, total, level))
        }
        _ => (None, FigureVerdict::NotPrinted, None),
    };
    PrintedFigure {
        table: definition.title.clone(),
        figure: format!("share of {figure}"),
        period: period.to_owned(),
        scope: about.scope.clone(),
        name: about.name.clone(),
        numerator: count.to_owned(),
        denominator: total.to_owned(),
        printed: share.to_owned(),
        recomputed: recomputed.map(|value| value.to_string()),
        interval,
        verdict,
    }
}

/// The Wilson interval of a proportion of people, in percent.
pub(super) fn percent_interval(cases: Decimal, base: Decimal, level: Level) -> Option<Interval> {
    let binomial = Binomial::new(Count(cases.as_count()?), Base(base.as_count()?)).ok()?;
    let estimate = proportion::wilson(binomial, level).ok()?;
    Some(Interval { estimate: 100.0 * estimate.value, lower: 100.0 * estimate.lower, upper: 100.0 * estimate.upper })
}

/// A group that the publisher derived must be the sum of its parts; where it is not, that is a finding, and the parts count.
fn check_derived(
    file: &str,
    definition: &CountsTable,
    scope: &Scope,
    period: &str,
    cells: &Cells,
    out: &mut PublishedCounts,
) {
    for (derived, parts) in &definition.derived {
        for stratum in definition.strata.iter().chain([&definition.whole]) {
            let count = |group: &String| {
                cells.counts.get(&(stratum.clone(), group.clone())).and_then(|cell| cell.value().copied())
            };
            let (Some(printed), Some(sum)) = (count(derived), parts.iter().map(count).sum::<Option<u64>>()) else {
                continue;
            };
            if printed != sum {
                let place = Location {
                    file: Some(file.to_owned()),
                    header: Some(definition.count.clone()),
                    ..Location::default()
                };
                let group = format!("the derived group \"{derived}\" of {}", scope.code());
                let found = format!("{printed} for {group} in {period}, {stratum}");
                let expected = format!("{sum}, the sum of {}", parts.join(", "));
                out.findings.push(derived_differs(place, found, expected));
            }
        }
    }
}

fn rows(
    definition: &CountsTable,
    indicator: &PublishedIndicator,
    groups: &BTreeMap<String, Ethnicity>,
    scope: &Scope,
    period: &str,
    cells: &Cells,
    rows: &mut Vec<CountRow>,
) {
    let sum = |strata: &[String], group: &String| {
        strata.iter().fold(Cell::Value(0_u64), |sum, stratum| {
            let cell = cells.counts.get(&(stratum.clone(), group.clone())).copied();
            sum.zip(cell.unwrap_or(Cell::Absent(AbsentReason::NotPrinted))).map(|(a, b)| a.saturating_add(b))
        })
    };
    let mut push = |stratum: Stratum, cases: &[String], base: &[String]| {
        let place = Arc::new(Place {
            indicator: IndicatorId(indicator.id.clone()),
            period: period.to_owned(),
            scope: scope.clone(),
            service: ServiceScope::Together,
            stratum,
        });
        for (written, &ethnicity) in groups {
            let binomial = sum(cases, written).zip(sum(base, written));
            rows.push(CountRow {
                place: Arc::clone(&place),
                ethnicity,
                binomial: binomial.and_then(|(cases, base)| Cell::from(Binomial::new(Count(cases), Base(base)))),
            });
        }
    };
    match &indicator.dimension {
        Some(dimension) => {
            for (order, stratum) in definition.strata.iter().enumerate() {
                let place =
                    Stratum { dimension: dimension.clone(), order: order as u16 + 1, value: stratum_code(stratum) };
                push(place, std::slice::from_ref(stratum), std::slice::from_ref(&definition.whole));
            }
        }
        None => {
            let base: Vec<String> = indicator.base.iter().chain(&indicator.cases).cloned().collect();
            push(Stratum::whole(), &indicator.cases, &base);
        }
    }
}

/// `Qualified without cases` as a code: `qualified_without_cases`.
fn stratum_code(written: &str) -> String {
    written.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
