//! Measuring one Rust file, as the parser sees it.

use std::collections::BTreeSet;

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, ItemFn, ItemImpl, ItemMod, ItemTrait, Meta, Signature, Token};

/// What the limits are held against.
#[derive(Debug, Default)]
pub struct Measured {
    pub has_header: bool,
    /// Lines without those of test modules.
    pub lines: usize,
    /// Name within the file, and lines from `fn` to the closing brace; tests left out.
    pub functions: Vec<(String, usize)>,
    /// Where the modules that are only tests may have their files, without the ending.
    pub test_modules: Vec<String>,
}

pub fn measure(path: &str, text: &str) -> syn::Result<Measured> {
    let file = syn::parse_file(text)?;
    let mut walk = Walk { stem: stem(path), scope: Vec::new(), measured: Measured::default(), test_lines: 0 };
    walk.visit_file(&file);
    let mut measured = walk.measured;
    measured.has_header = text.starts_with("//! ");
    measured.lines = text.lines().count() - walk.test_lines;
    Ok(measured)
}

/// Whether a file holds nothing but tests: it lies in a folder of tests, or a `#[cfg(test)]` module names it.
pub fn is_test(path: &str, test_modules: &BTreeSet<String>) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let apart = folder.split('/').any(|part| matches!(part, "tests" | "benches" | "fuzz"));
    let mut module = name.strip_suffix(".rs").map(|stem| format!("{folder}/{stem}"));
    let mut named = false;
    // A module below a test module is one too.
    while let Some(candidate) = module.take().filter(|_| !named) {
        named = test_modules.contains(&candidate);
        module = candidate.rsplit_once('/').map(|(above, _)| above.to_owned());
    }
    apart || named
}

/// The folder in which a file's own modules lie.
fn stem(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "lib.rs" | "main.rs" | "mod.rs" | "build.rs" => folder.to_owned(),
        _ => path.trim_end_matches(".rs").to_owned(),
    }
}

struct Walk {
    stem: String,
    scope: Vec<String>,
    measured: Measured,
    test_lines: usize,
}

impl Walk {
    fn function(&mut self, signature: &Signature, block: &Block, inside: impl FnOnce(&mut Walk)) {
        let first = signature.fn_token.span().start().line;
        let last = block.span().end().line;
        self.scope.push(signature.ident.to_string());
        self.measured.functions.push((self.scope.join("::"), last - first + 1));
        inside(self);
        self.scope.pop();
    }

    fn within(&mut self, name: String, inside: impl FnOnce(&mut Walk)) {
        self.scope.push(name);
        inside(self);
        self.scope.pop();
    }

    fn leave_out(&mut self, item: &ItemMod) {
        let span = item.span();
        self.test_lines += span.end().line - span.start().line + 1;
        if item.content.is_none() {
            self.measured.test_modules.push(format!("{}/{}", self.stem, item.ident));
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_for_tests(&item.attrs) {
            self.function(&item.sig, &item.block, |walk| visit::visit_item_fn(walk, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            self.function(&item.sig, &item.block, |walk| visit::visit_impl_item_fn(walk, item));
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = item.default.as_ref().filter(|_| !is_for_tests(&item.attrs)) {
            self.function(&item.sig, block, |walk| visit::visit_trait_item_fn(walk, item));
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !is_for_tests(&item.attrs) {
            let name = type_name(&item.self_ty);
            self.within(name, |walk| visit::visit_item_impl(walk, item));
        }
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.within(item.ident.to_string(), |walk| visit::visit_item_trait(walk, item));
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_for_tests(&item.attrs) {
            self.leave_out(item);
        } else {
            self.within(item.ident.to_string(), |walk| visit::visit_item_mod(walk, item));
        }
    }
}

/// The last word of a type's path: `Stock` of `crate::stock::Stock<'a>`.
fn type_name(of: &syn::Type) -> String {
    match of {
        syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        syn::Type::Reference(reference) => Some(type_name(&reference.elem)),
        _ => None,
    }
    .unwrap_or_else(|| "_".to_owned())
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg") && attribute.parse_args().is_ok_and(|meta| needs_test(&meta))
    })
}

/// True of `test` and `all(test, ...)`, not of `not(test)` nor of `any(test, feature = "x")`.
fn needs_test(meta: &Meta) -> bool {
    let parts = |list: &syn::MetaList| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    match meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => {
            parts(list).is_ok_and(|all| all.iter().any(needs_test))
        }
        Meta::List(list) if list.path.is_ident("any") => {
            parts(list).is_ok_and(|any| any.iter().all(needs_test))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
