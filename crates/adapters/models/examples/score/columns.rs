//! Whole columns of a Parquet file.

use crate::Result;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::path::Path;

/// An open file.
pub struct Table(SerializedFileReader<std::fs::File>);

impl Table {
    pub fn open(path: &Path) -> Result<Table> {
        let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Table(SerializedFileReader::new(file)?))
    }

    pub fn integers(&self, name: &str) -> Result<Vec<Option<i64>>> {
        self.column(name, |reader, rows| match reader {
            ColumnReader::Int64ColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })
    }

    pub fn fractions(&self, name: &str) -> Result<Vec<Option<f64>>> {
        self.column(name, |reader, rows| match reader {
            ColumnReader::DoubleColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })
    }

    /// Microseconds since 1970.
    pub fn times(&self, name: &str) -> Result<Vec<Option<i64>>> {
        let times = self.column(name, |reader, rows| match reader {
            ColumnReader::Int96ColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })?;
        Ok(times.into_iter().map(|time| time.map(|time| time.to_micros())).collect())
    }

    pub fn texts(&self, name: &str) -> Result<Vec<Option<String>>> {
        let texts = self.column(name, |reader, rows| match reader {
            ColumnReader::ByteArrayColumnReader(mut column) => Some(cells(&mut column, rows)),
            _ => None,
        })?;
        let text = |bytes: parquet::data_type::ByteArray| String::from_utf8_lossy(bytes.data()).into_owned();
        Ok(texts.into_iter().map(|bytes| bytes.map(text)).collect())
    }

    fn column<T>(
        &self,
        name: &str,
        read: impl Fn(ColumnReader, usize) -> Option<parquet::errors::Result<Vec<Option<T>>>>,
    ) -> Result<Vec<Option<T>>> {
        let schema = self.0.metadata().file_metadata().schema_descr();
        let index = schema.columns().iter().position(|column| column.name() == name);
        let index = index.ok_or_else(|| format!("there is no column {name}"))?;
        let mut column = Vec::new();
        for group in 0..self.0.num_row_groups() {
            let group = self.0.get_row_group(group)?;
            let rows = usize::try_from(group.metadata().num_rows())?;
            let cells = read(group.get_column_reader(index)?, rows);
            column.extend(cells.ok_or_else(|| format!("{name} is of another type than expected"))??);
        }
        Ok(column)
    }
}

/// All cells; a missing one has a definition level below the greatest.
fn cells<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
) -> parquet::errors::Result<Vec<Option<T::T>>> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    column.read_records(rows, Some(&mut levels), None, &mut values)?;
    if levels.is_empty() {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    Ok(levels.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect())
}
