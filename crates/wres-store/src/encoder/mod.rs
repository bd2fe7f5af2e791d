//! Writes a Parquet file with the columns encoded by all threads.

mod coded;
mod hybrid;

use arrow::{
    array::{ArrayRef, AsArray, RecordBatch},
    datatypes::{DataType, Field, SchemaRef, UInt16Type},
};
use coded::{CodedColumn, is_coded};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves},
    },
    basic::{Compression, Encoding, ZstdLevel},
    column::writer::ColumnCloseResult,
    errors::{ParquetError, Result},
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::ColumnPath,
};
use rayon::prelude::*;
use std::{fs::File, sync::Arc};

/// Rows of one row group: enough to compress well, few enough to bound the writer's memory.
const ROW_GROUP: usize = 256 * 1024;
/// Bytes of different texts of a column with which a row group ends early.
const TEXTS: usize = 16 << 20;

/// A Parquet file that is being written. The same batches give the same bytes, whatever the number of threads.
pub(crate) struct Encoder {
    file: SerializedFileWriter<File>,
    groups: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    /// The row group that is being filled.
    open: Option<Group>,
}

/// A row group while it is being filled.
struct Group {
    /// One writer for each column.
    columns: Vec<Column>,
    rows: usize,
    /// Bytes of the dictionaries of the batches so far: at least as many as those of all different texts.
    texts: usize,
}

/// A column of a row group.
enum Column {
    Coded(Box<CodedColumn>),
    Other(Box<ArrowColumnWriter>),
}

/// A column of a row group that is complete.
enum Chunk {
    Coded(bytes::Bytes, Box<ColumnCloseResult>),
    Other(Box<ArrowColumnChunk>),
}

impl Encoder {
    pub(crate) fn new(file: File, schema: SchemaRef) -> Result<Self> {
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties(&schema)))?;
        let (file, groups) = writer.into_serialized_writer()?;
        Ok(Self { file, groups, schema, open: None })
    }

    /// Appends rows. Row groups end where they would if each batch came by itself.
    pub(crate) fn write(&mut self, batches: &[RecordBatch]) -> Result<()> {
        let mut due = Vec::new();
        for batch in batches {
            if batch.schema() != self.schema {
                return Err(ParquetError::General("the batch has another schema than those before it".to_owned()));
            }
            let mut from = 0;
            while from < batch.num_rows() {
                let mut group = match self.open.take() {
                    Some(open) => open,
                    None => Group { columns: self.columns()?, rows: 0, texts: 0 },
                };
                let take = (ROW_GROUP - group.rows).min(batch.num_rows() - from);
                due.push(batch.slice(from, take));
                from += take;
                group.rows += take;
                group.texts += batch.columns().iter().map(dictionary_bytes).sum::<usize>();
                let is_full = group.rows == ROW_GROUP || group.texts > TEXTS;
                self.open = Some(group);
                if is_full {
                    self.encode(&std::mem::take(&mut due))?;
                    self.end_group()?;
                }
            }
        }
        self.encode(&due)
    }

    /// Encodes rows of the open row group, each column by itself.
    fn encode(&mut self, rows: &[RecordBatch]) -> Result<()> {
        let Some(group) = self.open.as_mut().filter(|_| !rows.is_empty()) else { return Ok(()) };
        let fields = self.schema.fields();
        let columns = group.columns.par_iter_mut().with_max_len(1).zip(fields.par_iter()).enumerate();
        columns.try_for_each(|(place, (column, field))| {
            rows.iter().try_for_each(|batch| column.write(field, batch.column(place)))
        })
    }

    fn columns(&self) -> Result<Vec<Column>> {
        let others = self.groups.create_column_writers(self.file.flushed_row_groups().len())?;
        let descriptions = self.file.schema_descr().columns();
        let fields = self.schema.fields().iter();
        let column = |((field, other), description): ((&Arc<Field>, ArrowColumnWriter), _)| {
            if is_coded(field.data_type()) {
                Column::Coded(Box::new(CodedColumn::new(Arc::clone(description))))
            } else {
                Column::Other(Box::new(other))
            }
        };
        Ok(fields.zip(others).zip(descriptions).map(column).collect())
    }

    /// Ends the row group.
    fn end_group(&mut self) -> Result<()> {
        let Some(group) = self.open.take() else { return Ok(()) };
        let chunks = group.columns.into_par_iter().with_max_len(1).map(Column::close).collect::<Result<Vec<_>>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to(&mut group)?;
        }
        group.close()?;
        Ok(())
    }

    /// Completes the file.
    pub(crate) fn finish(mut self, metadata: impl IntoIterator<Item = (&'static str, String)>) -> Result<File> {
        self.end_group()?;
        for (key, value) in metadata {
            self.file.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
        }
        self.file.into_inner()
    }
}

impl Column {
    fn write(&mut self, field: &Field, array: &ArrayRef) -> Result<()> {
        match self {
            Self::Coded(column) => column.write(array),
            Self::Other(column) => compute_leaves(field, array)?.iter().try_for_each(|leaf| column.write(leaf)),
        }
    }

    fn close(self) -> Result<Chunk> {
        match self {
            Self::Coded(column) => column.close().map(|(bytes, close)| Chunk::Coded(bytes, Box::new(close))),
            Self::Other(column) => column.close().map(|chunk| Chunk::Other(Box::new(chunk))),
        }
    }
}

impl Chunk {
    fn append_to(self, group: &mut SerializedRowGroupWriter<'_, File>) -> Result<()> {
        match self {
            Self::Coded(bytes, close) => group.append_column(&bytes, *close),
            Self::Other(chunk) => chunk.append_to_row_group(group),
        }
    }
}

/// Bytes of the texts of a dictionary; none for another column.
fn dictionary_bytes(array: &ArrayRef) -> usize {
    let dictionary = array.as_dictionary_opt::<UInt16Type>().and_then(|array| array.values().as_string_opt::<i32>());
    dictionary.map_or(0, |texts| texts.value_data().len())
}

/// Hashed identifiers are as good as random: a dictionary of them, or compression, would only cost time. Row numbers grow, and
/// days and amounts lie near one another, so that their differences are stored. Statistics are of whole chunks.
fn properties(schema: &SchemaRef) -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_created_by(concat!("wres ", env!("CARGO_PKG_VERSION")).to_owned());
    for field in schema.fields() {
        let column = || ColumnPath::from(field.name().as_str());
        builder = match field.data_type() {
            DataType::UInt64 => builder
                .set_column_dictionary_enabled(column(), false)
                .set_column_compression(column(), Compression::UNCOMPRESSED),
            DataType::UInt32 | DataType::Int64 | DataType::Date32 | DataType::Timestamp(..) => builder
                .set_column_dictionary_enabled(column(), false)
                .set_column_encoding(column(), Encoding::DELTA_BINARY_PACKED),
            _ => builder,
        };
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::{Encoder, ROW_GROUP, coded::PAGE};
    use arrow::{
        array::{ArrayRef, AsArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray, UInt16Array},
        compute::cast,
        datatypes::{DataType, Field, Schema, UInt16Type},
    };
    use parquet::{
        arrow::arrow_reader::ParquetRecordBatchReaderBuilder,
        file::{
            reader::{FileReader, SerializedFileReader},
            statistics::Statistics,
        },
    };
    use proptest::prelude::*;
    use std::sync::Arc;

    fn schema() -> Arc<Schema> {
        let code = || DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
        Arc::new(Schema::new(vec![
            Field::new("code", code(), true),
            Field::new("sure", code(), false),
            Field::new("day", DataType::Date32, true),
            Field::new("pay", DataType::Int64, true),
        ]))
    }

    /// A batch whose dictionary holds texts that no row has, and one that is missing.
    fn batch(rows: &[Option<u16>]) -> RecordBatch {
        let texts = |gap: bool| {
            let most = rows.iter().flatten().max().map_or(0, |most| usize::from(*most) + 1);
            let text = move |n: usize| (!gap || n != 3).then(|| format!("text {n} {}", "x".repeat(n % 40)));
            Arc::new((0..most + 2).map(text).collect::<StringArray>()) as ArrayRef
        };
        let coded = |keys: UInt16Array, gap| DictionaryArray::<UInt16Type>::try_new(keys, texts(gap)).unwrap();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(coded(rows.iter().copied().collect(), true)),
            Arc::new(coded(rows.iter().map(|row| row.unwrap_or(0)).collect::<Vec<_>>().into(), false)),
            Arc::new(rows.iter().map(|row| row.map(|n| 12_000 + i32::from(n))).collect::<Date32Array>()),
            Arc::new(rows.iter().map(|row| row.map(|n| i64::from(n) * 1_234_567 - 99)).collect::<Int64Array>()),
        ];
        RecordBatch::try_new(schema(), columns).unwrap()
    }

    fn plain(batch: &RecordBatch) -> Vec<ArrayRef> {
        let of = |column: &ArrayRef| match column.data_type() {
            DataType::Dictionary(..) => cast(column, &DataType::Utf8).unwrap(),
            _ => Arc::clone(column),
        };
        batch.columns().iter().map(of).collect()
    }

    /// Writes batches, and gives what a reader finds.
    fn there_and_back(batches: &[RecordBatch]) -> (tempfile::NamedTempFile, RecordBatch) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut encoder = Encoder::new(file.reopen().unwrap(), schema()).unwrap();
        batches.chunks(3).for_each(|batches| encoder.write(batches).unwrap());
        encoder.finish([("wres:dataset", "staff".to_owned())]).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(file.reopen().unwrap()).unwrap().build().unwrap();
        let read: Vec<RecordBatch> = reader.map(|batch| batch.unwrap()).collect();
        let read = arrow::compute::concat_batches(&schema(), &read).unwrap();
        (file, read)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_written_is_read(parts in prop::collection::vec(
            prop::collection::vec(prop_oneof![1 => Just(None), 4 => (0_u16..40).prop_map(Some), 2 => Just(Some(7))], 1..300), 1..6,
        )) {
            let batches: Vec<RecordBatch> = parts.iter().map(|rows| batch(rows)).collect();
            let all = batch(&parts.concat());
            prop_assert_eq!(plain(&there_and_back(&batches).1), plain(&all));
        }
    }

    #[test]
    fn pages_and_row_groups_end_in_the_middle_of_batches() {
        let rows: Vec<Option<u16>> =
            (0..ROW_GROUP * 2 + 77).map(|n| (n % 11 != 0).then_some(((n * n) % 3_000) as u16)).collect();
        let batches: Vec<RecordBatch> = rows.chunks(PAGE * 2 - 5).map(batch).collect();
        let (file, read) = there_and_back(&batches);
        assert_eq!(plain(&read), plain(&batch(&rows)));
        let reader = SerializedFileReader::new(file.reopen().unwrap()).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let first = reader.metadata().row_group(0);
        let Some(Statistics::ByteArray(code)) = first.column(0).statistics() else { panic!("no statistics") };
        let column = read.column(0).slice(0, ROW_GROUP);
        let nulls = cast(&column, &DataType::Utf8).unwrap();
        assert_eq!(code.null_count_opt(), Some(nulls.null_count() as u64));
        let texts = nulls.as_string::<i32>();
        assert_eq!(code.min_bytes_opt().unwrap(), texts.iter().flatten().min().unwrap().as_bytes());
        assert_eq!(code.max_bytes_opt().unwrap(), texts.iter().flatten().max().unwrap().as_bytes());
    }

    #[test]
    fn how_many_batches_come_at_a_time_does_not_show() {
        let texts = |n: usize| batch(&(0..2_000).map(|row| Some(((row * 7 + n) % 1_999) as u16)).collect::<Vec<_>>());
        let batches: Vec<RecordBatch> = (0..140).map(texts).collect();
        let bytes = |at_a_time: usize| {
            let file = tempfile::NamedTempFile::new().unwrap();
            let mut encoder = Encoder::new(file.reopen().unwrap(), schema()).unwrap();
            batches.chunks(at_a_time).for_each(|batches| encoder.write(batches).unwrap());
            encoder.finish([]).unwrap();
            std::fs::read(file.path()).unwrap()
        };
        let one = bytes(1);
        assert!(one == bytes(7) && one == bytes(140));
    }

    #[test]
    fn a_column_without_any_text_is_read_as_such() {
        let (_, read) = there_and_back(&[batch(&[None, None, None])]);
        assert_eq!(read.num_rows(), 3);
        assert_eq!(cast(read.column(0), &DataType::Utf8).unwrap().null_count(), 3);
    }
}
