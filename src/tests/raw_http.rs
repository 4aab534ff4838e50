//! The built program's responses to raw bytes on a socket.

use std::time::Duration;

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::process::{Process, free_address};

const PATIENCE: Duration = Duration::from_secs(20);

/// Headers of every response and the beginnings of their values.
const HEADERS: [&str; 8] = [
    "x-content-type-options: nosniff",
    "referrer-policy: same-origin",
    "x-frame-options: DENY",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "permissions-policy: camera=()",
    "content-security-policy: default-src 'none'",
    "cache-control: private, no-store",
];

struct Stage {
    site: String,
    _program: Process,
    _folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let [site, sandbox] = std::array::from_fn(|_| free_address());
        let variables = [
            ("LEPTOS_SITE_ADDR", site.clone()),
            ("LEPTOS_SITE_ROOT", path("site")),
            ("SANDBOX_ADDR", sandbox),
            (
                "DATABASE_URL",
                format!("sqlite:{}", path("data/dashboard.db")),
            ),
        ];
        let ready = format!("http://{site}/healthz");
        let program = Process::start(folder.path(), &[], &variables, &ready).await;
        Self {
            site,
            _program: program,
            _folder: folder,
        }
    }

    /// Sends the bytes and reads until the connection is closed.
    async fn send(&self, bytes: &[u8]) -> String {
        let mut socket = TcpStream::connect(&self.site).await.unwrap();
        socket.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let read = socket.read_to_end(&mut answer);
        timeout(PATIENCE, read).await.expect("no end").unwrap();
        String::from_utf8(answer).unwrap()
    }
}

/// Splits the responses' heads by status.
fn heads(answers: &str) -> Vec<(u16, &str)> {
    let heads = answers.split("HTTP/1.").skip(1);
    let head = |answer| {
        let (head, _) = str::split_once(answer, "\r\n\r\n").unwrap();
        (head[2..5].parse().unwrap(), head)
    };
    heads.map(head).collect()
}

fn get(target: &str, headers: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: school.example\r\nConnection: close\r\n{headers}\r\n")
        .into_bytes()
}

impl Stage {
    /// Asserts the statuses of the responses to these bytes, and the headers of each.
    async fn answers(&self, bytes: impl Into<Vec<u8>>, statuses: &[u16]) {
        let bytes = bytes.into();
        let answers = self.send(&bytes).await;
        let what = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        let heads = heads(&answers);
        let found: Vec<_> = heads.iter().map(|(status, _)| *status).collect();
        assert_eq!(found, statuses, "{what}: {answers}");
        for (_, head) in heads {
            for header in HEADERS {
                let line = format!("\r\n{header}");
                assert!(head.contains(&line), "{what}: {header}: {head}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hyper_s_own_responses_have_the_security_headers() {
    let stage = Stage::new().await;
    let long = "a".repeat(100_000);
    let many = "x-many: a\r\n".repeat(200);
    stage.answers(get(&format!("/{long}"), ""), &[414]).await;
    stage.answers(get("/", &many), &[431]).await;
    stage.answers(get("/", "no header\r\n"), &[400]).await;
    stage.answers(get("/\u{1}", ""), &[400]).await;
    stage.answers("nonsense\r\n\r\n", &[400]).await;
    stage.answers("GET / HTTP/9.9\r\n\r\n", &[400]).await;
    let first = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    let both = format!("{first}nonsense\r\n\r\n");
    stage.answers(both, &[200, 400]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_our_responses_have_the_security_headers() {
    let stage = Stage::new().await;
    for path in ["/nowhere", "/pkg/nowhere.js", "/auth/v1/nowhere"] {
        stage.answers(get(path, ""), &[404]).await;
    }
    let request = |line: &str, headers: &str| {
        format!("{line} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n{headers}\r\n")
    };
    let foreign = "Origin: https://evil.example\r\nContent-Length: 0\r\n";
    stage
        .answers(request("POST /api/get_profile", foreign), &[403])
        .await;
    let empty = "Content-Length: 0\r\n";
    stage.answers(request("POST /profile", empty), &[405]).await;
    let nobodys = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    stage.answers(nobodys, &[400]).await;
    stage.answers(get("/", "Host: b.example\r\n"), &[400]).await;
    for target in ["*", "example.com:443"] {
        stage.answers(get(target, ""), &[400]).await;
    }
    stage.answers(get("http://example.com/", ""), &[421]).await;
    stage
        .answers(request("CONNECT example.com:443", ""), &[405])
        .await;
    stage.answers(request("OPTIONS *", ""), &[400]).await;
    // Health checks of some proxies send no host.
    stage.answers("GET /healthz HTTP/1.0\r\n\r\n", &[200]).await;
}
