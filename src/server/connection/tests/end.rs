use tokio::{
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{super::Limits, ENDLESS, HALF_A_BODY, HELLO, PATIENCE, PATIENT, SHORT, SLOW, Served};

#[tokio::test]
async fn from_the_announcement_on_each_answer_is_the_last_of_its_connection() {
    let served = Served::with(PATIENT).await;
    let mut kept = served.client(HELLO).await;
    assert!(!kept.answer().await.contains("connection: close"));
    served.stop.announced.cancel();
    kept.send(HELLO).await;
    assert!(kept.answer().await.contains("connection: close"));
    assert!(kept.is_closed().await);
    assert!(served.client(HELLO).await.is_answered("hello").await);
}

#[tokio::test]
async fn at_the_end_requests_that_arrived_are_answered_and_nobody_else_is_waited_for() {
    let served = Served::with(PATIENT).await;
    let mut busy = served.client(SLOW).await;
    let mut silent = vec![served.client("").await, served.client("GET /he").await];
    for text in [HELLO, HELLO] {
        let mut kept = served.client(text).await;
        assert!(kept.is_answered("hello").await);
        silent.push(kept);
    }
    silent[3].send("GET").await;
    silent.push(served.client(HALF_A_BODY).await);
    served.until_open(6).await;
    served.stop.announced.cancel();
    served.stop.closing.cancel();
    for waiting in &mut silent {
        assert!(waiting.is_closed().await);
    }
    assert!(busy.is_answered("late").await);
    timeout(PATIENCE, served.serving).await.unwrap().unwrap();
    assert!(TcpStream::connect(served.address).await.is_err());
}

#[tokio::test]
async fn at_the_end_a_client_that_reads_nothing_is_not_waited_for() {
    let served = Served::with(PATIENT).await;
    let _client = served.client(ENDLESS).await;
    served.until_open(1).await;
    sleep(SHORT).await;
    served.stop.closing.cancel();
    timeout(PATIENCE, served.serving).await.unwrap().unwrap();
}

#[tokio::test]
async fn at_the_end_requests_that_wait_in_the_queue_of_the_listener_are_answered() {
    let served = Served::with(Limits {
        connections: 1,
        ..PATIENT
    })
    .await;
    let mut busy = served.client(SLOW).await;
    let mut queued = [served.client(HELLO).await, served.client(HELLO).await];
    served.until_open(1).await;
    served.stop.closing.cancel();
    for client in &mut queued {
        assert!(client.is_answered("hello").await);
    }
    assert!(busy.is_answered("late").await);
}
