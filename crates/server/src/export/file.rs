//! The Parquet file of a history: written beside its place under another name, and put there once it is whole.

use super::follow::Told;
use anyhow::Context;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SCHEMA: &str = "message history {
    required int64 position (INTEGER(64, true));
    required int32 number (INTEGER(32, true));
    required int64 time (TIMESTAMP(MICROS, true));
    required binary type (STRING);
    optional binary subject (STRING);
    required binary trace (STRING);
    optional binary cause (STRING);
    required binary by (STRING);
    required binary data (JSON);
}";
/// What a row group holds at most, and with it the memory of an export.
const GROUP_ROWS_MAX: usize = 100_000;
const GROUP_BYTES_MAX: usize = 32 << 20;

/// A file that is being written; gone again if it is not finished.
pub(super) struct HistoryFile {
    writer: SerializedFileWriter<File>,
    group: Group,
    events: u64,
    place: PathBuf,
    temporary: Temporary,
}

/// Removes what it names, unless that has been moved away.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Where it was moved to its place there is nothing left to remove.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The rows that wait for their row group, by column.
#[derive(Default)]
struct Group {
    position: Vec<i64>,
    number: Vec<i32>,
    time: Vec<i64>,
    kind: Vec<ByteArray>,
    subject: Sparse,
    trace: Vec<ByteArray>,
    cause: Sparse,
    by: Vec<ByteArray>,
    data: Vec<ByteArray>,
    bytes: usize,
}

/// A column that has no value in some rows.
#[derive(Default)]
struct Sparse {
    values: Vec<ByteArray>,
    is_there: Vec<i16>,
}

impl Sparse {
    fn push(&mut self, text: Option<&str>) {
        self.is_there.push(i16::from(text.is_some()));
        self.values.extend(text.map(ByteArray::from));
    }
}

impl HistoryFile {
    /// Begins a file for the positions from `from` to `until`, which it says in its own key-value metadata.
    pub fn create(place: &Path, from: u64, until: u64) -> anyhow::Result<HistoryFile> {
        let name = place.file_name().context("name a file, not a folder")?.to_string_lossy();
        let hidden = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&hidden)?;
        let temporary = Temporary(hidden);
        let about = |name: &str, value: u64| KeyValue::new(format!("realtail.{name}"), value.to_string());
        let properties = WriterProperties::builder()
            .set_created_by(concat!("realtail ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            // No two are the same.
            .set_column_dictionary_enabled("data".into(), false)
            .set_key_value_metadata(Some(vec![about("from", from), about("until", until)]))
            .build();
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties))?;
        Ok(HistoryFile { writer, group: Group::default(), events: 0, place: place.to_owned(), temporary })
    }

    /// How many events there are so far.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Writes an event down.
    pub fn push(&mut self, position: u64, number: u64, told: &Told<'_>) -> anyhow::Result<()> {
        self.group.push(i64::try_from(position)?, i32::try_from(number)?, told);
        self.events += 1;
        if self.group.position.len() >= GROUP_ROWS_MAX || self.group.bytes >= GROUP_BYTES_MAX {
            self.write_group()?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> anyhow::Result<()> {
        let mut writer = self.writer.next_row_group()?;
        std::mem::take(&mut self.group).write(&mut writer)?;
        writer.close()?;
        Ok(())
    }

    /// Puts the file in its place, whole and on the disk. How many events it has.
    pub fn finish(mut self) -> anyhow::Result<u64> {
        if !self.group.position.is_empty() {
            self.write_group()?;
        }
        self.writer.into_inner()?.sync_all()?;
        std::fs::rename(&self.temporary.0, &self.place)?;
        let folder = self.place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(self.events)
    }
}

impl Group {
    fn push(&mut self, position: i64, number: i32, told: &Told<'_>) {
        let text = |text: &str| ByteArray::from(text);
        self.position.push(position);
        self.number.push(number);
        self.time.push(told.time.micros());
        self.kind.push(text(&told.kind));
        self.subject.push(told.subject.as_deref());
        self.trace.push(text(&told.traceid));
        self.cause.push(told.cause.as_deref());
        self.by.push(text(&told.by));
        self.data.push(text(told.data.get()));
        self.bytes += told.data.get().len() + told.subject.as_ref().map_or(0, String::len);
    }

    /// The columns in the order of the schema.
    fn write(self, group: &mut SerializedRowGroupWriter<'_, File>) -> anyhow::Result<()> {
        column::<Int64Type>(group, &self.position, None)?;
        column::<Int32Type>(group, &self.number, None)?;
        column::<Int64Type>(group, &self.time, None)?;
        column::<ByteArrayType>(group, &self.kind, None)?;
        column::<ByteArrayType>(group, &self.subject.values, Some(&self.subject.is_there))?;
        column::<ByteArrayType>(group, &self.trace, None)?;
        column::<ByteArrayType>(group, &self.cause.values, Some(&self.cause.is_there))?;
        column::<ByteArrayType>(group, &self.by, None)?;
        column::<ByteArrayType>(group, &self.data, None)
    }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    is_there: Option<&[i16]>,
) -> anyhow::Result<()> {
    let mut column = group.next_column()?.context("the schema has a column less than is written")?;
    column.typed::<T>().write_batch(values, is_there, None)?;
    column.close()?;
    Ok(())
}
