//! Crash recovery: the process is killed while it accepts and delivers events.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use tempfile::TempDir;
use tokio::time::sleep;
use url::Url;

use super::{
    activities::{SUBMIT, finished, run},
    platform::Platform,
    process::{Process, Visitor, free_address},
    world::STUDENT,
};

const SUBMISSIONS: usize = 200;

/// Number of accepted submissions after which the dashboard is killed.
const KILLS: [usize; 5] = [17, 50, 90, 131, 180];

/// The two students and the numbers of their runs.
const WORK: [(&str, usize); 2] = [(STUDENT, 0), ("fractional@example.com", SUBMISSIONS / 2)];

struct Stage {
    folder: TempDir,
    site: String,
    platform: Platform,
    _sandbox: Process,
}

impl Stage {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let address = free_address();
        let origin: Url = format!("http://{address}").parse().unwrap();
        let variables = [("SANDBOX_ADDR", address)];
        let words = ["sandbox"];
        let sandbox = Process::start(folder.path(), &words, &variables, origin.as_str());
        Self {
            _sandbox: sandbox.await,
            site: free_address(),
            platform: Platform::at(origin),
            folder,
        }
    }

    fn origin(&self) -> Url {
        format!("http://{}", self.site).parse().unwrap()
    }

    async fn dashboard(&self) -> Process {
        let sandbox = self.platform.origin.as_str().trim_end_matches('/');
        let path = |name: &str| {
            Path::new(self.folder.path())
                .join(name)
                .display()
                .to_string()
        };
        let variables = [
            ("LEPTOS_SITE_ADDR", self.site.clone()),
            ("LEPTOS_SITE_ROOT", path("site")),
            (
                "DATABASE_URL",
                format!("sqlite:{}", path("data/dashboard.db")),
            ),
            ("TIMEBACK_ENV", "sandbox".to_owned()),
            ("TIMEBACK_BASE_URL", sandbox.to_owned()),
            ("TIMEBACK_TOKEN_URL", format!("{sandbox}/oauth2/token")),
            ("TIMEBACK_CALIPER_URL", sandbox.to_owned()),
            ("TIMEBACK_SSO_ISSUER", sandbox.to_owned()),
        ];
        let ready = format!("{}healthz", self.origin());
        Process::start(self.folder.path(), &[], &variables, &ready).await
    }
}

/// Submits one run after another, each until it is accepted.
async fn work(student: Visitor, first: usize, accepted: Arc<AtomicUsize>) {
    for number in first..first + SUBMISSIONS / 2 {
        while student.post(SUBMIT, &finished(number, 1.0)).await != Some(204) {
            sleep(Duration::from_millis(20)).await;
        }
        accepted.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn repeated_kills_neither_lose_nor_duplicate_events() {
    let stage = Stage::new().await;
    let mut dashboard = stage.dashboard().await;
    // With a slow platform, a delivery is in progress whenever the process is killed.
    let slow = json!([{ "route": "/caliper/event", "delayMs": 30 }]);
    stage.platform.faults(slow).await;

    let accepted = Arc::new(AtomicUsize::new(0));
    let mut students = tokio::task::JoinSet::new();
    for (email, first) in WORK {
        let student = Visitor::sign_in(&stage.origin(), &stage.platform, email).await;
        students.spawn(work(student, first, Arc::clone(&accepted)));
    }
    for after in KILLS {
        while accepted.load(Ordering::SeqCst) < after {
            sleep(Duration::from_millis(1)).await;
        }
        dashboard.kill();
        dashboard = stage.dashboard().await;
    }
    while let Some(done) = students.join_next().await {
        done.unwrap();
    }
    stage.platform.received(SUBMISSIONS as u64).await;

    let runs = stage.platform.runs().await;
    assert_eq!(runs.len(), SUBMISSIONS, "each counts once");
    for (email, first) in WORK {
        let theirs: Vec<_> = (first..first + SUBMISSIONS / 2).map(run).collect();
        let arrived = runs.iter().filter(|run| theirs.contains(run));
        assert!(arrived.eq(&theirs), "{email}: in their order");
    }
    dashboard.kill();
}
