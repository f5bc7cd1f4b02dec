//! Lists the built web pages, so that the binary carries them; an empty list where they were not built.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let build = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/build");
    let mut files = Vec::new();
    if build.is_dir() {
        collect(&build, &build, &mut files)?;
    }
    files.sort();
    let mut code = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())?;
    }
    code.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("pages.rs");
    std::fs::write(out, code)?;
    println!("cargo::rerun-if-changed={}", build.display());
    Ok(())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((name.display().to_string(), path.canonicalize()?));
        }
    }
    Ok(())
}
