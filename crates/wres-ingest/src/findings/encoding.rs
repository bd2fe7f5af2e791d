//! What is said about the encoding of a text.

use crate::{
    findings::{
        build::{count_of, finding},
        catalogue::Kind,
    },
    raw::encoding::Decoding,
    raw::text::TextFile,
};
use std::io;
use wres_domain::{Finding, Location, Severity};

/// Findings about how the bytes of a text became characters, with byte and row of the first that is not UTF-8.
pub(crate) fn encoding_findings(text: &TextFile, name: &str) -> io::Result<Vec<Finding>> {
    let survey = &text.survey;
    let place = |offset: Option<u64>| -> io::Result<Location> {
        let row = offset.map(|offset| text.row_of(offset)).transpose()?;
        Ok(Location { row, ..Location::file(name) })
    };
    let first = |offset: u64| format!("; the first byte that is not UTF-8 is number {} of the file", offset + 1);
    let found = match (survey.decoding, survey.first_bad) {
        (Decoding::Utf8, _) => return Ok(Vec::new()),
        (Decoding::Utf8WithStrays, Some(offset)) => {
            let found = format!(
                "{} outside UTF-8 in a text that is otherwise UTF-8{}",
                count_of(survey.bad, "byte"),
                first(offset)
            );
            let place = place(Some(offset))?;
            let mut finding = finding(Kind::EncodingStray, Severity::Query, None, place, found, "text in one encoding");
            finding.count = survey.bad;
            return Ok(vec![finding]);
        }
        (Decoding::Other(encoding), offset) => {
            let declared = if survey.declared { " (declared)" } else { "" };
            format!("text in {}{declared}{}", encoding.name(), offset.map(first).unwrap_or_default())
        }
        (Decoding::Utf8WithStrays, None) => return Ok(Vec::new()),
    };
    Ok(vec![finding(Kind::EncodingOther, Severity::Information, None, place(survey.first_bad)?, found, "UTF-8")])
}
