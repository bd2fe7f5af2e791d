//! From context files to what each site is like.

use super::Context;
use crate::{
    error::{Result, ReviewError},
    published::{Columns, SourceFile, code_parts, joined_code},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use wres_domain::SiteId;

/// The files of a context by name and sheet, as the pipeline file names them.
pub type ContextFiles = BTreeMap<(PathBuf, Option<String>), SourceFile>;

/// What is known of the sites.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    /// The value of deprivation of each site.
    pub deprivation: BTreeMap<SiteId, f64>,
    /// The sites of the nearest values of deprivation, nearest first.
    pub alike: BTreeMap<SiteId, Vec<SiteId>>,
    /// The statistical neighbours of each site, in the order of the file.
    pub neighbours: BTreeMap<SiteId, Vec<SiteId>>,
    /// What a reader should know: sources, values of predecessors, sites that a file does not have.
    pub notes: Vec<String>,
}

/// Reads the context of the sites.
///
/// # Errors
/// [`ReviewError::Published`] where a file lacks a column or a value of deprivation is no number.
pub fn read_context(context: &Context, files: &ContextFiles, sites: &BTreeSet<SiteId>) -> Result<Places> {
    let file = |name: &Path, sheet: &Option<String>| {
        files.get(&(name.to_owned(), sheet.clone())).ok_or_else(|| ReviewError::Published {
            path: name.to_owned(),
            message: "the file was not opened".to_owned(),
        })
    };
    let mut out = Places::default();
    let codes = match &context.codes {
        Some(table) => lookup(file(&table.file, &table.sheet)?, &table.from, &table.to)?,
        None => BTreeMap::new(),
    };
    // A part of a joined site stands for the site.
    let mut known: BTreeMap<String, SiteId> =
        sites.iter().map(|site| (site.as_str().to_owned(), site.clone())).collect();
    for site in sites {
        for part in code_parts(site.as_str()) {
            known.entry(part).or_insert_with(|| site.clone());
        }
    }
    let site_of = |code: &str| -> Option<SiteId> {
        let code = code.trim();
        known.get(&joined_code(code)).or_else(|| known.get(codes.get(code)?)).cloned()
    };
    if let Some(table) = &context.deprivation {
        let values = deprivation(file(&table.file, &table.sheet)?, &table.area, &table.value)?;
        let mut missing = Vec::new();
        let mut older = Vec::new();
        for site in sites {
            match value(site, &values, &codes, &context.changes) {
                Some((value, from_older)) => {
                    out.deprivation.insert(site.clone(), value);
                    older.extend(from_older.then(|| site.to_string()));
                }
                None => missing.push(site.to_string()),
            }
        }
        out.notes.push(format!("Deprivation: {}.", table.source));
        note(&mut out.notes, &older, "have the value of the area that they were part of or made from");
        note(&mut out.notes, &missing, "are not in the file of deprivation, and are compared with none");
        out.alike = alike(&out.deprivation, table.nearest);
    }
    if let Some(table) = &context.neighbours {
        let file = file(&table.file, &table.sheet)?;
        let mut wanted = vec![table.area.as_str()];
        wanted.extend(table.columns.iter().map(String::as_str));
        let columns = Columns::find(file, &wanted)?;
        for record in columns.records(file) {
            let Some(site) = site_of(record.text(&table.area)) else { continue };
            let list = out.neighbours.entry(site.clone()).or_default();
            for column in &table.columns {
                if let Some(other) =
                    site_of(record.text(column)).filter(|other| *other != site && !list.contains(other))
                {
                    list.push(other);
                }
            }
        }
        let missing: Vec<String> =
            sites.iter().filter(|site| !out.neighbours.contains_key(*site)).map(ToString::to_string).collect();
        out.notes.push(format!("Statistical neighbours: {}.", table.source));
        note(&mut out.notes, &missing, "are not in the file of neighbours, and are compared with none");
    }
    Ok(out)
}

/// The code of a site for every other code; of joined areas each part leads to the whole.
fn lookup(file: &SourceFile, from: &str, to: &str) -> Result<BTreeMap<String, String>> {
    let columns = Columns::find(file, &[from, to])?;
    let mut out = BTreeMap::new();
    for record in columns.records(file) {
        let to = joined_code(record.text(to));
        if !to.is_empty() {
            out.extend(code_parts(record.text(from)).into_iter().map(|part| (part, to.clone())));
        }
    }
    Ok(out)
}

fn deprivation(file: &SourceFile, area: &str, value: &str) -> Result<BTreeMap<String, f64>> {
    let columns = Columns::find(file, &[area, value])?;
    let mut out = BTreeMap::new();
    for record in columns.records(file) {
        let (code, text) = (joined_code(record.text(area)), record.text(value));
        if code.is_empty() || text.is_empty() {
            continue;
        }
        let number: f64 =
            text.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| ReviewError::Published {
                path: file.path.clone(),
                message: format!("row {}: `{value}` is no number", record.number()),
            })?;
        out.insert(code, number);
    }
    Ok(out)
}

/// The value of a site, the mean over its parts where it joins several, and whether an older code gave it.
fn value(
    site: &SiteId,
    values: &BTreeMap<String, f64>,
    codes: &BTreeMap<String, String>,
    changes: &BTreeMap<String, String>,
) -> Option<(f64, bool)> {
    if let Some(value) = values.get(site.as_str()) {
        return Some((*value, false));
    }
    let parts = code_parts(site.as_str());
    let mut older = false;
    let mut sum = 0.0;
    for part in &parts {
        let by_other = || codes.iter().find(|(_, to)| *to == part).and_then(|(from, _)| values.get(from));
        let by_older = || changes.get(part).and_then(|old| values.get(old));
        sum += match values.get(part).or_else(by_other) {
            Some(value) => value,
            None => {
                older = true;
                by_older()?
            }
        };
    }
    Some((sum / parts.len().max(1) as f64, older))
}

/// For each site those of the nearest values.
fn alike(values: &BTreeMap<SiteId, f64>, nearest: usize) -> BTreeMap<SiteId, Vec<SiteId>> {
    values
        .iter()
        .map(|(site, own)| {
            let mut others: Vec<(&SiteId, f64)> = values
                .iter()
                .filter(|(other, _)| *other != site)
                .map(|(other, value)| (other, (value - own).abs()))
                .collect();
            others.sort_by(|one, other| one.1.total_cmp(&other.1));
            (site.clone(), others.into_iter().take(nearest).map(|(other, _)| other.clone()).collect())
        })
        .collect()
}

fn note(notes: &mut Vec<String>, sites: &[String], says: &str) {
    if !sites.is_empty() {
        notes.push(format!("{} {says}.", sites.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::SourceRow;

    fn file(name: &str, lines: &[&str]) -> (PathBuf, SourceFile) {
        let rows = lines
            .iter()
            .zip(1..)
            .map(|(line, number)| SourceRow { number, cells: line.split(',').map(str::to_owned).collect() });
        let path = PathBuf::from(name);
        (path.clone(), SourceFile { path, name: name.to_owned(), blake3: String::new(), rows: rows.collect() })
    }

    fn places(deprived: &[&str]) -> Result<Places> {
        let context = Context {
            codes: Some(super::super::CodeLookup {
                file: "codes".into(),
                sheet: None,
                from: "old".to_owned(),
                to: "new".to_owned(),
            }),
            changes: BTreeMap::from([("E9".to_owned(), "E1".to_owned())]),
            deprivation: Some(super::super::Deprivation {
                file: "imd".into(),
                sheet: None,
                area: "area".to_owned(),
                value: "score".to_owned(),
                source: "a source".to_owned(),
                nearest: 1,
            }),
            neighbours: Some(super::super::Neighbours {
                file: "near".into(),
                sheet: None,
                area: "old".to_owned(),
                columns: vec!["n1".to_owned(), "n2".to_owned()],
                source: "another".to_owned(),
            }),
        };
        let files: ContextFiles = [
            file("codes", &["old,new", "301,E2", "314 / 318,E3 / E4", "305,E9"]),
            file("imd", deprived),
            file("near", &["old,n1,n2", "301,314,318", "318,305,999"]),
        ]
        .into_iter()
        .map(|(name, file)| ((name, None), file))
        .collect();
        let sites = ["E2", "E3-E4", "E9"].iter().map(|code| SiteId::new(code).unwrap()).collect();
        read_context(&context, &files, &sites)
    }

    #[test]
    fn joined_changed_and_other_codes_lead_to_the_same_site() {
        let places = places(&["area,score", "E1,30", "E2,20", "E3,10", "E4,20"]).unwrap();
        let of = |code: &str| places.deprivation[&SiteId::new(code).unwrap()];
        assert_eq!((of("E2"), of("E3-E4"), of("E9")), (20.0, 15.0, 30.0));
        let near =
            |code: &str| places.neighbours[&SiteId::new(code).unwrap()].iter().map(SiteId::as_str).collect::<Vec<_>>();
        assert_eq!((near("E2"), near("E3-E4")), (vec!["E3-E4"], vec!["E9"]));
        assert_eq!(places.alike[&SiteId::new("E9").unwrap()], [SiteId::new("E2").unwrap()]);
        assert!(
            places.notes.iter().any(|note| note.starts_with("E9 have the value of the area")),
            "{:?}",
            places.notes
        );
        assert!(places.notes.iter().any(|note| note.contains("not in the file of neighbours")), "{:?}", places.notes);
    }

    #[test]
    fn a_value_that_is_no_number_names_its_row_and_a_missing_column_is_named() {
        let wrong = places(&["area,score", "E1,n/a"]).unwrap_err().to_string();
        assert!(wrong.contains("row 2") && wrong.contains("score"), "{wrong}");
        let wrong = places(&["area,rank", "E1,3"]).unwrap_err().to_string();
        assert!(wrong.contains("no column `score`"), "{wrong}");
    }
}
