//! Memory and connections used by one response or one cancelled caller, measured in a process without other tests.

use std::{env, fs, process::Command, time::Duration};

use futures_util::FutureExt;
use jiff::civil::date;
use tokio::time::{sleep, timeout};

use super::{
    super::world::{STUDENT, World},
    socket::{Behavior, Socket},
    wire::well,
};
use crate::{
    Failure,
    edubridge::{Period, Student},
};

/// Set for a process that runs one test alone.
const ALONE: &str = "TIMEBACK_TEST_ALONE";

const GIGABYTE: usize = 1 << 30;
const EIGHT_MEGABYTES: usize = 8_000_000;

/// Runs this binary again for one test of this module.
fn alone(story: &str) {
    let name = format!("tests::faults::process::{story}");
    let run = Command::new(env::current_exe().unwrap())
        .args(["--exact", &name])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && text.contains("1 passed"), "{text}");
}

fn is_alone() -> bool {
    env::var_os(ALONE).is_some()
}

/// A figure of this process from `/proc`, in bytes.
fn figure(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    1024 * kilobytes.parse::<usize>().unwrap()
}

fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

/// The peak of additional memory during this response with the large body limit, and its result with both body limits.
/// The client is used once before, so that its own buffers do not count.
async fn growth(behavior: Behavior) -> (usize, [Failure; 2]) {
    let socket = Socket::listen(well()).await;
    let world = World::with(|config| config.api_url = socket.origin.clone()).await;
    let edubridge = world.timeback.edubridge();
    world.timeback.user().verify(STUDENT).await.unwrap();
    socket.turn(behavior);
    let before = figure("VmRSS");
    let week = Period::new(date(2026, 3, 9), date(2026, 3, 15));
    let large = edubridge.get_activity(Student::Id("tb_1"), &week).await;
    let growth = figure("VmHWM").saturating_sub(before);
    let ordinary = edubridge.list_applications().await;
    let failures = [ordinary.unwrap_err().failure, large.unwrap_err().failure];
    (growth, failures)
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";

#[tokio::test]
async fn a_gigabyte_takes_less_than_eight_megabytes() {
    if !is_alone() {
        return alone("a_gigabyte_takes_less_than_eight_megabytes");
    }
    let (growth, failures) = growth(Behavior::Flood(HEAD.to_vec(), b' ', GIGABYTE)).await;
    assert!(matches!(
        failures[0],
        Failure::TooLarge { limit: 2_097_152 }
    ));
    assert!(matches!(
        failures[1],
        Failure::TooLarge { limit: 6_291_456 }
    ));
    assert!(growth < EIGHT_MEGABYTES, "{growth} bytes");
}

#[tokio::test]
async fn nested_lists_take_less_than_eight_megabytes() {
    if !is_alone() {
        return alone("nested_lists_take_less_than_eight_megabytes");
    }
    let (growth, failures) = growth(Behavior::Flood(HEAD.to_vec(), b'[', 6_000_000)).await;
    let [ordinary, large] = &failures;
    assert!(matches!(ordinary, Failure::TooLarge { .. }), "{ordinary}");
    assert!(matches!(large, Failure::Malformed { .. }), "{large}");
    assert!(growth < EIGHT_MEGABYTES, "{growth} bytes");
}

#[tokio::test]
async fn ten_thousand_cancelled_calls_leave_no_connection_open() {
    if !is_alone() {
        return alone("ten_thousand_cancelled_calls_leave_no_connection_open");
    }
    let socket = Socket::listen(well()).await;
    let world = World::with(|config| config.api_url = socket.origin.clone()).await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    socket.turn(Behavior::stall(
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n",
    ));
    let before = open_files();
    for _ in 0..10_000 {
        let aborted = world.timeback.user().verify(STUDENT).now_or_never();
        assert!(aborted.is_none());
    }
    // These stay until their responses have begun.
    for _ in 0..100 {
        let call = world.timeback.user().verify(STUDENT);
        assert!(timeout(Duration::from_millis(3), call).await.is_err());
    }
    let settled = async {
        while open_files() > before + 10 {
            sleep(Duration::from_millis(10)).await;
        }
    };
    let settled = timeout(Duration::from_secs(10), settled).await;
    assert!(settled.is_ok(), "{} files, {before} before", open_files());
}
