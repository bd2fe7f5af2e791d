//! What is read of a table, and how.

use crate::{
    codes::{self, Coder},
    context::ReadContext,
    corrections::{Corrections, Overlay},
    findings::{Kind, finding},
    key::IdentifierHasher,
    layout::{Header, RowJudge, looks_like_years},
    mapping::{DateOrder, SiteMapping, Source, takes_ethnicity},
    receipt::FoundColumn,
    schema::{LakeSource, lake_columns, rung_column},
    table::{
        column::{CellReader, PlannedColumn, Unknowns},
        origin::{Change, Origin, Unit},
        totals::ReturnColumns,
    },
    values::{AgeBands, DateRules, Zone},
};
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::{Column, ColumnKind, Dataset, Ethnicity, Finding, Location, Severity, fitting, normalise};

/// Everything that is needed to read the rows of a table.
pub(crate) struct TablePlan {
    pub(crate) dataset: Dataset,
    pub(crate) columns: Vec<PlannedColumn>,
    /// For each column of the lake but the provenance: index into `columns` and which of its arrays; `None` if not supplied.
    pub(crate) lake: Vec<Option<(usize, usize)>>,
    /// Cells up to the last header.
    pub(crate) width: usize,
    pub(crate) judge: RowJudge,
    /// Words that mean an empty cell, in lower case.
    pub(crate) missing: Vec<String>,
    /// Last row of the header: data begin after it.
    pub(crate) header_row: u32,
    /// First row of the header.
    pub(crate) header_first: u32,
    /// Whether the table cannot be used, so that all its rows are rejected.
    pub(crate) refused: bool,
    /// Longest cell, in bytes.
    pub(crate) cell_bytes: usize,
    /// Whether rows that repeat another exactly are dropped.
    pub(crate) drops_repeats: bool,
    /// For returns: where sums are checked.
    pub(crate) returns: Option<ReturnColumns>,
    /// Keys that are row numbers: which column of the lake, and what it is hashed with.
    pub(crate) numbered: Vec<(usize, IdentifierHasher)>,
    /// Canonical columns that the mapping states and no header names.
    pub(crate) stated: Vec<String>,
    /// Normal forms of all headers of the dataset, to notice a second table.
    pub(crate) names: std::collections::HashSet<String>,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(crate) struct PlanSettings<'a> {
    pub(crate) mapping: &'a SiteMapping,
    pub(crate) source: &'a Source,
    pub(crate) context: &'a ReadContext<'a>,
    /// What the site has corrected, and the fingerprint of the file that is read.
    pub(crate) corrections: Option<(&'a Corrections, &'a str)>,
    /// Whether the workbook that is read counts days from 1904.
    pub(crate) from_1904: bool,
}

impl PlanSettings<'_> {
    /// Corrected rows of a table.
    pub(crate) fn overlay(&self, file: &str, sheet: Option<&str>) -> Option<&Overlay> {
        self.corrections.and_then(|(corrections, blake3)| corrections.of(blake3, file, sheet))
    }
}

impl TablePlan {
    /// The canonical columns that are read and where they stand in the file, in the order of the schema.
    pub(crate) fn found_columns(&self) -> Vec<FoundColumn> {
        let schema = &self.dataset.schema().columns;
        let found = |column: &PlannedColumn| {
            let name = schema.get(column.index)?.name.clone();
            Some(FoundColumn { name, position: column.position, header: column.header.clone() })
        };
        self.columns.iter().filter(|column| !matches!(column.origin, Origin::Stated(_))).filter_map(found).collect()
    }

    /// The canonical columns that are read, in the order of the schema.
    pub(crate) fn supplied(&self) -> Arc<[String]> {
        let found = self.found_columns();
        let schema = self.dataset.schema().columns.iter().map(|column| &column.name);
        let has = |name: &&String| found.iter().any(|column| column.name == **name) || self.stated.contains(name);
        schema.filter(has).cloned().collect()
    }
}

/// Makes a plan from a header. Findings about columns are added to `findings`.
pub(crate) fn plan(
    header: &Header,
    settings: PlanSettings<'_>,
    place: &Location,
    findings: &mut Vec<Finding>,
) -> TablePlan {
    let source = settings.source;
    let dataset = source.dataset;
    let schema = dataset.schema();
    let mut columns = Vec::new();
    let mut refused = false;
    for (index, column) in schema.columns.iter().enumerate() {
        let Some((position, origin)) = origin(header, index, column, source) else { continue };
        let shown = match &origin {
            Origin::Stated(value) => format!("(\"{value}\" in every row, says the mapping)"),
            _ => header.cells.get(position as usize).cloned().unwrap_or_default(),
        };
        let unit = source.units.get(&column.name).and_then(|unit| Unit::of(unit)).map(Change::Unit);
        let cut_off = source.cut_offs.get(&column.name).map(|least| Change::CutOff(*least as f64));
        match reader(column, settings) {
            Some(reader) => columns.push(PlannedColumn {
                position,
                index,
                header: shown,
                kind: column.kind.clone(),
                required: column.required,
                sensitivity: column.sensitivity,
                reader,
                origin,
                unit: unit.as_ref().and_then(|_| source.units.get(&column.name)).cloned(),
                change: unit.or(cut_off),
                decides: dataset == Dataset::Returns && column.name == "service",
            }),
            // An ethnicity column whose list is not declared: said by the caller, who can look at the values.
            None => refused = true,
        }
    }
    refused |= about_columns(header, settings, place, findings);
    let width = header.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let position_of = |name: &str| {
        let index = schema.columns.iter().position(|column| column.name == name)?;
        header.positions.get(index).copied().flatten().map(|position| position as usize)
    };
    let in_file = |column: &&PlannedColumn| column.required && !matches!(column.origin, Origin::Stated(_));
    let required = columns.iter().filter(in_file).map(|column| column.position as usize).collect();
    let group = if matches!(dataset, Dataset::Returns | Dataset::Population) { position_of("group") } else { None };
    let counts = position_of("cases").zip(position_of("base"));
    let returns = counts.filter(|_| dataset == Dataset::Returns).map(|(cases, base)| ReturnColumns {
        key: ["indicator", "stratum", "service"].into_iter().filter_map(position_of).collect(),
        counts: [cases, base],
    });
    TablePlan {
        dataset,
        lake: lake(dataset, &columns),
        // Rows that are told apart by their number alone are different rows.
        drops_repeats: source.numbered.is_empty() && drops_repeats(dataset, &columns),
        numbered: numbered(settings),
        stated: source.constants.keys().chain(&source.numbered).cloned().collect(),
        columns,
        width,
        judge: RowJudge::new(header.cells.clone(), required, group),
        missing: source.missing.iter().map(|word| word.to_lowercase()).collect(),
        header_row: header.last,
        header_first: header.first,
        refused,
        cell_bytes: settings.context.limits.cell_bytes,
        returns,
        names: schema.columns.iter().flat_map(crate::layout::names_of).collect(),
    }
}

/// How the cells of a column are read. `None` for ethnicity without a declared list.
fn reader(column: &Column, settings: PlanSettings<'_>) -> Option<CellReader> {
    let PlanSettings { mapping, source, context, .. } = settings;
    let own = source.values.get(&column.name);
    let snapshot = context.period.snapshot;
    let year = u32::from(snapshot.year().unsigned_abs());
    let order = source.date_order.or(mapping.date_order);
    let declared = mapping.two_digit_years_until.map(u32::from);
    let rules = |until: u32| DateRules {
        order: order.filter(|order| *order != DateOrder::Iso),
        two_digits_until: declared.unwrap_or(until),
        from_1904: settings.from_1904,
        zone: source.time_zone.as_ref().or(mapping.time_zone.as_ref()).and_then(|zone| Zone::named(zone)),
    };
    if takes_ethnicity(source.dataset.name(), &column.name, &column.kind) {
        let list = source.codelists.get(&column.name)?;
        if column.kind == ColumnKind::Text {
            return Some(CellReader::Code { coder: Arc::new(Coder::group(list, own)?), ethnicity: None });
        }
        let coder = Coder::ethnicity(list, own)?;
        let blank = coder.index(Ethnicity::UnknownBlank.code())?;
        let unmapped = coder.index(Ethnicity::UnknownUnmapped.code())?;
        return Some(CellReader::Code { coder: Arc::new(coder), ethnicity: Some(Unknowns { blank, unmapped }) });
    }
    Some(match &column.kind {
        ColumnKind::Key => CellReader::Key(context.key.hasher(&mapping.site, identifier_kind(&column.name))),
        ColumnKind::Code(list) => CellReader::Code { coder: Arc::new(Coder::values(list, own)?), ethnicity: None },
        ColumnKind::Text if rung_column(column).is_some() => {
            CellReader::Grade(Arc::new(Coder::rungs(&mapping.ladder, &mapping.grades)?))
        }
        ColumnKind::Text => CellReader::Text,
        ColumnKind::Date => CellReader::Date(rules(year + 1)),
        ColumnKind::DateTime => CellReader::DateTime(rules(year + 1)),
        // Nobody at work was born less than fourteen years before the snapshot.
        ColumnKind::BirthDate => CellReader::BirthDate(rules(year.saturating_sub(14)), AgeBands::at(snapshot)),
        ColumnKind::Money => CellReader::Money,
        ColumnKind::Fte => CellReader::Fte,
        ColumnKind::Flag => {
            let meaning = |code: &String| match code.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            CellReader::Flag(own.into_iter().flatten().map(|(word, code)| (normalise(word), meaning(code))).collect())
        }
        ColumnKind::Integer => CellReader::Integer,
        ColumnKind::Number if column.name.ends_with("_share") => CellReader::Share,
        ColumnKind::Number => CellReader::Number,
        ColumnKind::MarkedCount => CellReader::MarkedCount,
    })
}

/// Where the cells of a column are and what they are made of; `None` if nothing says.
fn origin(header: &Header, index: usize, column: &Column, source: &Source) -> Option<(u32, Origin)> {
    if let Some(value) = source.constants.get(&column.name) {
        // A place that no cell of the file has.
        let beyond = u32::try_from(header.cells.len() + index).unwrap_or(u32::MAX - 1);
        return Some((beyond, Origin::Stated(value.clone())));
    }
    if let Some(headers) = source.together.get(&column.name) {
        let places = headers.iter().map(|wanted| place_of(header, wanted)).collect::<Option<Vec<u32>>>()?;
        return Some((*places.first()?, Origin::Together(places)));
    }
    let position = header.positions.get(index).copied().flatten()?;
    Some((position, Origin::File))
}

/// Where a header stands that the mapping names.
fn place_of(header: &Header, wanted: &str) -> Option<u32> {
    let wanted = normalise(wanted);
    let place = header.cells.iter().position(|cell| normalise(cell) == wanted)?;
    fitting(place)
}

/// The keys that are row numbers: their place among the columns of the lake, and what they are hashed with.
fn numbered(settings: PlanSettings<'_>) -> Vec<(usize, IdentifierHasher)> {
    let PlanSettings { mapping, source, context, .. } = settings;
    let place = |name: &String| {
        let columns = lake_columns(source.dataset);
        let at = columns.iter().position(|column| column.name == *name)?;
        Some((at, context.key.hasher(&mapping.site, &format!("{} by row", identifier_kind(name)))))
    };
    source.numbered.iter().filter_map(place).collect()
}

/// What an identifier identifies: the same person in every dataset, the same case in a case and in a later one.
fn identifier_kind(column: &str) -> &str {
    match column {
        "person_id" => "person",
        "case_id" | "earlier_case" => "case",
        other => other,
    }
}

/// Says which headers are missing, doubled and unknown. Gives whether the table cannot be used.
fn about_columns(header: &Header, settings: PlanSettings<'_>, place: &Location, findings: &mut Vec<Finding>) -> bool {
    let source = settings.source;
    let dataset = source.dataset;
    let schema = dataset.schema();
    let place = place.clone().row(u64::from(header.first));
    let mut refused = false;
    let header_at = |position: &u32| header.cells.get(*position as usize).map_or("", String::as_str);
    for (index, positions) in &header.twice {
        let Some(column) = schema.columns.get(*index) else { continue };
        let severity = if column.required { Severity::Error } else { Severity::Query };
        let headers: Vec<String> = positions.iter().map(|position| format!("\"{}\"", header_at(position))).collect();
        let at = place.clone().column(positions[0], header_at(&positions[0]));
        let found = format!("{} headers for the column `{}`: {}", positions.len(), column.name, headers.join(", "));
        findings.push(finding(Kind::ColumnTwice, severity, Some(dataset), at, found, "one header for each column"));
        refused |= column.required;
    }
    let doubled: Vec<usize> = header.twice.iter().map(|(index, _)| *index).collect();
    for (index, column) in schema.columns.iter().enumerate() {
        let named = source.columns.get(&column.name);
        if let Some(parts) = source.together.get(&column.name) {
            let lacking: Vec<String> = parts
                .iter()
                .filter(|part| place_of(header, part).is_none())
                .map(|part| format!("\"{part}\""))
                .collect();
            if !lacking.is_empty() {
                let found = format!(
                    "no header {}, from which the mapping puts the column `{}` together",
                    lacking.join(" and "),
                    column.name
                );
                let severity = if column.required { Severity::Error } else { Severity::Query };
                let expected = "the headers that the mapping names";
                findings.push(finding(Kind::ColumnMissing, severity, Some(dataset), place.clone(), found, expected));
                refused |= column.required;
            }
            continue;
        }
        if source.constants.contains_key(&column.name) || source.numbered.contains(&column.name) {
            continue;
        }
        let absent = header.positions.get(index).copied().flatten().is_none() && !doubled.contains(&index);
        if !absent || !(column.required || named.is_some()) {
            continue;
        }
        let severity = if column.required { Severity::Error } else { Severity::Query };
        let found = match named {
            Some(named) => format!("no header \"{named}\", which the mapping names for the column `{}`", column.name),
            None => format!("no header for the column `{}` ({})", column.name, column.description),
        };
        let mut finding = finding(
            Kind::ColumnMissing,
            severity,
            Some(dataset),
            place.clone(),
            found,
            format!("a header such as \"{}\"", example(column)),
        );
        if !column.required {
            finding.fix = "Correct the header in the mapping, or remove it there.".to_owned();
        }
        if let Some(near) = nearest_header(column, named, header) {
            finding.fix = format!("Perhaps \"{near}\" is meant. {}", finding.fix);
        }
        findings.push(finding);
        refused |= column.required;
    }
    let part_of_another = |position: &&u32| {
        let cell = normalise(header_at(position));
        !source.together.values().flatten().any(|part| normalise(part) == cell)
    };
    let unused: Vec<u32> = header.unknown.iter().filter(part_of_another).copied().collect();
    if !unused.is_empty() {
        let names: Vec<String> =
            unused.iter().take(30).map(|position| format!("\"{}\"", header_at(position))).collect();
        let years = looks_like_years(unused.iter().map(header_at));
        let more = unused.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let mut unknown = finding(
            Kind::ColumnUnknown,
            Severity::Information,
            Some(dataset),
            place.clone(),
            format!("headers that are not used: {}{more}", names.join(", ")),
            "columns of the dataset",
        );
        unknown.count = unused.len() as u64;
        findings.push(unknown);
        if years {
            let found = "headers that are years";
            findings.push(finding(
                Kind::YearsAsColumns,
                Severity::Error,
                Some(dataset),
                place,
                found,
                "one row for each year",
            ));
            refused = true;
        }
    }
    refused
}

fn example(column: &Column) -> String {
    column.synonyms.get(1).or(column.synonyms.first()).cloned().unwrap_or_else(|| column.name.clone())
}

/// The unused header that is most like a name of the column: a suggestion only.
fn nearest_header<'a>(column: &Column, named: Option<&String>, header: &'a Header) -> Option<&'a str> {
    let names: Vec<String> =
        named.into_iter().map(|named| normalise(named)).chain(crate::layout::names_of(column)).collect();
    let mut best: Option<(f64, &str)> = None;
    for position in &header.unknown {
        let Some(cell) = header.cells.get(*position as usize) else { continue };
        let written = normalise(cell);
        for name in &names {
            let whole = strsim::normalized_damerau_levenshtein(&written, name);
            let inside = written.len() > 3
                && name.len() > 3
                && (written.contains(name.as_str()) || name.contains(written.as_str()));
            let score = if inside { whole.max(0.75) } else { whole };
            if score >= 0.6 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, cell));
            }
        }
    }
    best.map(|(_, cell)| cell)
}

/// Whether equal rows are the same thing twice. A person may take two like courses, so that only dated training is compared.
fn drops_repeats(dataset: Dataset, columns: &[PlannedColumn]) -> bool {
    let has = |name: &str| {
        let index = dataset.schema().columns.iter().position(|column| column.name == name);
        columns.iter().any(|column| Some(column.index) == index)
    };
    dataset != Dataset::Training || has("attended_on") || has("requested_on")
}

/// Where the arrays of the lake's columns come from.
fn lake(dataset: Dataset, columns: &[PlannedColumn]) -> Vec<Option<(usize, usize)>> {
    let by_index: BTreeMap<usize, usize> = columns.iter().enumerate().map(|(at, column)| (column.index, at)).collect();
    lake_columns(dataset)
        .iter()
        .filter_map(|column| match column.source {
            LakeSource::Column(index) => Some(by_index.get(&index).map(|at| (*at, 0))),
            LakeSource::Rung(index) | LakeSource::Mark(index) => Some(by_index.get(&index).map(|at| (*at, 1))),
            LakeSource::File | LakeSource::Row => None,
        })
        .collect()
}

/// The finding for an ethnicity column without a declared list, with the lists that fit its values as a hint.
pub(crate) fn undeclared_list(
    dataset: Dataset,
    place: &Location,
    position: u32,
    header: &str,
    values: &[(String, u64)],
) -> Finding {
    let fits = codes::fit(values);
    let mut found = "no declared code list for ethnicity".to_owned();
    let shown: Vec<String> =
        fits.iter().take(3).map(|fit| format!("{:.0}% fit `{}`", fit.share * 100.0, fit.list)).collect();
    if !shown.is_empty() {
        found = format!("{found}; of the first values {}", shown.join(", "));
    }
    let tie = fits.len() > 1 && (fits[0].share - fits[1].share).abs() < 1e-9;
    let mut finding = finding(
        Kind::ListUndeclared,
        Severity::Error,
        Some(dataset),
        place.clone().column(position, header),
        found,
        "a declared list",
    );
    if tie {
        finding.fix = format!("Several lists fit equally well, and they may differ in meaning. {}", finding.fix);
    }
    finding
}
