//! Responses that are broken below JSON: each is a typed error in time, and the next valid response is read.

use std::time::Duration;

use super::{
    super::world::{STUDENT, World, user, users},
    socket::{Behavior, Socket},
};
use crate::{Error, Failure, UserResolutionError};

/// The failure of a lookup on such a connection. Afterwards the platform works again, which is verified.
async fn told(behavior: Behavior) -> Failure {
    told_within(Duration::from_secs(10), behavior).await
}

async fn told_within(timeout: Duration, behavior: Behavior) -> Failure {
    let socket = Socket::listen(behavior).await;
    let world = World::with(|config| config.api_url = socket.origin.clone()).await;
    let failure = error(&world, timeout).await.failure;
    socket.turn(well());
    let verified = world.timeback.user().verify(STUDENT).await;
    assert!(verified.unwrap().is_verified(), "{failure}");
    failure
}

async fn error(world: &World, timeout: Duration) -> Error {
    let timeback = world.timeback.with_timeout(timeout);
    match timeback.user().verify(STUDENT).await {
        Err(UserResolutionError::LookupFailed(error)) => error,
        other => panic!("expected a failed lookup, got {other:?}"),
    }
}

pub fn well() -> Behavior {
    let body = users(&[user("tb_1")]).to_string();
    Behavior::say(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ))
}

#[tokio::test]
async fn a_reset_connection_is_a_typed_error() {
    assert!(matches!(
        told(Behavior::Reset).await,
        Failure::Unreachable(_)
    ));
}

#[tokio::test]
async fn a_connection_closed_without_a_response_is_a_typed_error() {
    assert!(matches!(told(Behavior::End).await, Failure::Unreachable(_)));
}

#[tokio::test]
async fn a_response_that_is_not_http_is_a_typed_error() {
    let failure = told(Behavior::Say(b"\x15\x03\x01\x00\x02\x02\x0a".to_vec())).await;
    assert!(matches!(failure, Failure::Unreachable(_)), "{failure}");
}

#[tokio::test]
async fn a_response_shorter_than_its_content_length_is_a_typed_error() {
    let failure = told(Behavior::say(
        "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"users\":",
    ));
    assert!(matches!(failure.await, Failure::Interrupted(_)));
}

#[tokio::test]
async fn a_response_longer_than_its_content_length_is_cut() {
    let failure = told(Behavior::say(
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{\"users\":[]}",
    ));
    assert!(matches!(failure.await, Failure::NotJson));
}

#[tokio::test]
async fn conflicting_content_lengths_are_a_typed_error() {
    let failure = told(Behavior::say(
        "HTTP/1.1 200 OK\r\ncontent-length: 12\r\ncontent-length: 3\r\n\r\n{\"users\":[]}",
    ));
    assert!(matches!(failure.await, Failure::Unreachable(_)));
}

#[tokio::test]
async fn invalid_chunks_are_a_typed_error() {
    let failure = told(Behavior::say(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"us\r\nzz\r\n",
    ));
    assert!(matches!(failure.await, Failure::Interrupted(_)));
}

#[tokio::test]
async fn an_announced_gigabyte_is_rejected_unread() {
    let failure = told(Behavior::stall(
        "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
    ));
    assert!(matches!(
        failure.await,
        Failure::TooLarge { limit: 2_097_152 }
    ));
}

#[tokio::test]
async fn compression_is_neither_requested_nor_decoded() {
    let mut response =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 10\r\n\r\n".to_vec();
    response.extend_from_slice(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03");
    let socket = Socket::listen(Behavior::Say(response)).await;
    let world = World::with(|config| config.api_url = socket.origin.clone()).await;
    let error = error(&world, Duration::from_secs(10)).await;
    assert!(matches!(error.failure, Failure::NotJson));
    let request = socket.requests()[0].to_lowercase();
    assert!(!request.contains("accept-encoding"), "{request}");
}

#[tokio::test]
async fn a_response_of_one_byte_per_second_ends_at_the_deadline() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n".to_vec();
    let behavior = Behavior::Trickle(head, Duration::from_secs(1));
    let failure = told_within(Duration::from_millis(300), behavior).await;
    assert!(matches!(failure, Failure::Timeout), "{failure}");
}

#[tokio::test]
async fn a_closed_idle_connection_is_not_reused() {
    let socket = Socket::listen(well()).await;
    let world = World::with(|config| config.api_url = socket.origin.clone()).await;
    for _ in 0..20 {
        assert!(world.timeback.user().verify(STUDENT).await.is_ok());
    }
    assert_eq!(socket.requests().len(), 20);
}

#[tokio::test]
async fn endless_headers_end_at_the_deadline() {
    let behavior = Behavior::stall("HTTP/1.1 200 OK\r\ncontent-type: app");
    let failure = told_within(Duration::from_millis(300), behavior).await;
    assert!(matches!(failure, Failure::Timeout), "{failure}");
}

#[tokio::test]
async fn an_error_without_its_body_keeps_its_status() {
    let behavior = Behavior::stall("HTTP/1.1 403 Forbidden\r\ncontent-length: 1000\r\n\r\n{");
    let Failure::Status { status, message } = told(behavior).await else {
        panic!("expected a status");
    };
    assert_eq!((status, message), (403, None));
}

#[tokio::test]
async fn a_failed_tls_handshake_is_a_typed_error() {
    let socket = Socket::listen(Behavior::say("HTTP/1.1 400 Bad Request\r\n\r\n")).await;
    let world = World::with(|config| {
        config.api_url = socket.origin.clone();
        config.api_url.set_scheme("https").unwrap();
    })
    .await;
    let error = error(&world, Duration::from_secs(10)).await;
    assert!(matches!(error.failure, Failure::Unreachable(_)), "{error}");
}
