//! The list of present offenders, `xtask/ratchet.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::source::Tree;

const PATH: &str = "xtask/ratchet.toml";
const HEADER: &str = "\
# What is longer than the limits allow, with its present length. Lengths here only shrink, and nothing is added:
# `cargo xtask ratchet` lowers them.
";

/// Lines by name.
pub type Lengths = BTreeMap<String, usize>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    #[serde(default)]
    pub functions: Lengths,
    #[serde(default)]
    pub files: Lengths,
}

impl Allowed {
    pub fn read(tree: &Tree) -> Result<Allowed> {
        if !tree.has(PATH) {
            return Ok(Allowed::default());
        }
        toml::from_str(&tree.read(PATH)?).with_context(|| format!("read {PATH}"))
    }

    pub fn write(&self, tree: &Tree) -> Result<()> {
        tree.write(PATH, &self.render())
    }

    fn render(&self) -> String {
        let mut text = HEADER.to_owned();
        for (title, lengths) in [("functions", &self.functions), ("files", &self.files)] {
            let lines = lengths.iter().map(|(name, lines)| format!("\"{name}\" = {lines}\n"));
            let _ = write!(text, "\n[{title}]\n{}", lines.collect::<String>());
        }
        text
    }
}

/// A bound on the length of one kind of thing.
pub struct Limit {
    pub of: &'static str,
    pub lines: usize,
}

impl Limit {
    pub fn breaches(&self, present: &Lengths, allowed: &Lengths) -> Vec<String> {
        let Limit { of, lines: limit } = self;
        let too_long = present.iter().filter_map(|(name, &lines)| match allowed.get(name) {
            None if lines > *limit => {
                Some(format!("{name} is a {of} of {lines} lines; the limit is {limit}"))
            }
            Some(&most) if lines > most => {
                Some(format!("{name} grew from {most} to {lines} lines; it may only shrink to {limit}"))
            }
            _ => None,
        });
        let too_kind = allowed.iter().filter_map(|(name, &most)| match self.due(present, name) {
            None => Some(format!(
                "{name} is within the limit or gone: `cargo xtask ratchet` takes it off the list"
            )),
            Some(lines) if lines < most => Some(format!(
                "{name} shrank from {most} to {lines} lines: `cargo xtask ratchet` lowers the list"
            )),
            Some(_) => None,
        });
        too_long.chain(too_kind).collect()
    }

    pub fn lower(&self, present: &Lengths, allowed: &mut Lengths) {
        allowed.retain(|name, most| match self.due(present, name) {
            Some(lines) => {
                *most = lines.min(*most);
                true
            }
            None => false,
        });
    }

    /// The length of what is there and still over the limit.
    fn due(&self, present: &Lengths, name: &str) -> Option<usize> {
        present.get(name).copied().filter(|lines| *lines > self.lines)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[test]
    fn lengths_only_shrink() {
        check("a 70", "", expect![" | {}"]);
        check("a 71", "", expect!["a is a function of 71 lines; the limit is 70 | {}"]);
        check("a 90", "a 90", expect![[r#" | {"a": 90}"#]]);
        check(
            "a 91",
            "a 90",
            expect![[r#"a grew from 90 to 91 lines; it may only shrink to 70 | {"a": 90}"#]],
        );
        check(
            "a 80",
            "a 90",
            expect![[r#"a shrank from 90 to 80 lines: `cargo xtask ratchet` lowers the list | {"a": 80}"#]],
        );
        check(
            "a 70",
            "a 90",
            expect!["a is within the limit or gone: `cargo xtask ratchet` takes it off the list | {}"],
        );
        check(
            "",
            "a 90",
            expect!["a is within the limit or gone: `cargo xtask ratchet` takes it off the list | {}"],
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let allowed = Allowed { functions: lengths("src/a.rs::A::b 71"), files: lengths("src/a.rs 501") };
        let again: Allowed = toml::from_str(&allowed.render()).unwrap();
        assert_eq!((again.functions, again.files), (allowed.functions, allowed.files));
    }

    /// Prints what is wrong, and the list as `lower` leaves it.
    #[track_caller]
    fn check(present: &str, allowed: &str, expected: Expect) {
        let limit = Limit { of: "function", lines: 70 };
        let (present, mut allowed) = (lengths(present), lengths(allowed));
        let told = limit.breaches(&present, &allowed).join("; ");
        limit.lower(&present, &mut allowed);
        expected.assert_eq(&format!("{told} | {allowed:?}"));
    }

    fn lengths(text: &str) -> Lengths {
        let pair = |entry: &str| {
            let (name, lines) = entry.split_once(' ').expect("an entry reads `name lines`");
            (name.to_owned(), lines.parse().expect("lines are a number"))
        };
        text.split(", ").filter(|entry| !entry.is_empty()).map(pair).collect()
    }
}
