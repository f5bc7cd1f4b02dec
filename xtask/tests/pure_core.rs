//! The bans of the pure core catch what they ban: clippy itself is asked, on a crate that breaks each.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn each_ban_is_caught() {
    let cases = [
        ("pub fn f() { let _ = std::time::SystemTime::now(); }", "SystemTime::now"),
        ("pub fn f() { let _ = std::time::Instant::now(); }", "Instant::now"),
        ("pub fn f() { let _ = std::env::var(\"HOME\"); }", "std::env::var"),
        ("pub fn f() { std::thread::spawn(|| ()); }", "std::thread::spawn"),
        ("pub fn f() { let _ = std::fs::read(\"log\"); }", "std::fs::read"),
        ("pub fn f() { let _ = std::fs::File::open(\"log\"); }", "std::fs::File"),
        ("pub type F = std::collections::HashMap<u8, u8>;", "std::collections::HashMap"),
        ("pub type F = std::collections::HashSet<u8>;", "std::collections::HashSet"),
        ("pub fn f() { println!(\"sold\"); }", "std::println"),
    ];
    let files = cases.iter().enumerate();
    let modules: String = files.clone().map(|(n, _)| format!("pub mod case_{n};\n")).collect();
    let said = clippy(&modules, files.map(|(n, (code, _))| (format!("case_{n}.rs"), *code)));
    for (n, (code, banned)) in cases.iter().enumerate() {
        let place = format!("case_{n}.rs");
        let caught = said
            .lines()
            .any(|line| line.starts_with("src/") && line.contains(&place) && line.contains(banned));
        assert!(caught, "clippy let this pass: {code}\n{said}");
    }
}

#[test]
fn ordered_maps_and_given_times_pass() {
    let code = "pub type Held = std::collections::BTreeMap<u64, u32>;\n\
        pub fn expired(expires_at_ms: i64, now_ms: i64) -> bool { expires_at_ms <= now_ms }\n";
    let said = clippy(code, []);
    assert!(!said.contains("disallowed"), "{said}");
}

/// What clippy says, a line each, of a crate under the bans.
fn clippy<'a>(root: &str, files: impl IntoIterator<Item = (String, &'a str)>) -> String {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the tree");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pure-core-{}", root.len()));
    fs::create_dir_all(folder.join("src")).expect("make the folder of the crate");
    let manifest = "[package]\nname = \"core\"\nedition = \"2024\"\n[lib]\nname = \"banned\"\n[workspace]\n";
    let write =
        |name: &str, text: &str| fs::write(folder.join(name), text).expect("write a file of the crate");
    write("Cargo.toml", manifest);
    write(
        "clippy.toml",
        &fs::read_to_string(above.join("crates/pure-core.clippy.toml")).expect("read the bans"),
    );
    write("src/lib.rs", root);
    for (name, code) in files {
        write(&format!("src/{name}"), code);
    }
    let output = Command::new("cargo")
        .current_dir(&folder)
        .args(["clippy", "--offline", "--message-format", "short"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CLIPPY_CONF_DIR")
        .output()
        .expect("start clippy");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("Finished"), "clippy did not run to its end:\n{said}");
    said
}
