//! What counts as a line of a function and of a file.

use expect_test::{Expect, expect};

use super::*;

#[test]
fn functions_are_counted_from_fn_to_brace() {
    check("fn a() {}", expect!["file 1, a 1"]);
    check(
        "/// Told.\n#[inline]\npub(crate) async fn a(\n    x: u8,\n) -> u8 {\n    x\n}",
        expect!["file 7, a 5"],
    );
    check("fn a() {\n    fn b() {\n    }\n}", expect!["file 4, a 4, a::b 2"]);
    check("impl Stock {\n    fn a(&self) {\n        // why\n    }\n}", expect!["file 5, Stock::a 3"]);
    check(
        "impl From<u8> for crate::x::Stock<'_> {\n    fn from(_: u8) -> Self {\n        Stock\n    }\n}",
        expect!["file 5, Stock::from 3"],
    );
    check("trait T {\n    fn a();\n    fn b() {\n    }\n}", expect!["file 5, T::b 2"]);
    check("mod m {\n    fn a() {}\n}", expect!["file 3, m::a 1"]);
    check("macro_rules! m {\n    () => { fn a() {} };\n}", expect!["file 3"]);
    check("const S: &str = \"fn a() {\n}\";", expect!["file 2"]);
}

#[test]
fn tests_are_not_counted() {
    check(
        "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn b() {\n    }\n}",
        expect!["file 2, a 1"],
    );
    check("#[cfg(all(test, unix))]\nmod tests {\n}\n", expect!["file 0"]);
    check("#[cfg(not(test))]\nmod a {\n    fn a() {}\n}\n", expect!["file 4, a::a 1"]);
    check("#[cfg(any(test, feature = \"x\"))]\nmod a {\n    fn a() {}\n}\n", expect!["file 4, a::a 1"]);
    check("#[test]\nfn a() {\n}\n", expect!["file 3"]);
    check("#[cfg(test)]\nmod tests;\n", expect!["file 0"]);
    check("mod m {\n    #[cfg(test)]\n    fn a() {}\n}", expect!["file 4"]);
}

#[test]
fn a_file_opens_with_its_header() {
    assert!(measure("src/a.rs", "//! Stock.\n").unwrap().has_header);
    assert!(!measure("src/a.rs", "\n//! Stock.\n").unwrap().has_header);
    assert!(!measure("src/a.rs", "/// Stock.\nfn a() {}\n").unwrap().has_header);
    assert!(!measure("src/a.rs", "").unwrap().has_header);
}

#[test]
fn test_files_are_told_by_folder_or_by_module() {
    let modules =
        |path: &str| BTreeSet::from_iter(measure(path, "#[cfg(test)]\nmod tests;").unwrap().test_modules);
    assert!(is_test("src/a/tests.rs", &modules("src/a.rs")));
    assert!(is_test("src/a/tests/deep/er.rs", &modules("src/a.rs")));
    assert!(is_test("src/tests.rs", &modules("src/lib.rs")));
    assert!(is_test("src/a/tests.rs", &modules("src/a/mod.rs")));
    assert!(is_test("crates/api/tests/holds.rs", &BTreeSet::new()));
    assert!(!is_test("src/b/tests.rs", &modules("src/a.rs")));
    assert!(!is_test("src/a.rs", &modules("src/a.rs")));
    assert!(!is_test("src/contests.rs", &BTreeSet::new()));
}

/// Prints the lines of the file, then each function with its own.
#[track_caller]
fn check(text: &str, expected: Expect) {
    let measured = measure("src/a.rs", text).expect("a case parses");
    let functions = measured.functions.iter().map(|(name, lines)| format!(", {name} {lines}"));
    expected.assert_eq(&format!("file {}{}", measured.lines, functions.collect::<String>()));
}
