//! A published file as records, and what a record is about.

use super::definition::Levels;
use crate::error::{Result, ReviewError};
use std::{collections::HashMap, path::PathBuf};
use wres_domain::{Scope, Site, SiteId};

/// A tidy file: one table, its header in the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies, for messages.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Its rows, the header first.
    pub rows: Vec<SourceRow>,
}

/// A row of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceRow {
    /// Its number as a spreadsheet shows it, the first being 1.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A row of the table, with its columns found once for all rows.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    columns: &'a Columns<'a>,
    row: &'a SourceRow,
}

/// Where each column stands.
pub(crate) struct Columns<'a>(HashMap<&'a str, usize>);

impl<'a> Columns<'a> {
    /// Finds the columns, and checks that every one that the configuration names is there.
    pub(crate) fn find(file: &'a SourceFile, wanted: &[&str]) -> Result<Self> {
        let header: Vec<&str> =
            file.rows.first().map(|row| row.cells.iter().map(|cell| cell.trim()).collect()).unwrap_or_default();
        if let Some(missing) = wanted.iter().find(|column| !header.contains(*column)) {
            return Err(ReviewError::Published {
                path: file.path.clone(),
                message: format!("there is no column `{missing}`; the columns are {}", header.join(", ")),
            });
        }
        Ok(Self(header.into_iter().enumerate().map(|(index, name)| (name, index)).collect()))
    }

    /// The rows below the header.
    pub(crate) fn records(&'a self, file: &'a SourceFile) -> impl Iterator<Item = Record<'a>> {
        file.rows.iter().skip(1).map(move |row| Record { columns: self, row })
    }
}

impl<'a> Record<'a> {
    /// The trimmed cell of a column; empty where the row ends before it.
    pub(crate) fn text(&self, column: &str) -> &'a str {
        self.columns.0.get(column).and_then(|&index| self.row.cells.get(index)).map_or("", |cell| cell.trim())
    }

    /// Number of the row as a spreadsheet shows it.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }
}

/// What a record is about: its scope and name, and the region of a site.
pub(super) struct About {
    pub(super) scope: Scope,
    pub(super) name: String,
    pub(super) region: Option<String>,
    /// The larger region that a site's region is a part of.
    pub(super) wider: Option<String>,
}

impl Levels {
    /// Every column that the levels need.
    pub(super) fn columns(&self) -> Vec<&str> {
        let own = [&self.column, &self.site_code, &self.site_name, &self.region_name];
        own.into_iter().chain(&self.region_row_name).map(String::as_str).collect()
    }

    /// What a record is about; `None` if it is about none of site, region and whole.
    pub(super) fn about(&self, record: &Record<'_>) -> Option<About> {
        let text = |column: &str| record.text(column);
        let level = text(&self.column);
        let region = |column: &str| Some(text(column)).filter(|name| !name.is_empty()).map(str::to_owned);
        if level == self.all {
            Some(About { scope: Scope::All, name: "all".to_owned(), region: None, wider: None })
        } else if level == self.region {
            let name = region(self.region_row_name.as_ref().unwrap_or(&self.region_name))?;
            Some(About { scope: Scope::Region(name.clone()), name, region: None, wider: None })
        } else if level == self.site {
            let id = SiteId::new(&joined_code(text(&self.site_code))).ok()?;
            let region = region(&self.region_name);
            let wider = region.as_ref().and_then(|part| self.parts.get(part)).cloned();
            Some(About { scope: Scope::Site(id), name: text(&self.site_name).to_owned(), region, wider })
        } else {
            None
        }
    }
}

/// Two authorities that report together have two codes, such as `E09000021 / E09000027`: one code with a `-`.
pub(crate) fn joined_code(written: &str) -> String {
    code_parts(written).join("-")
}

/// The codes of a text: one, or those of areas that report together.
pub(crate) fn code_parts(written: &str) -> Vec<String> {
    let parts = written.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl About {
    /// The site, where it is one.
    pub(super) fn site(&self) -> Option<Site> {
        match &self.scope {
            Scope::Site(id) => Some(Site { id: id.clone(), name: self.name.clone(), region: self.region.clone() }),
            _ => None,
        }
    }
}
