//! The official Python SDK against the sandbox has the same results as ours.

use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use super::world::{ME, World};

/// The course codes of a dashboard without configuration, which the SDK is given too.
const APP_CONFIG: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/server/config/sandbox.timeback.config.json"
);

/// The version we compare with.
const SDK: &str = "timeback-sdk[fastapi]==0.4.0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_python_sdk_sees_the_same_profiles() {
    let Some(python) = tokio::task::spawn_blocking(sdk_python).await.unwrap() else {
        say(
            "skipped: comparing with the official Python SDK, which needs Python >= 3.12 and none was found",
        );
        return;
    };
    let world = World::new().await;
    let lines = check(python, world.platform.origin.to_string()).await;
    assert_eq!(lines.len(), world.platform.people().await.len());
    for line in lines {
        let email = line["email"].as_str().unwrap();
        let student = world.student(email).await;
        let (verified, me) = (
            student.get("/api/timeback/user/verify").await,
            student.get(ME).await,
        );
        if line["profile"]["code"] == "timeback_user_ambiguous" {
            assert_eq!((verified.status, me.status), (409, 409), "{email}");
            continue;
        }
        let known = json!({ "verified": verified.json()["verified"], "timebackId": verified.json()["timebackId"] });
        assert_eq!(line["verify"], known, "{email}");
        if line["profile"]["code"] == "timeback_user_not_found" {
            assert_eq!(me.status, 404, "{email}");
        } else {
            assert_eq!(
                without_xp(&line["profile"]),
                without_xp(&me.json()),
                "{email}"
            );
        }
    }
}

/// The SDK's XP is always 0, because of a bug.
fn without_xp(profile: &Value) -> Value {
    let mut profile = profile.as_object().expect("a profile").clone();
    profile.remove("xp").expect("XP");
    Value::Object(profile)
}

async fn check(python: PathBuf, origin: String) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/python/profile_check.py");
    let output = tokio::task::spawn_blocking(move || {
        Command::new(python)
            .arg(script)
            .args([&origin, "--config", APP_CONFIG])
            .output()
            .unwrap()
    })
    .await
    .unwrap();
    let (told, complaints) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{told}\n{complaints}");
    told.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A Python with the SDK, installed in the target folder on first use; `None` without a suitable Python.
fn sdk_python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target folder")
        .join("python-sdk");
    let (python, done) = (folder.join("bin/python"), folder.join(SDK));
    if !done.exists() {
        let base = find_python()?;
        say("installing the official Python SDK, once");
        run(Command::new(base)
            .args(["-m", "venv", "--clear"])
            .arg(&folder));
        run(Command::new(&python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            SDK,
        ]));
        std::fs::write(done, "").unwrap();
    }
    Some(python)
}

fn find_python() -> Option<PathBuf> {
    let named = ["python3.13", "python3.12", "python3"].map(PathBuf::from);
    named
        .into_iter()
        .chain(of_pyenv())
        .find(|python| is_recent(python))
}

fn of_pyenv() -> Vec<PathBuf> {
    let versions = env::var_os("HOME")
        .and_then(|home| std::fs::read_dir(Path::new(&home).join(".pyenv/versions")).ok());
    versions
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin/python3"))
        .collect()
}

fn is_recent(python: &Path) -> bool {
    let question = "import sys, venv; sys.exit(sys.version_info < (3, 12))";
    Command::new(python)
        .args(["-c", question])
        .output()
        .is_ok_and(|answer| answer.status.success())
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Prints to standard error, bypassing the test harness's capture.
fn say(line: &str) {
    let mut stderr = io::stderr();
    stderr
        .write_all(format!("stories: {line}\n").as_bytes())
        .unwrap();
}
