//! Makes workbooks of the two binary formats, for which there is no writer: just enough of each to hold a table.

use crate::reading::{Reading, read_folder};
use std::io::{Cursor, Write};
use wres_domain::Dataset;
use wres_ingest::{Limits, SiteMapping};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A cell to write.
#[derive(Clone, Copy)]
enum Value {
    Text(&'static str),
    Number(f64),
}

fn table() -> Vec<Vec<Value>> {
    use Value::{Number, Text};
    vec![
        vec![Text("Employee No"), Text("Leaving Date"), Text("Reason")],
        vec![Number(900_101.0), Text("2024-05-01"), Text("Resignation")],
        vec![Number(900_102.0), Text("2024-06-15"), Text("Retirement")],
    ]
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [(units.len() as u32).to_le_bytes().to_vec(), units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
}

/// An XLSB workbook ([MS-XLSB]).
fn xlsb(rows: &[Vec<Value>]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let mut out = if kind < 128 { vec![kind as u8] } else { vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8] };
        let mut length = data.len();
        loop {
            let byte = (length & 0x7f) as u8;
            length >>= 7;
            out.push(if length > 0 { byte | 0x80 } else { byte });
            if length == 0 {
                break;
            }
        }
        out.extend(data);
        out
    };
    let bundle = [0_u32.to_le_bytes().to_vec(), 1_u32.to_le_bytes().to_vec(), wide("rId1"), wide("Leavers")].concat();
    let book = [record(0x83, &[]), record(0x99, &[0; 8]), record(0x9C, &bundle), record(0x90, &[]), record(0x84, &[])]
        .concat();
    let mut sheet = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
    for (row, cells) in (0_u32..).zip(rows) {
        sheet.extend(record(0x00, &[row.to_le_bytes().to_vec(), vec![0; 13]].concat()));
        for (column, cell) in (0_u32..).zip(cells) {
            let head = [column.to_le_bytes(), [0; 4]].concat();
            sheet.extend(match cell {
                Value::Text(text) => record(0x06, &[head, wide(text)].concat()),
                Value::Number(number) => record(0x05, &[head, number.to_le_bytes().to_vec()].concat()),
            });
        }
    }
    sheet.extend([record(0x92, &[]), record(0x82, &[])].concat());
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.bin", &book[..]),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The workbook stream of an XLS workbook of 1997 and later ([MS-XLS]).
fn biff(rows: &[Vec<Value>], far: bool) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let bof = |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let mut sheet = bof(0x0010);
    let corner = if far { 65_535 } else { rows.len() as u32 };
    sheet.extend(record(0x0200, &[&0_u32.to_le_bytes()[..], &corner.to_le_bytes(), &[0, 0, 3, 0, 0, 0]].concat()));
    for (row, cells) in (0_u16..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let head = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
            sheet.extend(match cell {
                Value::Number(number) => record(0x0203, &[head, number.to_le_bytes().to_vec()].concat()),
                Value::Text(text) => record(
                    0x0204,
                    &[head, (text.len() as u16).to_le_bytes().to_vec(), vec![0], text.as_bytes().to_vec()].concat(),
                ),
            });
        }
    }
    if far {
        sheet.extend(record(0x0203, &[&65_534_u16.to_le_bytes()[..], &255_u16.to_le_bytes(), &[0; 10]].concat()));
    }
    sheet.extend(record(0x000A, &[]));
    let name = b"Leavers";
    let position = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, name.len() as u8, 0], name].concat());
    let globals = |at: u32| [bof(0x0005), position(at), record(0x000A, &[])].concat();
    [globals(globals(0).len() as u32), sheet].concat()
}

/// A compound file with one stream ([MS-CFB]): header, allocation table, directory, stream.
fn compound(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(512);
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.extend([0; 16]);
    for value in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        header.extend(value.to_le_bytes());
    }
    header.extend([0; 10]);
    for value in [1_u32, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0] {
        header.extend(value.to_le_bytes());
    }
    header.resize(512, 0xFF);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
    table.extend((0..sectors as u32).map(|n| if n + 1 == sectors as u32 { 0xFFFF_FFFE } else { n + 3 }));
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, child: u32, first: u32, size: u32| {
        let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = if name.is_empty() { 0 } else { out.len() as u16 + 2 };
        out.resize(64, 0);
        out.extend(length.to_le_bytes());
        out.extend([kind, 1]);
        for value in [u32::MAX, u32::MAX, child] {
            out.extend(value.to_le_bytes());
        }
        out.extend([0; 36]);
        out.extend(first.to_le_bytes());
        out.extend(size.to_le_bytes());
        out.extend([0; 4]);
        out
    };
    let size = stream.len().max(4096) as u32;
    let directory =
        [entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0), entry("Workbook", 2, u32::MAX, 2, size), vec![0; 256]].concat();
    let mut body = stream.to_vec();
    body.resize(sectors * 512, 0);
    [header, table.into_iter().flat_map(u32::to_le_bytes).collect(), directory, body].concat()
}

fn read(name: &str, bytes: &[u8], limits: Limits) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let mapping =
        SiteMapping::from_toml("site = \"A\"\n[[source]]\ndataset = \"leavers\"\nfile = \"leavers*\"\n").unwrap();
    read_folder(folder.path(), &mapping, limits)
}

#[test]
fn a_binary_workbook_is_read_like_any_other() {
    for (name, bytes) in [("leavers.xlsb", xlsb(&table())), ("leavers.xls", compound(&biff(&table(), false)))] {
        let reading = read(name, &bytes, Limits::default());
        let receipt = &reading.read.receipts[0];
        assert_eq!(
            (receipt.sheet.as_deref(), receipt.rows.kept),
            (Some("Leavers"), 2),
            "{name}: {:?}",
            reading.read.findings
        );
        assert_eq!(reading.column(Dataset::Leavers, "left_on"), ["2024-05-01", "2024-06-15"], "{name}");
        assert_eq!(reading.column(Dataset::Leavers, "reason"), ["resignation", "retirement"], "{name}");
    }
}

#[test]
fn an_old_workbook_with_cells_in_far_corners_takes_no_memory() {
    let reading =
        read("leavers.xls", &compound(&biff(&table(), true)), Limits { memory_bytes: 64 << 20, ..Limits::default() });
    assert_eq!(reading.findings("E-FIL-502").len(), 1, "{:?}", reading.read.findings);
}
