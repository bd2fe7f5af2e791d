//! Writes a workbook as an OpenDocument spreadsheet (OASIS ODF 1.3). The same description gives the same bytes.

use super::model::{Form, Sheet, Shown, Workbook};
use crate::{error::ReportError, file::File};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Centimetres a character.
const WIDE: f64 = 0.22;

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"";

/// Renders `publication.ods`.
pub(crate) fn ods(workbook: &Workbook) -> Result<File, ReportError> {
    let bytes =
        packed(workbook).map_err(|error| ReportError::Table { file: "publication.ods", message: error.to_string() })?;
    Ok(File::new("publication.ods", bytes))
}

fn packed(workbook: &Workbook) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The type of the file stands first and plain, so that it can be told without unpacking.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = [
        ("mimetype", MIME.to_owned(), plain),
        ("content.xml", content(workbook), packed),
        ("styles.xml", styles(), packed),
        ("meta.xml", meta(workbook), packed),
        ("META-INF/manifest.xml", manifest(), packed),
    ];
    for (name, text, options) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content(workbook: &Workbook) -> String {
    let tables = || workbook.sheets.iter().flat_map(|sheet| &sheet.table);
    let mut widths: BTreeSet<u64> =
        tables().flat_map(|table| &table.heads).map(|(_, width)| width.round() as u64).collect();
    widths.extend(workbook.sheets.iter().map(|sheet| sheet.width.round() as u64));
    let mut out = format!("{HEAD}<office:document-content {SPACES}><office:automatic-styles>");
    for width in widths {
        let _ = write!(
            out,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{:.2}cm\"/></style:style>",
            width as f64 * WIDE
        );
    }
    out.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    for sheet in &workbook.sheets {
        write_sheet(&mut out, sheet);
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn write_sheet(out: &mut String, sheet: &Sheet) {
    let _ = write!(out, "<table:table table:name=\"{}\">", escaped(&sheet.name));
    if let Some(table) = &sheet.table {
        let _ = write!(
            out,
            "<table:title>{}</table:title><table:desc>{}</table:desc>",
            escaped(&sheet.title),
            escaped(&table.says)
        );
    }
    let widths: Vec<f64> = sheet
        .table
        .as_ref()
        .map_or_else(|| vec![sheet.width], |table| table.heads.iter().map(|(_, width)| *width).collect());
    for width in widths {
        let _ = write!(out, "<table:table-column table:style-name=\"w{}\"/>", width.round() as u64);
    }
    line(out, "title", &sheet.title);
    let style = if sheet.table.is_some() { "line" } else { "body" };
    sheet.lines.iter().for_each(|text| line(out, style, text));
    if let Some(table) = &sheet.table {
        out.push_str("<table:table-header-rows><table:table-row>");
        table.heads.iter().for_each(|(head, _)| text_cell(out, "header", &paragraphs(head)));
        out.push_str("</table:table-row></table:table-header-rows>");
        for row in &table.rows {
            out.push_str("<table:table-row>");
            row.iter().for_each(|cell| write_cell(out, cell));
            out.push_str("</table:table-row>");
        }
    }
    out.push_str("</table:table>");
}

fn line(out: &mut String, style: &str, text: &str) {
    out.push_str("<table:table-row>");
    text_cell(out, style, &paragraphs(text));
    out.push_str("</table:table-row>");
}

fn write_cell(out: &mut String, cell: &Shown) {
    match cell {
        Shown::Text(text) if text.is_empty() => out.push_str("<table:table-cell/>"),
        Shown::Text(text) => text_cell(out, "body", &paragraphs(text)),
        Shown::Link(name) => {
            let name = escaped(name);
            text_cell(
                out,
                "body",
                &format!(
                    "<text:p><text:a xlink:type=\"simple\" xlink:href=\"#&apos;{name}&apos;.A1\">{name}</text:a></text:p>"
                ),
            );
        }
        Shown::Number(number, form) => {
            let (style, text) = match form {
                Form::Count => ("count", format!("{number:.0}")),
                Form::Percent => ("percent", format!("{number:.1}")),
                Form::Ratio => ("ratio", format!("{number:.2}")),
            };
            let _ = write!(
                out,
                "<table:table-cell table:style-name=\"{style}\" office:value-type=\"float\" office:value=\"{number}\"><text:p>{text}</text:p></table:table-cell>"
            );
        }
    }
}

fn text_cell(out: &mut String, style: &str, inside: &str) {
    let _ = write!(
        out,
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">{inside}</table:table-cell>"
    );
}

/// A text as paragraphs, one a line.
fn paragraphs(text: &str) -> String {
    text.lines().map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect()
}

fn styles() -> String {
    let cell = |name: &str, data: &str, bold: &str, size: u8, wrap: bool| {
        let wrap = if wrap { " fo:wrap-option=\"wrap\"" } else { "" };
        format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\"{data}><style:table-cell-properties style:vertical-align=\"top\"{wrap}/>\
             <style:text-properties fo:font-family=\"Arial\" fo:font-size=\"{size}pt\"{bold} fo:language=\"en\" fo:country=\"GB\"/></style:style>"
        )
    };
    let (bold, number) = (" fo:font-weight=\"bold\"", |name: &str| format!(" style:data-style-name=\"n{name}\""));
    let form = |name: &str, places: u8, grouped: &str| {
        format!(
            "<number:number-style style:name=\"n{name}\"><number:number number:decimal-places=\"{places}\" \
             number:min-decimal-places=\"{places}\" number:min-integer-digits=\"1\"{grouped}/></number:number-style>"
        )
    };
    [
        HEAD.to_owned(),
        format!("<office:document-styles {SPACES}><office:styles>"),
        "<style:default-style style:family=\"table-cell\"><style:text-properties fo:language=\"en\" fo:country=\"GB\"/></style:default-style>".to_owned(),
        form("count", 0, " number:grouping=\"true\""),
        form("percent", 1, ""),
        form("ratio", 2, ""),
        cell("title", "", bold, 16, false),
        cell("header", "", bold, 12, true),
        cell("line", "", "", 12, false),
        cell("body", "", "", 12, true),
        cell("count", &number("count"), "", 12, false),
        cell("percent", &number("percent"), "", 12, false),
        cell("ratio", &number("ratio"), "", 12, false),
        "</office:styles></office:document-styles>".to_owned(),
    ]
    .concat()
}

fn meta(workbook: &Workbook) -> String {
    let (title, author) = (escaped(&workbook.title), escaped(&workbook.author));
    format!(
        "{HEAD}<office:document-meta {SPACES}><office:meta><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
         <meta:initial-creator>{author}</meta:initial-creator><dc:subject>Workforce race equality</dc:subject>\
         <dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let parts = ["content.xml", "styles.xml", "meta.xml"].map(|path| entry(path, "text/xml")).concat();
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">{}{parts}</manifest:manifest>",
        entry("/", MIME)
    )
}

/// A text inside XML, without the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, ods};
    use crate::workbook::model::{Form, Sheet, Shown, Table, Workbook};

    #[test]
    fn the_same_description_gives_the_same_bytes_and_the_type_stands_first() {
        let table = Table {
            name: "t".into(),
            says: "a & b".into(),
            heads: vec![("A".into(), 10.0), ("B".into(), 12.0)],
            rows: vec![
                vec![Shown::Link("S".into()), Shown::Number(1.25, Form::Ratio)],
                vec![Shown::Text("[c]".into())],
            ],
        };
        let sheet =
            Sheet { name: "S".into(), title: "<T>".into(), lines: vec!["x".into()], table: Some(table), width: 10.0 };
        let book = Workbook { title: "T".into(), author: "A".into(), sheets: vec![sheet] };
        let (one, two) = (ods(&book).unwrap(), ods(&book).unwrap());
        assert_eq!(one, two);
        let start = String::from_utf8_lossy(&one.bytes[..90]).into_owned();
        assert!(start.contains("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "{start}");
    }

    #[test]
    fn what_xml_does_not_allow_is_left_out() {
        assert_eq!(escaped("a\u{0}<b>\u{1b}&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
