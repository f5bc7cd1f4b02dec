//! Who may import whom: the one table, compared with every manifest.

use crate::workspace::{Crate, Use, UseKind};

/// A place in the house. Each crate stands in exactly one, by its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Kernel,
    Vocabulary,
    Pillar,
    Platform,
    Learn,
    Engine,
    Adapter,
    Api,
    Server,
    Sim,
    Bench,
    Backtest,
    Demo,
    Journey,
    Xtask,
}

use Room::{
    Adapter, Api, Backtest, Bench, Demo, Engine, Journey, Kernel, Learn, Pillar, Platform, Server, Sim,
    Vocabulary, Xtask,
};

/// Outside crates that do no I/O and know no clock and no chance: all that the pure core may use.
pub const PURE_CRATES: [&str; 10] = [
    "compact_str",
    "hashbrown",
    "indexmap",
    "jiff",
    "rustc-hash",
    "serde",
    "serde_json",
    "smallvec",
    "thiserror",
    "utoipa",
];

/// What tests of the pure core may use besides.
const PURE_TEST_CRATES: [&str; 4] = ["expect-test", "good_lp", "proptest", "rmp-serde"];

impl Room {
    pub fn of(folder: &str) -> Option<Room> {
        Some(match folder.split('/').collect::<Vec<_>>()[..] {
            ["crates", "kernel"] => Kernel,
            ["crates", "vocabulary"] => Vocabulary,
            ["crates", "pillars", _] => Pillar,
            ["crates", "platform"] => Platform,
            ["crates", "learn"] => Learn,
            ["crates", "engine"] => Engine,
            ["crates", "adapters", _] => Adapter,
            ["crates", "api"] => Api,
            ["crates", "server"] => Server,
            ["crates", "sim"] => Sim,
            ["crates", "bench"] => Bench,
            ["crates", "backtest"] => Backtest,
            ["crates", "demo"] => Demo,
            ["crates", "journey"] => Journey,
            ["xtask"] => Xtask,
            _ => return None,
        })
    }

    /// The table. A new edge is an architecture change, reviewed alone.
    fn may_import(self) -> &'static [Room] {
        match self {
            Kernel | Learn | Journey | Bench | Xtask => &[],
            Vocabulary => &[Kernel],
            Engine => &[Kernel, Vocabulary],
            Pillar => &[Kernel, Vocabulary, Learn],
            Demo => &[Kernel, Vocabulary, Journey],
            Backtest => &[Learn, Journey],
            Platform => &[Kernel, Vocabulary, Pillar],
            Adapter => &[Kernel, Vocabulary, Engine, Learn],
            Api => &[Kernel, Vocabulary, Pillar, Platform, Engine],
            Sim => &[Kernel, Vocabulary, Pillar, Platform, Engine, Adapter, Api],
            Server => &[
                Kernel, Vocabulary, Pillar, Platform, Learn, Engine, Adapter, Api, Sim, Bench, Backtest,
                Demo, Journey,
            ],
        }
    }

    /// No I/O, no async, no clock, no chance, no environment.
    pub fn is_pure(self) -> bool {
        match self {
            Kernel | Vocabulary | Pillar | Platform | Learn => true,
            Engine | Adapter | Api | Server | Sim | Bench | Backtest | Demo | Journey | Xtask => false,
        }
    }
}

/// Every import that goes through a wall, each told in a line.
pub fn breaches(crates: &[Crate]) -> Vec<String> {
    let mut found = Vec::new();
    for member in crates {
        match Room::of(&member.folder) {
            Some(room) => found.extend(member.uses.iter().filter_map(|line| breach(member, room, line))),
            None => found.push(format!("{} stands in no room that xtask/src/walls.rs knows", member.folder)),
        }
    }
    found
}

fn breach(member: &Crate, room: Room, line: &Use) -> Option<String> {
    let (from, to) = (&member.folder, &line.name);
    // Tests outside the pure core may wire up whatever they try out.
    if line.kind == UseKind::Tests && !room.is_pure() {
        return None;
    }
    match &line.ours {
        Some(folder) => {
            let allowed = Room::of(folder).is_some_and(|target| room.may_import().contains(&target));
            (!allowed).then(|| format!("{from} must not import {to}: it may import {:?}", room.may_import()))
        }
        None if !room.is_pure() || PURE_CRATES.contains(&to.as_str()) => None,
        None if line.kind == UseKind::Tests && PURE_TEST_CRATES.contains(&to.as_str()) => None,
        None => Some(format!("{from} is pure core and {to} is not on the list of pure crates")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[test]
    fn walls_follow_the_table() {
        check("crates/kernel -> ", expect![""]);
        check(
            "crates/kernel -> crates/vocabulary",
            expect!["crates/kernel must not import crates/vocabulary: it may import []"],
        );
        check(
            "crates/pillars/media -> crates/pillars/mobile",
            expect![
                "crates/pillars/media must not import crates/pillars/mobile: it may import [Kernel, Vocabulary, Learn]"
            ],
        );
        check("crates/pillars/media -> crates/kernel, crates/vocabulary", expect![""]);
        check(
            "crates/platform -> crates/pillars/media, crates/engine",
            expect![
                "crates/platform must not import crates/engine: it may import [Kernel, Vocabulary, Pillar]"
            ],
        );
        check(
            "crates/engine -> crates/adapters/log-embedded",
            expect![
                "crates/engine must not import crates/adapters/log-embedded: it may import [Kernel, Vocabulary]"
            ],
        );
        check("crates/engine -> test crates/adapters/log-embedded", expect![""]);
        check(
            "crates/api -> crates/adapters/log-embedded",
            expect![
                "crates/api must not import crates/adapters/log-embedded: it may import [Kernel, Vocabulary, Pillar, Platform, Engine]"
            ],
        );
        check("crates/server -> crates/adapters/log-embedded, crates/sim, crates/api", expect![""]);
        check(
            "crates/bench -> crates/kernel",
            expect!["crates/bench must not import crates/kernel: it may import []"],
        );
        check(
            "crates/tools -> serde",
            expect!["crates/tools stands in no room that xtask/src/walls.rs knows"],
        );
    }

    #[test]
    fn pure_core_uses_pure_crates() {
        check("crates/kernel -> serde, jiff", expect![""]);
        check(
            "crates/kernel -> tokio",
            expect!["crates/kernel is pure core and tokio is not on the list of pure crates"],
        );
        check(
            "crates/platform -> test proptest, test tokio",
            expect!["crates/platform is pure core and tokio is not on the list of pure crates"],
        );
        check(
            "crates/platform -> proptest",
            expect!["crates/platform is pure core and proptest is not on the list of pure crates"],
        );
        check(
            "crates/vocabulary -> build serde, build cc",
            expect!["crates/vocabulary is pure core and cc is not on the list of pure crates"],
        );
        check("crates/engine -> tokio", expect![""]);
        // A test of a pillar that reaches into another pillar ties them as surely as the code would.
        check(
            "crates/pillars/media -> test crates/pillars/mobile",
            expect![
                "crates/pillars/media must not import crates/pillars/mobile: it may import [Kernel, Vocabulary, Learn]"
            ],
        );
    }

    /// A case reads `folder -> [test|build] crate, ...`; a crate with a slash is ours.
    #[track_caller]
    fn check(case: &str, expected: Expect) {
        let (folder, uses) = case.split_once(" -> ").expect("a case has an arrow");
        let uses = uses.split(", ").filter(|text| !text.is_empty()).map(parse_use).collect();
        let member = Crate { folder: folder.to_owned(), uses };
        expected.assert_eq(&breaches(&[member]).join("\n"));
    }

    fn parse_use(text: &str) -> Use {
        let (kind, name) = match text.split_once(' ') {
            Some(("test", name)) => (UseKind::Tests, name),
            Some(("build", name)) => (UseKind::Build, name),
            _ => (UseKind::Normal, text),
        };
        let ours = name.contains('/').then(|| name.to_owned());
        Use { name: name.to_owned(), kind, ours }
    }
}
