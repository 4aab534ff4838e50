//! Real sockets with short deadlines, and a small application behind them.

mod bound;
mod deadlines;
mod end;

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    routing::{get, post},
};
use futures_util::stream;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{Connections, Limits, Server, Stop};

/// Longer than anything that is due takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A deadline that passes during a test.
const SHORT: Duration = Duration::from_millis(300);

/// No deadline passes.
const PATIENT: Limits = Limits {
    connections: 100,
    head: Duration::from_hours(1),
    idle: Duration::from_hours(1),
    body: Duration::from_hours(1),
    write: Duration::from_hours(1),
};

const HELLO: &str = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n";
const SLOW: &str = "GET /slow HTTP/1.1\r\nHost: test\r\n\r\n";
const ENDLESS: &str = "GET /endless HTTP/1.1\r\nHost: test\r\n\r\n";
const HALF_A_BODY: &str = "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf";

struct Served {
    address: SocketAddr,
    connections: Connections,
    stop: Stop,
    serving: JoinHandle<()>,
}

impl Served {
    async fn with(limits: Limits) -> Self {
        let endless = || async {
            let chunk = Bytes::from(vec![0; 65_536]);
            Body::from_stream(stream::repeat(Ok::<_, Infallible>(chunk)))
        };
        let slow = || async {
            sleep(SHORT * 4).await;
            "late"
        };
        let app = Router::new()
            .route("/hello", get(|| async { "hello" }))
            .route(
                "/who",
                get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }),
            )
            .route("/slow", get(slow))
            .route("/echo", post(|body: String| async { body }))
            .route("/endless", get(endless));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Server::new(app, limits, Stop::default());
        let (connections, stop) = (server.connections.clone(), server.stop.clone());
        let serving = tokio::spawn(server.serve(listener));
        Self {
            address,
            connections,
            stop,
            serving,
        }
    }

    /// A client that has sent this much.
    async fn client(&self, text: &str) -> Client {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let mut client = Client(stream);
        client.send(text).await;
        client
    }

    async fn until_open(&self, count: usize) {
        let counted = async {
            while self.connections.count() != count {
                sleep(Duration::from_millis(5)).await;
            }
        };
        let counted = timeout(PATIENCE, counted).await;
        assert!(counted.is_ok(), "{} are open", self.connections.count());
    }
}

struct Client(TcpStream);

impl Client {
    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// An answer of one segment; empty where the connection was closed.
    async fn answer(&mut self) -> String {
        let mut buffer = [0; 4096];
        let read = timeout(PATIENCE, self.0.read(&mut buffer)).await;
        let count = read.expect("neither an answer nor an end").unwrap_or(0);
        String::from_utf8_lossy(&buffer[..count]).into_owned()
    }

    async fn is_answered(&mut self, body: &str) -> bool {
        let answer = self.answer().await;
        answer.starts_with("HTTP/1.1 200") && answer.ends_with(body)
    }

    async fn is_closed(&mut self) -> bool {
        self.answer().await.is_empty()
    }
}
