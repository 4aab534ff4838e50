//! Crash recovery: the process is killed while users sign up and sessions rotate.

use std::{
    collections::HashSet,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

use super::process::{Process, free_address};

/// Number of kills; `make bench` uses 200.
const KILLS: usize = 12;

/// Number of responses between kills.
const ANSWERS: usize = 7;

/// The acknowledged changes.
#[derive(Default)]
struct Ledger {
    answers: AtomicUsize,
    is_over: AtomicBool,
    /// The sessions of those who signed up.
    signed_up: Mutex<Vec<Value>>,
}

struct Stage {
    folder: TempDir,
    site: String,
    sandbox: String,
    http: reqwest::Client,
    ledger: Ledger,
}

impl Stage {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        Self {
            folder,
            site: free_address(),
            sandbox: free_address(),
            http: reqwest::Client::builder()
                .timeout(Duration::from_secs(20))
                .build()
                .unwrap(),
            ledger: Ledger::default(),
        }
    }

    async fn dashboard(&self) -> Process {
        let path = |name: &str| {
            let path = Path::new(self.folder.path()).join(name);
            path.display().to_string()
        };
        let database = format!("sqlite:{}", path("data/dashboard.db"));
        let variables = [
            ("LEPTOS_SITE_ADDR", self.site.clone()),
            ("LEPTOS_SITE_ROOT", path("site")),
            ("SANDBOX_ADDR", self.sandbox.clone()),
            ("DATABASE_URL", database),
            ("AUTH_AUTOCONFIRM", "true".to_owned()),
            ("AUTH_REFRESH_REUSE_INTERVAL", "0".to_owned()),
        ];
        let ready = format!("http://{}/healthz", self.site);
        Process::start(self.folder.path(), &[], &variables, &ready).await
    }

    /// Posts until there is a response.
    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let url = format!("http://{}/auth/v1{path}", self.site);
        loop {
            let sent = self.http.post(&url).json(body).send().await;
            if let Ok(answer) = sent
                && let (status, Ok(body)) = (answer.status(), answer.json().await)
            {
                self.ledger.answers.fetch_add(1, Ordering::SeqCst);
                return (status, body);
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn read(&self, session: &Value) -> StatusCode {
        let url = format!("http://{}/auth/v1/user", self.site);
        let token = session["access_token"].as_str().unwrap();
        let answer = self.http.get(&url).bearer_auth(token).send().await;
        answer.unwrap().status()
    }

    /// Signs users up, one after another.
    async fn sign_up(&self, line: usize) {
        for number in 0.. {
            if self.ledger.is_over.load(Ordering::SeqCst) {
                return;
            }
            let address = format!("student.{line}.{number}@example.com");
            let body = json!({ "email": address, "password": "correct horse battery" });
            let (status, session) = self.post("/signup", &body).await;
            // A user whose response was lost has an account, and the error says so.
            if status == StatusCode::OK {
                self.ledger.signed_up.lock().unwrap().push(session);
            } else {
                assert_eq!(session["error_code"], "user_already_exists", "{session}");
            }
        }
    }

    /// Rotates one session; returns the refresh tokens received, without duplicates, in order.
    async fn rotate(&self, session: &Value) -> Vec<String> {
        let mut told = vec![session["refresh_token"].as_str().unwrap().to_owned()];
        while !self.ledger.is_over.load(Ordering::SeqCst) {
            let body = json!({ "refresh_token": told.last() });
            let (status, next) = self.post("/token?grant_type=refresh_token", &body).await;
            assert_eq!(status, StatusCode::OK, "nobody is signed out: {next}");
            told.push(next["refresh_token"].as_str().unwrap().to_owned());
        }
        told
    }
}

fn kills() -> usize {
    let wanted = std::env::var("ACCOUNT_KILLS").ok();
    wanted.map_or(KILLS, |kills| kills.parse().unwrap())
}

async fn kill_again_and_again(stage: &Stage, mut dashboard: Process) -> Process {
    for _ in 0..kills() {
        let enough = stage.ledger.answers.load(Ordering::SeqCst) + ANSWERS;
        while stage.ledger.answers.load(Ordering::SeqCst) < enough {
            sleep(Duration::from_millis(1)).await;
        }
        dashboard.kill();
        dashboard = stage.dashboard().await;
    }
    stage.ledger.is_over.store(true, Ordering::SeqCst);
    dashboard
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn repeated_kills_lose_no_account_and_revive_no_refresh_token() {
    let stage = Arc::new(Stage::new());
    let dashboard = stage.dashboard().await;
    let mut rotations = tokio::task::JoinSet::new();
    for number in 0..2 {
        let body = json!({ "email": format!("maya.{number}@example.com"), "password": "correct horse battery" });
        let (_, session) = stage.post("/signup", &body).await;
        let stage = Arc::clone(&stage);
        rotations.spawn(async move { stage.rotate(&session).await });
    }
    let mut lines = tokio::task::JoinSet::new();
    for line in 0..2 {
        let stage = Arc::clone(&stage);
        lines.spawn(async move { stage.sign_up(line).await });
    }
    let dashboard = kill_again_and_again(&stage, dashboard).await;
    lines.join_all().await;

    let signed_up = std::mem::take(&mut *stage.ledger.signed_up.lock().unwrap());
    assert_ne!(signed_up.len(), 0);
    for session in &signed_up {
        assert_eq!(stage.read(session).await, StatusCode::OK, "{session}");
    }
    for told in rotations.join_all().await {
        let different: HashSet<_> = told.iter().collect();
        assert_eq!(different.len(), told.len(), "each token is told once");
        let first = json!({ "refresh_token": told[0] });
        for _ in 0..2 {
            let (status, _) = stage.post("/token?grant_type=refresh_token", &first).await;
            assert_eq!(
                status,
                StatusCode::BAD_REQUEST,
                "a used token opens nothing"
            );
        }
        let last = json!({ "refresh_token": told.last() });
        let (status, _) = stage.post("/token?grant_type=refresh_token", &last).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "and ends its session");
    }
    dashboard.kill();
}
