//! Files made from others: written by `cargo xtask generate`, compared by the check.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::check::Outcome;
use crate::command;
use crate::source::Tree;

/// A committed file that a program prints.
struct Product {
    file: &'static str,
    /// The program and its arguments; what it prints is the file.
    maker: &'static [&'static str],
    /// The product is due once this is in the tree.
    needs: &'static str,
}

/// In the order to make them: a later one may read an earlier one.
const PRODUCTS: [Product; 1] = [Product {
    file: "web/openapi.json",
    maker: &["cargo", "run", "--quiet", "--package", "realtail-server", "--", "openapi"],
    needs: "web/package.json",
}];

/// Makes all again.
pub fn write(tree: &Tree) -> Result<ExitCode> {
    for product in due(tree) {
        tree.write(product.file, &make(tree, product)?)?;
        println!("{} written", product.file);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says which are not what their maker prints today.
pub fn check(tree: &Tree) -> Result<Outcome> {
    let (mut stale, mut fresh) = (Vec::new(), 0);
    for product in due(tree) {
        let kept = tree.read(product.file).unwrap_or_default();
        if kept == make(tree, product)? {
            fresh += 1;
        } else {
            stale.push(format!("{} is stale: `cargo xtask generate` makes it again", product.file));
        }
    }
    if fresh == 0 && stale.is_empty() {
        return Ok(Outcome::LeftOut("no file of this tree is made from another yet".to_owned()));
    }
    Ok(Outcome::of(stale, format!("{fresh} made files are as their makers print them")))
}

fn due(tree: &Tree) -> impl Iterator<Item = &'static Product> {
    PRODUCTS.iter().filter(|product| tree.has(product.needs))
}

fn make(tree: &Tree, product: &Product) -> Result<String> {
    let (program, arguments) = product.maker.split_first().context("read what makes the file")?;
    command::output(tree, program, arguments).with_context(|| format!("make {}", product.file))
}
