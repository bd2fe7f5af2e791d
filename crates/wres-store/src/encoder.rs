//! Writes a Parquet file with the columns encoded by all threads.

use arrow::{
    array::RecordBatch,
    datatypes::{DataType, SchemaRef},
};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves},
    },
    basic::{Compression, Encoding, ZstdLevel},
    errors::{ParquetError, Result},
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::ColumnPath,
};
use rayon::prelude::*;
use std::{fs::File, sync::Arc};

/// Rows of one row group: enough to compress well, few enough to bound the writer's memory.
const ROW_GROUP: usize = 256 * 1024;

/// A Parquet file that is being written. The same batches give the same bytes, whatever the number of threads.
pub(crate) struct Encoder {
    file: SerializedFileWriter<File>,
    groups: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    /// One writer for each column of the row group that is being filled, and its rows so far.
    open: Option<(Vec<ArrowColumnWriter>, usize)>,
}

impl Encoder {
    pub(crate) fn new(file: File, schema: SchemaRef) -> Result<Self> {
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties(&schema)))?;
        let (file, groups) = writer.into_serialized_writer()?;
        Ok(Self { file, groups, schema, open: None })
    }

    /// Appends rows.
    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        if batch.schema() != self.schema {
            return Err(ParquetError::General("the batch has another schema than those before it".to_owned()));
        }
        let mut from = 0;
        while from < batch.num_rows() {
            let (mut columns, rows) = match self.open.take() {
                Some(open) => open,
                None => (self.groups.create_column_writers(self.file.flushed_row_groups().len())?, 0),
            };
            let take = (ROW_GROUP - rows).min(batch.num_rows() - from);
            let slice = batch.slice(from, take);
            let fields = self.schema.fields();
            columns.par_iter_mut().zip(fields.par_iter()).zip(slice.columns().par_iter()).try_for_each(
                |((column, field), array)| compute_leaves(field, array)?.iter().try_for_each(|leaf| column.write(leaf)),
            )?;
            from += take;
            self.open = Some((columns, rows + take));
            if rows + take == ROW_GROUP {
                self.end_group()?;
            }
        }
        Ok(())
    }

    /// Ends the row group.
    fn end_group(&mut self) -> Result<()> {
        let Some((columns, _)) = self.open.take() else { return Ok(()) };
        let chunks = columns.into_par_iter().map(ArrowColumnWriter::close).collect::<Result<Vec<_>>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
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

/// Hashed identifiers are as good as random: a dictionary of them, or compression, would only cost time. Row numbers grow, so
/// that their differences are stored.
fn properties(schema: &SchemaRef) -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_created_by(concat!("wres ", env!("CARGO_PKG_VERSION")).to_owned());
    for field in schema.fields() {
        let column = || ColumnPath::from(field.name().as_str());
        builder = match field.data_type() {
            DataType::UInt64 => builder
                .set_column_dictionary_enabled(column(), false)
                .set_column_compression(column(), Compression::UNCOMPRESSED),
            DataType::UInt32 => builder
                .set_column_dictionary_enabled(column(), false)
                .set_column_encoding(column(), Encoding::DELTA_BINARY_PACKED),
            _ => builder,
        };
    }
    builder.build()
}
