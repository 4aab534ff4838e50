//! A roster of ten thousand users, one page at a time.

use std::{
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use futures_util::TryStreamExt;
use serde::{Deserialize, Deserializer};
use timeback::oneroster::{Limit, Query, Resource, Table, User};

use super::Integrator;

const CROWD: u32 = 10_000;
const PAGE: u32 = 500;

/// Set for a process of this binary that runs one test alone.
const ALONE: &str = "STORY_TOLD_ALONE";

static ALIVE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// A user that is counted while in memory, and an example of a custom record type.
struct Counted {
    user: User,
}

impl Resource for Counted {
    const TABLE: Table = User::TABLE;

    fn id(&self) -> &str {
        self.user.id()
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let user = User::deserialize(deserializer)?;
        MOST.fetch_max(ALIVE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        Ok(Self { user })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

fn large_pages<T>() -> Query<T> {
    Query::new().limit(Limit::parse(PAGE).unwrap())
}

#[tokio::test]
async fn of_ten_thousand_users_no_more_than_a_page_is_in_memory() {
    let integrator = Integrator::new().await;
    integrator.platform.generate_students(CROWD).await;
    let users = integrator.timeback.oneroster().collection::<Counted>();
    let mut users = users.stream(large_pages());
    let (mut count, mut last) = (0, None);
    while let Some(counted) = users.try_next().await.unwrap() {
        count += 1;
        last = Some(counted.user.sourced_id.clone());
    }
    assert!(count > CROWD, "the cast and the crowd, not {count}");
    assert_eq!(last.as_deref(), Some("student-10000"));
    assert_eq!(MOST.load(Ordering::SeqCst), PAGE as usize);
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0);
    let requests = integrator.platform.requests().await;
    assert_eq!(
        requests[super::super::platform::USERS],
        u64::from(CROWD / PAGE) + 1
    );
}

/// Measured in a process of its own, where no other test uses memory.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_stays_flat_over_ten_thousand_users() {
    const GROWTH: usize = 4 * 1024 * 1024;
    if std::env::var_os(ALONE).is_none() {
        return alone("memory_stays_flat_over_ten_thousand_users");
    }
    let integrator = Integrator::new().await;
    integrator.platform.generate_students(CROWD).await;
    let mut pages = integrator.timeback.oneroster().users().pages(large_pages());
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert!(page.progress.fetched <= page.progress.total.unwrap());
        sizes.push(resident_bytes());
    }
    let (second, last) = (sizes[1], *sizes.last().unwrap());
    assert!(last < second + GROWTH, "from {second} to {last} bytes");
}

/// Runs this binary again for one test of this module.
#[cfg(target_os = "linux")]
fn alone(story: &str) {
    let this = std::env::current_exe().unwrap();
    let run = Command::new(this)
        .args(["--exact", &format!("roster::large_roster::{story}")])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && text.contains("1 passed"), "{text}");
}

/// The resident memory of this process; a page has four kilobytes on the platforms where tests run.
#[cfg(target_os = "linux")]
fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}
