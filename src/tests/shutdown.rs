//! Graceful shutdown of the built program.

use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{
    platform::Platform,
    process::{Process, free_address},
    program::Program,
    world::{ME, STUDENT},
};

/// A few seconds, on a busy machine; the program waits more than twice as long for requests in flight.
const A_FEW_SECONDS: Duration = Duration::from_secs(12);

/// A client that has sent this much.
async fn client(address: &str, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// A keep-alive client after its first response.
async fn kept_alive(address: &str) -> TcpStream {
    let mut stream = client(address, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut answer = [0; 4096];
    assert!(stream.read(&mut answer).await.unwrap() > 0);
    stream
}

async fn assert_ends_well(program: &mut Program) {
    let code = timeout(A_FEW_SECONDS, program.process.ended()).await;
    assert_eq!(code.expect("it is still there"), Some(0));
}

#[tokio::test]
async fn readiness_fails_before_connections_are_refused() {
    let mut program = Program::start_after("true").await;
    let ready = format!("http://{}/readyz", program.site);
    assert_eq!(reqwest::get(&ready).await.unwrap().status(), 200);
    program.process.ask_to_stop();
    let answer = loop {
        let answer = reqwest::get(&ready)
            .await
            .expect("refused before it was not ready");
        if answer.status() == 503 {
            break answer;
        }
        sleep(Duration::from_millis(10)).await;
    };
    assert_eq!(answer.headers()["connection"], "close");
    let said: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(said["status"], "stopping");
    let health = format!("http://{}/healthz", program.site);
    assert_eq!(reqwest::get(health).await.unwrap().status(), 200);
    assert_ends_well(&mut program).await;
}

#[tokio::test]
async fn clients_without_a_complete_request_are_not_waited_for() {
    let mut program = Program::start_after("true").await;
    let (site, sandbox, metrics) = (&program.site, &program.sandbox, &program.metrics);
    let half_a_body = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nemail=";
    let mut clients = Vec::new();
    for address in [site, sandbox, metrics] {
        for text in [
            "",
            "GET /hea",
            "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ",
        ] {
            clients.push(client(address, text).await);
        }
    }
    clients.push(client(site, half_a_body).await);
    clients.push(kept_alive(site).await);
    let mut second = kept_alive(site).await;
    second.write_all(b"GET /hea").await.unwrap();
    clients.push(second);
    sleep(Duration::from_millis(200)).await;
    program.process.ask_to_stop();
    assert_ends_well(&mut program).await;
    drop(clients);
}

#[tokio::test]
async fn a_request_in_flight_is_completed() {
    let mut program = Program::start_after("true").await;
    let student = program.sign_in(STUDENT).await;
    let sandbox = format!("http://{}", program.sandbox).parse().unwrap();
    let platform = Platform::at(sandbox);
    platform.reset_requests().await;
    let enrollments = "/edubridge/enrollments/user/{id}";
    platform
        .faults(json!([{ "route": enrollments, "delayMs": 2600 }]))
        .await;
    let answer = tokio::spawn(async move { student.open(ME, "identity").await.text().await });
    while platform.requests().await.is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    program.process.ask_to_stop();
    let text = answer.await.unwrap().unwrap();
    let profile: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(profile["email"], STUDENT, "{text}");
    assert_ends_well(&mut program).await;
}

#[tokio::test]
async fn event_streams_end_immediately() {
    let mut program = Program::start_after("true").await;
    let student = program.sign_in(STUDENT).await;
    let mut page = student.open("/profile/live?since=0", "identity").await;
    assert!(page.chunk().await.unwrap().is_some());
    program.process.ask_to_stop();
    let ended = async { while page.chunk().await.unwrap().is_some() {} };
    timeout(A_FEW_SECONDS, ended).await.expect("it goes on");
    let health = format!("http://{}/healthz", program.site);
    let still = reqwest::get(health).await;
    assert!(
        still.is_ok(),
        "the end of streams is not the end of the server"
    );
    assert_ends_well(&mut program).await;
}

#[tokio::test]
async fn a_standalone_sandbox_does_not_wait_for_silent_clients() {
    let folder = TempDir::new().unwrap();
    let address = free_address();
    let ready = format!("http://{address}/");
    let variables = [("SANDBOX_ADDR", address.clone())];
    let mut sandbox = Process::start(folder.path(), &["sandbox"], &variables, &ready).await;
    let _silent = client(&address, "GET /").await;
    sandbox.ask_to_stop();
    let code = timeout(A_FEW_SECONDS, sandbox.ended()).await;
    assert_eq!(code.expect("it is still there"), Some(0));
}
