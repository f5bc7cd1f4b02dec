//! Rows of a CSV or Parquet file, as texts.

use super::Refused;
use anyhow::{Context, bail};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// A row: its line in the file, its cells.
pub(super) struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

/// A file that was opened.
pub(super) struct Table {
    pub names: Vec<String>,
    /// Of its content.
    pub digest: String,
    pub rows: Box<dyn Iterator<Item = Result<Row, Box<Refused>>>>,
}

/// Opens a file by its ending.
pub(super) fn open(path: &Path) -> anyhow::Result<Table> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut hash)?;
    file.rewind()?;
    let digest = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => csv_table(BufReader::new(file), digest),
        Some("parquet") => parquet_table(file, digest),
        _ => bail!("the name must end in .csv or .parquet"),
    }
}

/// Line ends and quotes of all kinds are read; a byte order mark is skipped.
pub(super) fn csv_table(source: impl Read + 'static, digest: String) -> anyhow::Result<Table> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source);
    let names = reader.headers().context("read the names of the columns")?;
    let names = names.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
    let rows = reader.into_records().map(|record| match record {
        Ok(record) => {
            let line = record.position().map_or(0, csv::Position::line);
            Ok(Row { line, cells: record.iter().map(str::to_owned).collect() })
        }
        Err(error) => {
            let line = error.position().map_or(0, csv::Position::line);
            let reason = match error.kind() {
                csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    format!("the row has {len} columns; give {expected_len}, as in the first row")
                }
                csv::ErrorKind::Utf8 { .. } => "the row is no UTF-8; save the file as UTF-8".to_owned(),
                _ => error.to_string(),
            };
            Err(Box::new(Refused { line, column: "row".to_owned(), value: String::new(), reason }))
        }
    });
    Ok(Table { names, digest, rows: Box::new(rows) })
}

fn parquet_table(file: File, digest: String) -> anyhow::Result<Table> {
    let reader = SerializedFileReader::new(file).context("read the Parquet file")?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let names = schema.columns().iter().map(|column| column.path().string()).collect();
    let rows = reader.into_iter().zip(2..).map(|(row, line)| match row {
        Ok(row) => Ok(Row { line, cells: row.get_column_iter().map(|(_, field)| text(field)).collect() }),
        Err(error) => {
            let (column, value, reason) = ("row".to_owned(), String::new(), error.to_string());
            Err(Box::new(Refused { line, column, value, reason }))
        }
    });
    Ok(Table { names, digest, rows: Box::new(rows) })
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Whole numbers that another program wrote as fractions.
        Field::Double(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Field::TimestampMillis(ms) => realtail_kernel::Instant::from_micros(ms.saturating_mul(1000)).to_string(),
        Field::TimestampMicros(us) => realtail_kernel::Instant::from_micros(*us).to_string(),
        other => other.to_string(),
    }
}
