//! Rows of a CSV or Parquet file, as texts.

use anyhow::{Context, bail};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row as ParquetRow};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// A row of a file.
pub(super) struct Row {
    /// Its line in a CSV file, counted from 1 with the names of the columns; its row in a Parquet file, from 1.
    pub line: u64,
    /// How far into the file it is, in the measure of [`Table::total`].
    pub done: u64,
    pub cells: Vec<String>,
    /// Why it cannot be used as it is.
    pub fault: Option<String>,
}

/// A file that was opened.
pub(super) struct Table {
    pub names: Vec<String>,
    /// Of its content.
    pub digest: String,
    /// Bytes of a CSV file, rows of a Parquet file.
    pub total: u64,
    pub rows: Box<dyn Iterator<Item = anyhow::Result<Row>>>,
}

/// Opens a file by its ending.
pub(super) fn open(path: &Path) -> anyhow::Result<Table> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let bytes = std::io::copy(&mut file, &mut hash)?;
    file.rewind()?;
    let digest = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => csv_table(BufReader::new(file), digest, bytes),
        Some("parquet") => parquet_table(file, digest),
        _ => bail!("its name must end in .csv or .parquet"),
    }
}

/// Line ends and quotes of all kinds are read; a byte order mark is skipped.
pub(super) fn csv_table(source: impl Read + 'static, digest: String, total: u64) -> anyhow::Result<Table> {
    // Flexible, so that a row with a cell too many is still known by its receipt.
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(source);
    let names = reader.headers().context("read the names of the columns")?;
    let names: Vec<String> = names.iter().map(str::to_owned).collect();
    let columns = names.len();
    let rows = reader.into_byte_records().map(move |record| {
        let record = record.context("read the file further")?;
        let (line, done) = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
        let is_text = record.iter().all(|cell| std::str::from_utf8(cell).is_ok());
        let fault = if record.len() != columns {
            Some(format!("the row has {} columns; give {columns}, as in the first row", record.len()))
        } else if !is_text {
            Some("the row is no UTF-8; save the file as UTF-8".to_owned())
        } else {
            None
        };
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Ok(Row { line, done, cells, fault })
    });
    Ok(Table { names, digest, total, rows: Box::new(rows) })
}

fn parquet_table(file: File, digest: String) -> anyhow::Result<Table> {
    let reader = SerializedFileReader::new(file).context("read the Parquet file")?;
    let about = reader.metadata().file_metadata();
    let total = u64::try_from(about.num_rows()).unwrap_or(0);
    let fields = about.schema().get_fields();
    if let Some(nested) = fields.iter().find(|field| !field.is_primitive()) {
        bail!("the column {:?} holds lists or records; give one value in each cell", nested.name());
    }
    let names = fields.iter().map(|field| field.name().to_owned()).collect();
    let rows = reader.into_iter().zip(1..).map(|(row, line)| {
        let row = row.context("read the file further; it may be packed with something else than Snappy")?;
        Ok(Row { line, done: line, cells: cells(&row), fault: None })
    });
    Ok(Table { names, digest, total, rows: Box::new(rows) })
}

fn cells(row: &ParquetRow) -> Vec<String> {
    row.get_column_iter().map(|(_, field)| text(field)).collect()
}

fn text(field: &Field) -> String {
    let instant = |micros| realtail_kernel::Instant::from_micros(micros).to_string();
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Other programs write whole numbers as fractions where a column has holes.
        Field::Double(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Field::TimestampMillis(ms) => instant(ms.saturating_mul(1000)),
        Field::TimestampMicros(us) => instant(*us),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string(),
    }
}
