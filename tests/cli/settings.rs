//! `tinklas config` and what is wrong with settings.

use super::support::{Place, Run};

#[test]
fn every_setting_is_told_with_its_origin() {
    let place = Place::new();
    std::fs::write(place.file("tinklas.toml"), "max-body = 5\nlisten = \"127.0.0.1:1\"\n")
        .expect("written");
    let mut command = place.command(&["config", "--stop-timeout", "3"]);
    let run = Run::of(&command.env("TINKLAS_LISTEN", "127.0.0.1:2").output().expect("it runs"));
    assert_eq!(run.code, 0, "{}", run.err);
    let has = |start: &str, origin: &str| {
        let line = run.out.lines().find(|line| line.starts_with(start));
        assert!(line.is_some_and(|line| line.ends_with(origin)), "{start}: {}", run.out);
    };
    has("store = ", "# TINKLAS_STORE");
    has("listen = \"127.0.0.1:2\"", "# TINKLAS_LISTEN");
    has("max-body = \"5\"", "# tinklas.toml");
    has("stop-timeout = \"3\"", "# flag");
    has("log = \"info\"", "# built in");
}

#[test]
fn what_config_prints_can_be_used_as_the_file() {
    let place = Place::new();
    let printed = place.run(&["config", "--max-body", "77"]).out;
    std::fs::write(place.file("tinklas.toml"), printed).expect("written");
    let again = place.run(&["config"]);
    assert!(again.out.contains("max-body = \"77\""), "{}{}", again.out, again.err);
}

#[test]
fn wrong_settings_end_with_2_and_are_all_told() {
    let run = Place::new().run(&["config", "--listen", "nowhere", "--max-body=-1"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`nowhere` (flag)") && run.err.contains("`-1` (flag)"), "{}", run.err);
    let run = Place::new().run(&["config", "--config", "missing.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("missing.toml"), "{}", run.err);
}
