//! Whole columns of a Parquet file.

use crate::DemoError;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, Int96};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::{Path, PathBuf};

/// An open file.
pub(super) struct Table {
    path: PathBuf,
    reader: SerializedFileReader<File>,
    names: Vec<String>,
}

impl Table {
    /// Opens a file and reads which columns it has.
    pub(super) fn open(path: PathBuf) -> Result<Table, DemoError> {
        let reader = File::open(&path)
            .map_err(|e| e.to_string())
            .and_then(|file| SerializedFileReader::new(file).map_err(|e| e.to_string()));
        match reader {
            Ok(reader) => {
                let schema = reader.metadata().file_metadata().schema_descr();
                let names = schema.columns().iter().map(|column| column.name().to_owned()).collect();
                Ok(Table { path, reader, names })
            }
            Err(problem) => Err(DemoError::Read { path, problem }),
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A column of whole numbers.
    pub(super) fn integers(&self, name: &'static str) -> Result<Vec<Option<i64>>, DemoError> {
        self.column(name, |reader, rows| match reader {
            ColumnReader::Int64ColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })
    }

    /// A column of fractions.
    pub(super) fn fractions(&self, name: &'static str) -> Result<Vec<Option<f64>>, DemoError> {
        self.column(name, |reader, rows| match reader {
            ColumnReader::DoubleColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })
    }

    /// A column of points in time, in microseconds since 1970.
    pub(super) fn times(&self, name: &'static str) -> Result<Vec<Option<i64>>, DemoError> {
        let times = self.column(name, |reader, rows| match reader {
            ColumnReader::Int96ColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })?;
        Ok(times.into_iter().map(|time: Option<Int96>| time.map(|t| t.to_micros())).collect())
    }

    /// A column of texts.
    pub(super) fn texts(&self, name: &'static str) -> Result<Vec<Option<String>>, DemoError> {
        let texts = self.column(name, |reader, rows| match reader {
            ColumnReader::ByteArrayColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })?;
        let text = |bytes: ByteArray| String::from_utf8_lossy(bytes.data()).into_owned();
        Ok(texts.into_iter().map(|bytes| bytes.map(text)).collect())
    }

    fn column<T>(
        &self,
        name: &'static str,
        read: impl Fn(ColumnReader, usize) -> Option<Result<Vec<Option<T>>, ParquetError>>,
    ) -> Result<Vec<Option<T>>, DemoError> {
        let fail = |problem: String| DemoError::Read { path: self.path.clone(), problem };
        let index = self.names.iter().position(|n| n == name);
        let index = index.ok_or_else(|| fail(format!("there is no column {name}")))?;
        let mut column = Vec::new();
        for group in 0..self.reader.num_row_groups() {
            let cells = self.reader.get_row_group(group).and_then(|group| {
                let rows = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
                let reader = group.get_column_reader(index)?;
                Ok(read(reader, rows))
            });
            let cells = cells.map_err(|e| fail(format!("{name}: {e}")))?;
            let cells = cells.ok_or_else(|| fail(format!("{name} is of another type than expected")))?;
            column.extend(cells.map_err(|e| fail(format!("{name}: {e}")))?);
        }
        Ok(column)
    }
}

/// All cells of a column; a missing one has a definition level below the greatest.
fn cells<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
) -> Result<Vec<Option<T::T>>, ParquetError> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    column.read_records(rows, Some(&mut levels), None, &mut values)?;
    if levels.is_empty() {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    Ok(levels.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect())
}
