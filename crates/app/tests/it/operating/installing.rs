//! What docs/operations.md says to install, so that the unit of packaging/ starts with it.

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// The mode that the manual gives something, from the line that ends with its path.
fn mode(manual: &str, path: &str) -> u32 {
    let line = manual.lines().find(|line| line.contains("install ") && line.ends_with(path)).unwrap();
    let mode = line.split(" -m ").nth(1).unwrap().split(' ').next().unwrap();
    u32::from_str_radix(mode, 8).unwrap()
}

#[test]
fn the_user_of_the_service_can_read_its_settings_and_nobody_but_root_its_secrets() {
    let (manual, unit) = (read("docs/operations.md"), read("packaging/muster.service"));
    assert!(unit.contains("\nDynamicUser=yes\n") && unit.contains("\nConfigurationDirectoryMode=0755\n"));
    assert!(unit.contains("\nEnvironmentFile=-/etc/muster/environment\n"));
    assert_eq!(mode(&manual, " /etc/muster") & 0o005, 0o005);
    assert_eq!(mode(&manual, " /etc/muster/muster.toml") & 0o004, 0o004);
    assert_eq!(mode(&manual, " /etc/muster/environment") & 0o077, 0);
}
