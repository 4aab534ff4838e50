//! The built program behind nginx with Debian's default configuration.

mod server;

use std::time::Duration;

use reqwest::Response;
use serde_json::json;
use tempfile::TempDir;
use tokio::time::timeout;
use url::Url;

use self::server::Nginx;
use super::{
    activities::{SUBMIT, submission},
    platform::Platform,
    process::{Process, Visitor, free_address},
    world::STUDENT,
};

/// Longer than a response takes on a busy machine, and shorter than nginx buffers an event.
const PATIENCE: Duration = Duration::from_secs(10);

/// Silence after which the response counts as paused.
const QUIET: Duration = Duration::from_millis(300);

/// The program behind nginx. Browsers use the second of its ports.
struct Stage {
    bare: Url,
    named: Url,
    platform: Platform,
    _nginx: Nginx,
    _program: Process,
    _folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let [site, sandbox, bare, named] = std::array::from_fn(|_| free_address());
        let url = |address: &str| Url::parse(&format!("http://{address}")).unwrap();
        let variables = [
            ("LEPTOS_SITE_ADDR", site.clone()),
            ("LEPTOS_SITE_ROOT", path("site")),
            ("SANDBOX_ADDR", sandbox.clone()),
            (
                "DATABASE_URL",
                format!("sqlite:{}", path("data/dashboard.db")),
            ),
            ("PUBLIC_URL", format!("http://{named}")),
        ];
        let ready = format!("http://{site}/healthz");
        let program = Process::start(folder.path(), &[], &variables, &ready).await;
        let nginx = Nginx::start(folder.path(), &site, [&bare, &named]).await;
        Self {
            bare: url(&bare),
            named: url(&named),
            platform: Platform::at(url(&sandbox)),
            _nginx: nginx,
            _program: program,
            _folder: folder,
        }
    }

    async fn student(&self) -> Visitor {
        Visitor::sign_in(&self.named, &self.platform, STUDENT).await
    }
}

/// Reads until the response pauses or ends.
async fn until_quiet(answer: &mut Response) -> Vec<u8> {
    let first = timeout(PATIENCE, answer.chunk())
        .await
        .expect("nothing arrives");
    let mut arrived = first.unwrap().unwrap_or_default().to_vec();
    while let Ok(Some(chunk)) = timeout(QUIET, answer.chunk()).await.map(Result::unwrap) {
        arrived.extend(chunk);
    }
    arrived
}

async fn rest(answer: &mut Response) -> Vec<u8> {
    let mut rest = Vec::new();
    while let Some(chunk) = timeout(PATIENCE, answer.chunk()).await.unwrap().unwrap() {
        rest.extend(chunk);
    }
    rest
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_nginx_pages_are_streamed() {
    let stage = Stage::new().await;
    let slow = json!([{ "route": "/edubridge/analytics/activity", "delayMs": 2000 }]);
    stage.platform.faults(slow).await;

    let student = stage.student().await;
    let mut page = student.open("/profile", "identity").await;
    let (first, last) = (until_quiet(&mut page).await, rest(&mut page).await);
    let [first, last] = [first, last].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(first.contains("class=\"skeleton\""), "{first}");
    assert!(!first.contains("</html>"), "it came at once, and late");
    assert!(last.contains("</html>"), "{last}");

    let student = stage.student().await;
    let mut page = student.open("/profile", "gzip, deflate, br, zstd").await;
    assert!(page.headers().contains_key("content-encoding"));
    let (first, last) = (until_quiet(&mut page).await, rest(&mut page).await);
    assert!(
        !first.is_empty() && !last.is_empty(),
        "it came at once, and late"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_nginx_events_arrive_immediately() {
    let stage = Stage::new().await;
    let student = stage.student().await;
    let mut page = student
        .open("/profile/live?since=0", "gzip, deflate, br, zstd")
        .await;
    assert_eq!(page.headers()["content-type"], "text/event-stream");
    let report = String::from_utf8(until_quiet(&mut page).await).unwrap();
    assert!(report.contains("data: <div"), "{report}");

    let now = (timeback_dashboard::server::system_env().clock())().to_string();
    let finished = submission(&[
        ("endedAt", json!(now)),
        ("metrics", json!({ "xpEarned": 7.25 })),
    ]);
    assert_eq!(student.post(SUBMIT, &finished).await, Some(204));
    let report = String::from_utf8(until_quiet(&mut page).await).unwrap();
    assert!(report.contains("data: <div"), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_nginx_forms_work_with_any_forwarded_host() {
    let stage = Stage::new().await;
    let student = stage.student().await;
    for (door, name) in [(&stage.named, "Rowan"), (&stage.bare, "Robin")] {
        let fields = [("first_name", name), ("last_name", "Okafor")];
        let answer = student.post_form(door, "/account/name", &fields).await;
        let to = answer
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap());
        assert_eq!(
            (answer.status().as_u16(), to),
            (303, Some("/account#name")),
            "{door}"
        );
        let page = student
            .open("/account", "identity")
            .await
            .text()
            .await
            .unwrap();
        assert!(page.contains(name), "{page}");
    }
}
