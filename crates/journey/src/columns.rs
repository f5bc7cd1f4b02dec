//! Whole columns of a Parquet file.

use crate::ReadError;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, Int96};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Rows that are decoded at once, so that a long column does not stand twice in memory.
const CHUNK: usize = 65_536;

/// An open file.
pub struct Table {
    path: PathBuf,
    reader: SerializedFileReader<File>,
    names: Vec<String>,
}

impl Table {
    /// Opens a file and reads which columns it has.
    pub fn open(path: PathBuf) -> Result<Table, ReadError> {
        let reader = File::open(&path)
            .map_err(|e| e.to_string())
            .and_then(|file| SerializedFileReader::new(file).map_err(|e| e.to_string()));
        match reader {
            Ok(reader) => {
                let schema = reader.metadata().file_metadata().schema_descr();
                let names = schema.columns().iter().map(|column| column.name().to_owned()).collect();
                Ok(Table { path, reader, names })
            }
            Err(problem) => Err(ReadError { path, problem }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A column of whole numbers.
    pub fn integers(&self, name: &'static str) -> Result<Vec<Option<i64>>, ReadError> {
        self.column(name, integers, |cell| cell)
    }

    /// A column of whole numbers, none of them missing and each within the type asked for.
    pub fn whole<T: TryFrom<i64>>(&self, name: &'static str) -> Result<Vec<T>, ReadError> {
        self.full(name, self.column(name, integers, |cell| cell.and_then(|cell| T::try_from(cell).ok()))?)
    }

    /// A column of fractions, none of them missing.
    pub fn fractions(&self, name: &'static str) -> Result<Vec<f64>, ReadError> {
        let column = |reader| match reader {
            ColumnReader::DoubleColumnReader(column) => Some(column),
            _ => None,
        };
        self.full(name, self.column(name, column, |cell| cell)?)
    }

    /// A column of points in time, none of them missing, in microseconds since 1970.
    pub fn times(&self, name: &'static str) -> Result<Vec<i64>, ReadError> {
        let column = |reader| match reader {
            ColumnReader::Int96ColumnReader(column) => Some(column),
            _ => None,
        };
        self.full(name, self.column(name, column, |cell: Option<Int96>| cell.map(|time| time.to_micros()))?)
    }

    /// A column of texts.
    pub fn texts(&self, name: &'static str) -> Result<Vec<Option<String>>, ReadError> {
        let text = |bytes: ByteArray| String::from_utf8_lossy(bytes.data()).into_owned();
        self.column(name, texts, |cell| cell.map(text))
    }

    /// A column of texts of one letter, none of them missing.
    pub fn letters(&self, name: &'static str) -> Result<Vec<u8>, ReadError> {
        let letter = |cell: Option<ByteArray>| cell.and_then(|bytes| bytes.data().first().copied());
        self.full(name, self.column(name, texts, letter)?)
    }

    fn full<T>(&self, name: &str, cells: Vec<Option<T>>) -> Result<Vec<T>, ReadError> {
        let fail = || ReadError {
            path: self.path.clone(),
            problem: format!("a cell of {name} is empty or too large"),
        };
        cells.into_iter().collect::<Option<Vec<T>>>().ok_or_else(fail)
    }

    fn column<D: DataType, T>(
        &self,
        name: &'static str,
        typed: impl Fn(ColumnReader) -> Option<ColumnReaderImpl<D>>,
        cell: impl Fn(Option<D::T>) -> Option<T>,
    ) -> Result<Vec<Option<T>>, ReadError> {
        let fail = |problem: String| ReadError { path: self.path.clone(), problem };
        let broken = |e: ParquetError| fail(format!("{name}: {e}"));
        let index = self.names.iter().position(|n| n == name);
        let index = index.ok_or_else(|| fail(format!("there is no column {name}")))?;
        let mut column = Vec::new();
        for group in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(group).map_err(broken)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
            let reader = group.get_column_reader(index).map_err(broken)?;
            let mut reader =
                typed(reader).ok_or_else(|| fail(format!("{name} is of another type than expected")))?;
            let mut left = rows;
            while left > 0 {
                let cells = cells(&mut reader, left.min(CHUNK)).map_err(broken)?;
                if cells.is_empty() {
                    return Err(fail(format!("{name} ends {left} rows early")));
                }
                left -= cells.len();
                column.extend(cells.into_iter().map(&cell));
            }
        }
        Ok(column)
    }
}

fn integers(reader: ColumnReader) -> Option<ColumnReaderImpl<parquet::data_type::Int64Type>> {
    match reader {
        ColumnReader::Int64ColumnReader(column) => Some(column),
        _ => None,
    }
}

fn texts(reader: ColumnReader) -> Option<ColumnReaderImpl<parquet::data_type::ByteArrayType>> {
    match reader {
        ColumnReader::ByteArrayColumnReader(column) => Some(column),
        _ => None,
    }
}

/// The next cells of a column; a missing one has a definition level below the greatest.
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
