//! The vault from outside: what opens, what does not any more, and what is left on the disk.

use realtail_kernel::CustomerId;
use realtail_vault::{Vault, VaultFault, Write};
use realtail_vocabulary::Sealed;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn customer(name: &str) -> CustomerId {
    CustomerId::new(name).expect("a name")
}

fn open(folder: &Path) -> Vault {
    Vault::open(folder, |fault| panic!("{fault}")).expect("it opens")
}

fn wait(vault: &Vault, write: Write) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(vault.durable(write)).expect("durable");
}

fn seal(vault: &Vault, name: &str, plain: &str) -> Sealed {
    let (sealed, write) = vault.seal(&customer(name), plain.as_bytes()).expect("sealed");
    wait(vault, write);
    sealed
}

fn opened(vault: &Vault, name: &str, sealed: &Sealed) -> Option<String> {
    let plain = vault.open_sealed(&customer(name), sealed).expect("whole");
    plain.map(|plain| String::from_utf8(plain.to_vec()).expect("text"))
}

fn file(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).expect("readable")
}

/// The wrapped keys in a file of keys.
fn wrapped(bytes: &[u8]) -> Vec<Vec<u8>> {
    let slots = bytes.chunks(128).skip(1);
    slots.filter(|slot| slot[0] == 1).map(|slot| slot[24..96].to_vec()).collect()
}

#[test]
fn what_was_sealed_opens_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = open(folder.path());
    let names: Vec<String> = (0..20_000).map(|n| format!("customer-{n}")).collect();
    let sealed = names.iter().map(|name| vault.seal(&customer(name), name.as_bytes()).expect("sealed"));
    let sealed: Vec<(Sealed, Write)> = sealed.collect();
    wait(&vault, sealed.last().expect("some").1);
    let hash = vault.hash("email", "ann@example.com");
    drop(vault);
    let vault = open(folder.path());
    assert_eq!(vault.count(), names.len());
    for (name, (sealed, _)) in names.iter().zip(&sealed) {
        assert_eq!(opened(&vault, name, sealed).as_ref(), Some(name));
    }
    let of_another = vault.open_sealed(&customer("customer-1"), &sealed[2].0);
    assert!(matches!(of_another, Err(VaultFault::Broken { .. })));
    assert_eq!(vault.hash("email", "ann@example.com"), hash);
    assert_ne!(vault.hash("phone", "ann@example.com"), hash);
}

#[test]
fn who_is_erased_is_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = open(folder.path());
    let (ann, bob) = (seal(&vault, "ann", "Ann"), seal(&vault, "bob", "Bob"));
    let before = file(folder.path(), "keys");
    wait(&vault, vault.erase(&customer("ann")).expect("erased"));
    wait(&vault, vault.erase(&customer("never heard of")).expect("erased"));
    let check = |vault: &Vault| {
        assert_eq!(opened(vault, "ann", &ann), None);
        assert_eq!(opened(vault, "bob", &bob).as_deref(), Some("Bob"));
        assert_eq!(vault.count(), 1);
        for name in ["ann", "never heard of"] {
            assert!(matches!(vault.seal(&customer(name), b"more"), Err(VaultFault::Erased)));
        }
    };
    check(&vault);
    assert_eq!(vault.erase(&customer("ann")).expect("erased before"), Write::default());
    drop(vault);
    check(&open(folder.path()));
    let after: Vec<u8> =
        ["keys", "master", "lock"].iter().flat_map(|name| file(folder.path(), name)).collect();
    let is_left = |key: &Vec<u8>| after.windows(key.len()).any(|some| some == key);
    let left: Vec<bool> = wrapped(&before).iter().map(is_left).collect();
    assert_eq!(left, [false, true], "only the other's key is left");
}

#[test]
fn a_copy_from_before_a_rotation_opens_nothing() {
    let (folder, copy) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let vault = open(folder.path());
    let (ann, bob) = (seal(&vault, "ann", "Ann"), seal(&vault, "bob", "Bob"));
    let hash = vault.hash("email", "bob@example.com");
    assert!(matches!(Vault::rotate(folder.path()), Err(VaultFault::InUse { .. })));
    let old_master = file(folder.path(), "master");
    std::fs::copy(folder.path().join("keys"), copy.path().join("keys")).expect("a copy without the master");
    wait(&vault, vault.erase(&customer("ann")).expect("erased"));
    drop(vault);
    assert_eq!(Vault::rotate(folder.path()).expect("rotated"), 1);
    let vault = open(folder.path());
    assert_eq!(opened(&vault, "bob", &bob).as_deref(), Some("Bob"));
    assert_eq!(opened(&vault, "ann", &ann), None);
    assert!(matches!(vault.seal(&customer("ann"), b"more"), Err(VaultFault::Erased)));
    assert_eq!(vault.hash("email", "bob@example.com"), hash);
    assert_ne!(file(folder.path(), "master"), old_master);
    std::fs::copy(folder.path().join("master"), copy.path().join("master")).expect("the master of now");
    let refused = Vault::open(copy.path(), |_| ()).map(drop).expect_err("the copy is closed");
    assert!(refused.to_string().contains("wrapped by another master"), "{refused}");
}

/// A rotation that is broken off at any point is finished or given up at the next opening.
#[test]
fn a_rotation_may_be_broken_off_anywhere() {
    let names = ["master", "keys", "master.new", "keys.new"];
    let (before, after) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let vault = open(before.path());
    let sealed = seal(&vault, "bob", "Bob");
    drop(vault);
    for name in ["master", "keys"] {
        std::fs::copy(before.path().join(name), after.path().join(name)).expect("copied");
    }
    Vault::rotate(after.path()).expect("rotated");
    let (old, new) = (|name| file(before.path(), name), |name| file(after.path(), name));
    let half = new("keys")[..new("keys").len() - 100].to_vec();
    let points: [[Option<Vec<u8>>; 4]; 6] = [
        [Some(old("master")), Some(old("keys")), Some(new("master")), None],
        [Some(old("master")), Some(old("keys")), Some(new("master")), Some(half)],
        [Some(old("master")), Some(old("keys")), Some(new("master")), Some(new("keys"))],
        [Some(old("master")), Some(new("keys")), Some(new("master")), None],
        [Some(vec![0; 32]), Some(new("keys")), Some(new("master")), None],
        [Some(new("master")), Some(new("keys")), None, None],
    ];
    for (n, files) in points.into_iter().enumerate() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in names.iter().zip(files) {
            let Some(bytes) = bytes else { continue };
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("ours alone");
        }
        let vault = open(folder.path());
        assert_eq!(opened(&vault, "bob", &sealed).as_deref(), Some("Bob"), "point {n}");
        let is_left = |name: &str| folder.path().join(name).exists();
        assert!(!is_left("master.new") && !is_left("keys.new"), "point {n}");
    }
}

#[test]
fn a_torn_slot_is_nobodys_and_the_next_one_is_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = open(folder.path());
    let (ann, bob) = (seal(&vault, "ann", "Ann"), seal(&vault, "bob", "Bob"));
    drop(vault);
    let mut bytes = file(folder.path(), "keys");
    bytes[128 * 2 + 60..128 * 3].fill(0);
    std::fs::write(folder.path().join("keys"), bytes).expect("torn");
    let vault = open(folder.path());
    assert_eq!(opened(&vault, "ann", &ann).as_deref(), Some("Ann"));
    assert_eq!(opened(&vault, "bob", &bob), None, "it was never said to be durable");
    let again = seal(&vault, "bob", "Bob");
    drop(vault);
    assert_eq!(opened(&open(folder.path()), "bob", &again).as_deref(), Some("Bob"));
}

#[test]
fn what_is_missing_or_open_to_all_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(open(folder.path()));
    let refused = || Vault::open(folder.path(), |_| ()).map(drop).expect_err("refused").to_string();
    let master = folder.path().join("master");
    std::fs::set_permissions(&master, std::fs::Permissions::from_mode(0o644)).expect("ours");
    assert!(refused().contains("chmod 600"), "{}", refused());
    std::fs::remove_file(&master).expect("gone");
    assert!(refused().contains("Put it back from where it is kept"), "{}", refused());
    assert!(!master.exists(), "no other master takes its place");
}

#[test]
fn many_at_once_share_a_sync() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = open(folder.path());
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let vault = &vault;
            scope.spawn(move || {
                for n in 0..200 {
                    // Half of them are wanted by two threads at once.
                    let name = format!("{}-{n}", if n % 2 == 0 { thread / 2 } else { thread });
                    let sealed = seal(vault, &name, &name);
                    assert_eq!(opened(vault, &name, &sealed).as_ref(), Some(&name));
                }
            });
        }
    });
    assert_eq!(vault.count(), 4 * 100 + 8 * 100);
}
