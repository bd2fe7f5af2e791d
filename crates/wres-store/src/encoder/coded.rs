//! One column of codes or texts of a row group.
//!
//! The columns arrive as numbers into a dictionary, and Parquet stores them as numbers into a dictionary. The library's writer
//! looks every text of every row up again on the way; here only each different text of a batch is, which took a tenth of the
//! time of reading a submission off it.

use super::hybrid::{encode, encode_equal, width};
use arrow::{
    array::{Array, ArrayRef, AsArray, DictionaryArray, StringArray},
    datatypes::{DataType, UInt16Type},
};
use parquet::{
    basic::{Compression, Encoding},
    column::{
        page::{CompressedPage, Page, PageWriter},
        writer::ColumnCloseResult,
    },
    data_type::ByteArray,
    errors::{ParquetError, Result},
    file::{
        metadata::ColumnChunkMetaData,
        statistics::Statistics,
        writer::{SerializedPageWriter, TrackedWrite},
    },
    schema::types::ColumnDescPtr,
};
use std::collections::HashMap;
use wres_domain::fitting;

/// Rows of one page.
pub(super) const PAGE: usize = 32 * 1024;
/// Level of compression: as fast as it gets.
const LEVEL: i32 = 1;
/// Not yet given a number.
const UNKNOWN: u32 = u32::MAX;

/// The type of a column that this can write.
pub(super) fn is_coded(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Dictionary(key, value) if **key == DataType::UInt16 && **value == DataType::Utf8)
}

/// A column chunk that is being written.
pub(super) struct CodedColumn {
    description: ColumnDescPtr,
    /// The texts so far and their numbers.
    numbers: HashMap<Box<str>, u32>,
    /// The texts in the order of their numbers, each after its length.
    texts: Vec<u8>,
    /// Of the rows that are not in a page yet: the numbers of those that have a text, and which have none.
    indices: Vec<u32>,
    absent: Vec<usize>,
    pages: Vec<CompressedPage>,
    rows: u64,
    nulls: u64,
    /// Bytes of all texts of all rows.
    text_bytes: i64,
}

impl CodedColumn {
    pub(super) fn new(description: ColumnDescPtr) -> Self {
        Self {
            description,
            numbers: HashMap::new(),
            texts: Vec::new(),
            indices: Vec::new(),
            absent: Vec::new(),
            pages: Vec::new(),
            rows: 0,
            nulls: 0,
            text_bytes: 0,
        }
    }

    /// Appends rows.
    pub(super) fn write(&mut self, array: &ArrayRef) -> Result<()> {
        let unlike = || ParquetError::General("a column of codes that is none".to_owned());
        let array: &DictionaryArray<UInt16Type> = array.as_dictionary_opt().ok_or_else(unlike)?;
        let texts: &StringArray = array.values().as_string_opt().ok_or_else(unlike)?;
        let mut numbers = vec![UNKNOWN; texts.len()];
        let keys = array.keys();
        let whole = keys.null_count() == 0 && texts.null_count() == 0;
        let mut from = 0;
        while from < keys.len() {
            let until = keys.len().min(from + PAGE - self.waiting());
            for row in from..until {
                let key = usize::from(keys.values()[row]);
                // A text may be missing in the dictionary as well as in the row.
                if !whole && (keys.is_null(row) || texts.is_null(key)) {
                    self.absent.push(self.waiting());
                    continue;
                }
                if numbers[key] == UNKNOWN {
                    numbers[key] = self.number(texts.value(key))?;
                }
                self.indices.push(numbers[key]);
                self.text_bytes += i64::from(texts.value_length(key));
            }
            self.rows += (until - from) as u64;
            from = until;
            if self.waiting() == PAGE {
                self.end_page()?;
            }
        }
        Ok(())
    }

    /// Rows that are not in a page yet.
    fn waiting(&self) -> usize {
        self.indices.len() + self.absent.len()
    }

    fn number(&mut self, text: &str) -> Result<u32> {
        if let Some(&number) = self.numbers.get(text) {
            return Ok(number);
        }
        let long = || ParquetError::General("a text of 4 GiB".to_owned());
        let number = fitting(self.numbers.len()).filter(|number| *number < UNKNOWN).ok_or_else(long)?;
        self.texts.extend(u32::try_from(text.len()).map_err(|_| long())?.to_le_bytes());
        self.texts.extend(text.as_bytes());
        self.numbers.insert(text.into(), number);
        Ok(number)
    }

    /// Ends a page: whether each row has a text, then the numbers of the texts.
    fn end_page(&mut self) -> Result<()> {
        let rows = self.waiting();
        if rows == 0 {
            return Ok(());
        }
        let mut bytes = Vec::new();
        if self.description.max_def_level() > 0 {
            bytes.extend([0; 4]);
            if self.absent.is_empty() {
                encode_equal(1, rows, 1, &mut bytes);
            } else {
                let mut present = vec![1; rows];
                self.absent.iter().for_each(|&row| present[row] = 0);
                encode(&present, 1, &mut bytes);
            }
            let length = u32::try_from(bytes.len() - 4).unwrap_or(u32::MAX);
            bytes[..4].copy_from_slice(&length.to_le_bytes());
        }
        let width = width(self.indices.iter().copied().max().unwrap_or(0));
        bytes.push(width);
        encode(&self.indices, width, &mut bytes);
        let page = Page::DataPage {
            buf: compressed(&bytes)?.into(),
            num_values: u32::try_from(rows).unwrap_or(u32::MAX),
            encoding: Encoding::RLE_DICTIONARY,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        self.pages.push(CompressedPage::new(page, bytes.len()));
        self.indices.clear();
        self.nulls += self.absent.len() as u64;
        self.absent.clear();
        Ok(())
    }

    /// The whole chunk, as bytes and with what the file says about it.
    pub(super) fn close(mut self) -> Result<(bytes::Bytes, ColumnCloseResult)> {
        self.end_page()?;
        let mut sink = TrackedWrite::new(Vec::new());
        let mut writer = SerializedPageWriter::new(&mut sink);
        let page = Page::DictionaryPage {
            buf: compressed(&self.texts)?.into(),
            num_values: u32::try_from(self.numbers.len()).unwrap_or(u32::MAX),
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        let mut uncompressed = 0;
        let dictionary = writer.write_page(CompressedPage::new(page, self.texts.len()))?;
        uncompressed += dictionary.uncompressed_size;
        for page in self.pages {
            uncompressed += writer.write_page(page)?.uncompressed_size;
        }
        writer.close()?;
        let bytes = sink.into_inner()?;
        let text = |text: &str| ByteArray::from(text);
        let (least, most) = (self.numbers.keys().min(), self.numbers.keys().max());
        let statistics = Statistics::byte_array(
            least.map(|least| text(least)),
            most.map(|most| text(most)),
            None,
            Some(self.nulls),
            false,
        );
        let metadata = ColumnChunkMetaData::builder(self.description)
            .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
            .set_num_values(i64::try_from(self.rows).unwrap_or(i64::MAX))
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(uncompressed as i64)
            .set_dictionary_page_offset(Some(0))
            .set_data_page_offset(dictionary.bytes_written as i64)
            .set_unencoded_byte_array_data_bytes(Some(self.text_bytes))
            .set_statistics(statistics)
            .build()?;
        let close = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.rows,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((bytes.into(), close))
    }
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    Ok(zstd::bulk::compress(bytes, LEVEL)?)
}
