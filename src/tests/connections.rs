//! Hostile clients: silent, slow and many, while others are served.

use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use timeback_dashboard::server::connection::raise_open_file_limit;
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{
    program::Program,
    world::{STUDENT, World},
};

/// Starts the program with a low limit of open files, a common default.
const FEW_FILES: &str = "ulimit -n 256";

/// Longer than a response takes on a busy machine, and far shorter than the silent clients stay.
const PATIENCE: Duration = Duration::from_secs(8);

/// Connections that send this much and no more.
async fn crowd(address: &str, count: usize, text: &str) -> Vec<TcpStream> {
    let mut crowd = Vec::new();
    for _ in 0..count {
        let connecting = timeout(PATIENCE, TcpStream::connect(address)).await;
        let mut stream = connecting.expect("the queue is full").unwrap();
        // May have been closed for the next connection already.
        let _sent = stream.write_all(text.as_bytes()).await;
        crowd.push(stream);
    }
    crowd
}

/// Sends a request on a new connection; returns the status.
async fn status(url: &str) -> u16 {
    let answer = timeout(PATIENCE, reqwest::get(url)).await;
    answer
        .unwrap_or_else(|_| panic!("{url} does not answer"))
        .unwrap()
        .status()
        .as_u16()
}

/// The number of open files of a process.
fn open_files(process: u32) -> u64 {
    let files = std::fs::read_dir(format!("/proc/{process}/fd")).unwrap();
    files.count().try_into().unwrap()
}

/// The CPU time of a process in hundredths of a second.
fn processor_ticks(process: u32) -> u64 {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The fields after the name, which may contain anything: the state, ten numbers, then user and system time.
    let (_, fields) = line.rsplit_once(") ").unwrap();
    let fields = fields.split(' ').skip(11).take(2);
    fields.map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}

#[tokio::test]
async fn three_hundred_silent_connections_do_not_exhaust_256_file_descriptors() {
    raise_open_file_limit();
    let program = Program::start_after(FEW_FILES).await;
    let mut silent = Vec::new();
    for address in [&program.site, &program.sandbox, &program.metrics] {
        silent.extend(crowd(address, 300, "").await);
    }
    for url in [
        format!("http://{}/healthz", program.site),
        format!("http://{}/readyz", program.site),
        format!("http://{}/metrics", program.metrics),
        format!("http://{}/_sandbox/people", program.sandbox),
    ] {
        assert_eq!(status(&url).await, 200, "{url}");
    }
    program.sign_in(STUDENT).await;
    drop(silent);
}

#[tokio::test]
async fn slow_clients_do_not_block_others() {
    raise_open_file_limit();
    let program = Program::start_after(FEW_FILES).await;
    let half = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nemail=";
    let _silent = crowd(&program.site, 200, "").await;
    let _holding_back = crowd(&program.site, 200, half).await;
    let head = "GET /healthz HTTP/1.1\r\nX-Long: ";
    let mut dripping = crowd(&program.site, 200, head).await;
    for _ in 0..20 {
        for stream in &mut dripping {
            let _sent = stream.try_write(b"a");
        }
        assert_eq!(
            status(&format!("http://{}/healthz", program.site)).await,
            200
        );
    }
    let metrics = format!("http://{}/metrics", program.metrics);
    let metrics = reqwest::get(metrics).await.unwrap().text().await.unwrap();
    let closed = "http_connections_closed_total{reason=\"room\"} ";
    let closed = metrics.lines().find_map(|line| line.strip_prefix(closed));
    assert!(closed.unwrap().parse::<u64>().unwrap() > 200, "{closed:?}");
}

#[tokio::test]
async fn listening_pages_of_one_address_leave_connections_for_others() {
    raise_open_file_limit();
    let program = Program::start_after(FEW_FILES).await;
    let mut pages = Vec::new();
    for email in [STUDENT, "fractional@example.com", "negative@example.com"] {
        let student = program.sign_in(email).await;
        for _ in 0..8 {
            pages.push(student.open("/profile/live?since=0", "identity").await);
        }
    }
    let listen = pages.iter().filter(|page| page.status() == 200);
    assert_eq!(listen.count(), 20, "half of the pages that may listen");
    assert_eq!(
        status(&format!("http://{}/healthz", program.site)).await,
        200
    );
}

#[tokio::test]
async fn sessions_of_one_account_share_a_limit_of_listening_pages() {
    let world = World::new().await;
    let mut open = Vec::new();
    for _ in 0..4 {
        let student = world.student(STUDENT).await;
        for _ in 0..8 {
            let request = axum::http::Request::get("/profile/live?since=0");
            let page = student
                .open(request.body(axum::body::Body::empty()).unwrap())
                .await;
            if page.status() == 200 {
                open.push(page);
            }
        }
    }
    assert_eq!(open.len(), 24);
    assert_eq!(world.state.profiles.live().count(), 24);
    open.truncate(10);
    assert_eq!(world.state.profiles.live().count(), 10);
}

#[tokio::test]
async fn a_program_without_free_file_descriptors_recovers_without_spinning() {
    let program = Program::start_after("true").await;
    let id = program.process.id();
    let pid = Pid::from_raw(id.try_into().unwrap());
    // Only the soft limit: the hard one could not be raised again.
    let maximum = getrlimit(Resource::Nofile).maximum;
    let limit = |files: u64| Rlimit {
        current: Some(files),
        maximum,
    };
    prlimit(pid, Resource::Nofile, limit(open_files(id))).unwrap();
    let _waiting = crowd(&program.site, 20, "").await;
    let before = processor_ticks(id);
    sleep(Duration::from_secs(2)).await;
    let ticks = processor_ticks(id) - before;
    assert!(ticks < 100, "{ticks} of some 200 ticks of a processor");
    prlimit(pid, Resource::Nofile, limit(1024)).unwrap();
    assert_eq!(
        status(&format!("http://{}/healthz", program.site)).await,
        200
    );
}
