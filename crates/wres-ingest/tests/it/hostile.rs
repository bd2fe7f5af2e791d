//! Input that means harm: every limit is tried with something made to break it.

use crate::reading::{KEY, read, read_folder};
use std::{
    io::{Cursor, Write},
    path::Path,
};
use wres_domain::Dataset;
use wres_ingest::{Limits, SiteMapping, Submission};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const ROWS: &str = "Employee No,Leaving Date,Reason\n900101,2024-05-01,Resignation\n";

fn mapping() -> SiteMapping {
    SiteMapping::from_toml("site = \"A\"\n[[source]]\ndataset = \"leavers\"\nfile = \"leavers*\"\n").unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Reads one file in a folder of its own and expects that it is refused for a limit.
fn refused(name: &str, bytes: &[u8], limits: Limits, word: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let reading = read_folder(folder.path(), &mapping(), limits);
    let limits: Vec<String> = reading.findings("E-FIL-502").iter().map(|finding| finding.to_string()).collect();
    assert!(limits.iter().any(|text| text.contains(word)), "{name}: {word}: {:?}", reading.read.findings);
    assert!(reading.read.receipts.iter().all(|receipt| receipt.refused.is_some()));
}

fn xlsx(sheet: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let book_rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#
    );
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn ods_row(cells: &[&str], repeat: &str) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
        })
        .collect();
    format!("<table:table-row {repeat}>{cells}</table:table-row>")
}

#[test]
fn a_compressed_file_that_unpacks_without_end_is_stopped() {
    let mut bomb = ROWS.as_bytes().to_vec();
    bomb.extend("900102,2024-05-01,Resignation\n".repeat(200_000).bytes());
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let packed = gzip(&bomb);
    assert!(packed.len() < 100_000);
    refused("leavers.csv.gz", &packed, limits, "unpacks to");
    refused("leavers.zip", &zip(&[("leavers.csv", &bomb)]), limits, "unpacks to");
}

#[test]
fn an_archive_of_countless_entries_is_not_opened() {
    let names: Vec<String> = (0..300).map(|n| format!("{n}.csv")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("leavers.zip", &zip(&entries), Limits { archive_entries: 100, ..Limits::default() }, "entries");
}

#[test]
fn archives_within_archives_are_followed_only_so_far() {
    let mut inner = zip(&[("leavers.csv", ROWS.as_bytes())]);
    for _ in 0..5 {
        inner = zip(&[("next.zip", &inner)]);
    }
    refused("leavers.zip", &inner, Limits::default(), "archives within archives");
}

#[test]
fn one_archive_within_another_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zip(&[("leavers.csv", ROWS.as_bytes())]);
    std::fs::write(folder.path().join("all.zip"), zip(&[("2024/inner.zip", &inner)])).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    assert_eq!(reading.read.receipts[0].file, "all.zip/2024/inner.zip/leavers.csv");
    assert_eq!(reading.column(Dataset::Leavers, "left_on"), ["2024-05-01"]);
}

#[test]
fn names_in_an_archive_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    let entries: [(&str, &[u8]); 2] = [("../../leavers.csv", ROWS.as_bytes()), ("/etc/\u{202E}vsc.sreval", b"x")];
    std::fs::write(inbox.join("a.zip"), zip(&entries)).unwrap();
    let reading = read_folder(&inbox, &mapping(), Limits::default());
    assert_eq!(reading.read.receipts[0].file, "a.zip/leavers.csv");
    assert_eq!(reading.read.receipts[0].rows.kept, 1);
    assert!(!reading.read.receipts[1].file.contains('\u{202E}'));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written beside the inbox");
}

#[test]
fn a_file_that_is_too_large_is_not_opened() {
    refused("leavers.csv", ROWS.as_bytes(), Limits { file_bytes: 10, ..Limits::default() }, "size of the file");
}

#[test]
fn a_cell_of_a_million_characters_is_refused_in_every_format() {
    let long = "x".repeat(1_000_000);
    let row = |cell: &str| format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{cell}</t></is></c></row>");
    refused("leavers.xlsx", &xlsx(&row(&long)), Limits::default(), "length of a cell");
    refused("leavers.ods", &ods(&ods_row(&[&long], "")), Limits::default(), "length of a cell");
    // In a text file a cell that long is a quotation mark that was not closed, or a row of its own that makes no sense.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("leavers.csv"), format!("{ROWS}\"{long}\n{long}\n{long}")).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    assert_eq!(reading.findings("E-LAY-513").len(), 1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("leavers.csv"), format!("{ROWS}{long},2024-05-01,Resignation\n")).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    assert_eq!(reading.findings("E-VAL-505").len(), 1, "{:?}", reading.read.findings);
    assert_eq!(reading.read.receipts[0].rows.rejected, 1);
}

#[test]
fn a_row_without_end_is_refused() {
    let limits = Limits { cell_bytes: 1000, block_bytes: 1000, ..Limits::default() };
    let long = format!("{ROWS}{}", "x,".repeat(50_000));
    refused("leavers.csv", long.as_bytes(), limits, "length of a row");
}

#[test]
fn a_sheet_of_millions_of_cells_is_refused() {
    let limits = Limits { sheet_cells: 1000, ..Limits::default() };
    let rows: String = (1..=600)
        .map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\"><v>1</v></c><c r=\"B{r}\"><v>2</v></c></row>"))
        .collect();
    refused("leavers.xlsx", &xlsx(&rows), limits, "number of cells");
}

#[test]
fn two_cells_in_far_corners_take_no_memory() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    refused("leavers.xlsx", &xlsx(far), Limits::default(), "number of columns");
}

#[test]
fn repeated_cells_of_a_workbook_are_counted_before_they_are_made() {
    let row = ods_row(&["a", "b", "c"], "table:number-rows-repeated=\"1048576\"");
    refused("leavers.ods", &ods(&row.repeat(20)), Limits::default(), "number of cells");
    let wide = "<table:table-row table:number-rows-repeated=\"100000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    refused("leavers.ods", &ods(wide), Limits::default(), "number of cells");
}

#[test]
fn the_empty_rest_of_a_sheet_costs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let rest = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = format!(
        "{}{}{rest}",
        ods_row(&["Employee No", "Leaving Date", "Reason"], ""),
        ods_row(&["900101", "2024-05-01", "Resignation"], "")
    );
    std::fs::write(folder.path().join("leavers.ods"), ods(&rows)).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    assert_eq!(reading.read.receipts[0].rows.kept, 1);
    assert_eq!(reading.column(Dataset::Leavers, "left_on"), ["2024-05-01"]);
}

#[test]
fn the_texts_of_a_workbook_are_measured_before_they_are_held() {
    let mut strings = b"<sst>".to_vec();
    strings.extend("<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>".repeat(100_000).bytes());
    let book = zip(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", &strings),
        ("[Content_Types].xml", b"<Types/>"),
    ]);
    refused("leavers.xlsx", &book, Limits { memory_bytes: 1 << 20, ..Limits::default() }, "texts unpack to");
}

#[test]
fn a_workbook_that_claims_countless_texts_is_refused() {
    let strings = b"<?xml version=\"1.0\"?><sst uniqueCount=\"900000000000\" count=\"1\"><si><t>a</t></si></sst>";
    let book = zip(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", strings),
        ("[Content_Types].xml", b"<Types/>"),
    ]);
    refused("leavers.xlsx", &book, Limits::default(), "claims");
}

#[test]
fn too_many_files_are_left_unread() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..5 {
        std::fs::write(folder.path().join(format!("leavers{n}.csv")), format!("{ROWS}90{n},2024-05-02,Retirement\n"))
            .unwrap();
    }
    let reading = read_folder(folder.path(), &mapping(), Limits { files: 3, ..Limits::default() });
    assert_eq!((reading.read.receipts.len(), reading.findings("E-FIL-507").len()), (3, 1));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed_and_links_within_are() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (inbox, outside) = (folder.path().join("inbox"), folder.path().join("outside.csv"));
    std::fs::create_dir_all(inbox.join("sub")).unwrap();
    std::fs::write(&outside, ROWS).unwrap();
    std::fs::write(inbox.join("sub/real.csv"), ROWS).unwrap();
    symlink(&outside, inbox.join("leavers-out.csv")).unwrap();
    symlink(folder.path(), inbox.join("leavers-folder")).unwrap();
    symlink(inbox.join("nothing"), inbox.join("leavers-dangling")).unwrap();
    symlink(inbox.join("sub/real.csv"), inbox.join("leavers-in.csv")).unwrap();
    let reading = read_folder(&inbox, &mapping(), Limits::default());
    assert_eq!(reading.findings("E-FIL-506").len(), 3);
    assert_eq!(reading.column(Dataset::Leavers, "_row"), ["2"]);
}

#[test]
fn damaged_files_of_every_kind_are_refused_and_nothing_falls_over() {
    let good = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let sheet = ods(&ods_row(&["a", "b"], ""));
    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![7; 4000]].concat();
    let parquet = b"PAR1 this is not parquet PAR1".to_vec();
    let packed = gzip(ROWS.as_bytes());
    for (name, bytes) in [
        ("leavers.xlsx", &good),
        ("leavers.ods", &sheet),
        ("leavers.xls", &compound),
        ("leavers.parquet", &parquet),
        ("leavers.csv.gz", &packed),
    ] {
        for cut in [9, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
            let folder = tempfile::tempdir().unwrap();
            let mut broken = bytes[..cut.min(bytes.len())].to_vec();
            std::fs::write(folder.path().join(name), &broken).unwrap();
            read_folder(folder.path(), &mapping(), Limits::default());
            broken.extend(vec![0xAA; 100]);
            std::fs::write(folder.path().join(name), &broken).unwrap();
            let reading = read_folder(folder.path(), &mapping(), Limits::default());
            assert_eq!(reading.read.receipts.len(), 1, "{name} {cut}");
        }
    }
}

#[test]
fn neither_the_key_nor_an_identifier_is_in_anything_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let canary = "CANARY-7731";
    let text = format!(
        "Employee No,Leaving Date,Reason\n{canary},{canary},{canary}\n{canary},2024-05-01,{canary}\n{canary},2024-05-01,Resignation,{canary}\n"
    );
    std::fs::write(folder.path().join("leavers.csv"), text).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    let said = format!("{:?} {}", reading.read, serde_json::to_string(&reading.read).unwrap());
    assert!(!said.contains(canary) && !said.contains("7731"), "{said}");
    assert!(!said.contains(std::str::from_utf8(&KEY[..16]).unwrap()));
    for (_, batch) in &reading.batches {
        assert!(!format!("{batch:?}").contains("CANARY"));
    }
}

#[test]
fn a_missing_folder_is_an_error_and_a_missing_file_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("gone.csv");
    let reading = read(&Submission::Files(vec![gone.clone()]), &mapping(), Limits::default());
    assert_eq!(reading.findings("E-FIL-501").len(), 1);
    let period = wres_domain::Period::financial_year("2024-25").unwrap();
    let key = wres_ingest::IdentifierKey::from_bytes(KEY).unwrap();
    let context = wres_ingest::ReadContext {
        period: &period,
        key: &key,
        limits: Limits::default(),
        fingerprints: wres_ingest::Fingerprints::default(),
    };
    let missing: &Path = &gone;
    let result =
        wres_ingest::read_submission(&Submission::Folder(missing.to_owned()), &mapping(), &context, &mut |_| {
            Ok::<(), ()>(())
        });
    assert!(matches!(result, Err(wres_ingest::ReadError::Ingest(_))));
}

#[test]
fn a_stray_copy_that_sorts_first_does_not_take_the_place_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let read = || read_folder(folder.path(), &mapping(), Limits::default());
    std::fs::write(folder.path().join("leavers.csv"), ROWS).unwrap();
    let alone = read();
    std::fs::create_dir(folder.path().join("backup")).unwrap();
    for stray in ["a copy of it.csv", "backup/old.csv", "zz.csv"] {
        std::fs::write(folder.path().join(stray), ROWS).unwrap();
        let reading = read();
        assert_eq!(reading.column(Dataset::Leavers, "_row"), alone.column(Dataset::Leavers, "_row"), "{stray}");
        let refused: Vec<&str> = (reading.read.receipts.iter())
            .filter(|receipt| receipt.refused.is_some())
            .map(|receipt| receipt.file.as_str())
            .collect();
        assert_eq!(refused, [stray]);
        std::fs::remove_file(folder.path().join(stray)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_links_to_devices_end_in_a_finding_at_once() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("leavers.csv"), ROWS).unwrap();
    let pipe = folder.path().join("leavers-pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = UnixListener::bind(folder.path().join("leavers-socket.csv")).unwrap();
    symlink("/dev/zero", folder.path().join("leavers-device.csv")).unwrap();
    symlink(&pipe, folder.path().join("leavers-link.csv")).unwrap();
    let reading = read_folder(folder.path(), &mapping(), Limits::default());
    assert_eq!(reading.findings("E-FIL-506").len(), 4);
    assert_eq!(reading.column(Dataset::Leavers, "_row"), ["2"]);
    // Named one by one, as `wres check` is told of them.
    let read = wres_ingest::input::open_named(&pipe, 1000).unwrap_err();
    assert!(read.to_string().contains("a pipe"), "{read}");
}
