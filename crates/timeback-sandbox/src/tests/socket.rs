use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::world::{NOW, sandbox_at};
use crate::serve;

/// Sends one request, reads until the server closes, and splits the head from the body.
async fn exchange(address: SocketAddr, request: String) -> (String, String) {
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    };
    tokio::task::spawn_blocking(exchange).await.unwrap()
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n")
}

fn put_faults(faults: &str) -> String {
    let length = faults.len();
    format!(
        "PUT /_sandbox/faults HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{faults}"
    )
}

fn content_length(head: &str) -> usize {
    let (_, rest) = head.split_once("content-length: ").unwrap();
    rest.lines().next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_served_sandbox_responds_truncates_and_shuts_down() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let server = tokio::spawn(serve(listener, sandbox_at(NOW), shutdown));

    let (head, _) = exchange(
        address,
        put_faults(r#"[{"route":"/edubridge/analytics/activity","truncate":true}]"#),
    )
    .await;
    assert!(head.starts_with("http/1.1 204"), "{head}");
    let (head, body) = exchange(address, get("/edubridge/analytics/activity")).await;
    assert!(head.starts_with("http/1.1 401"), "{head}");
    assert_eq!(body.len(), content_length(&head) / 2);

    let (head, body) = exchange(address, get("/_sandbox/people")).await;
    assert_eq!(body.len(), content_length(&head));

    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
}
