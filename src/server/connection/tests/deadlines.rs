use tokio::{
    io::AsyncWriteExt as _,
    time::{sleep, timeout},
};

use super::{super::Limits, ENDLESS, HALF_A_BODY, HELLO, PATIENCE, PATIENT, SHORT, SLOW, Served};

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_cut_at_its_deadline() {
    let served = Served::with(Limits {
        head: SHORT,
        ..PATIENT
    })
    .await;
    let mut dripping = served.client("GET /hello HTTP/1.1\r\nX-Long: ").await;
    let cut = async {
        while dripping.0.write_all(b"a").await.is_ok() {
            sleep(SHORT / 10).await;
        }
    };
    timeout(PATIENCE, cut).await.expect("it drips on");
    served.until_open(0).await;
    assert_eq!(served.connections.expired(), 1);
}

#[tokio::test]
async fn a_connection_that_never_says_anything_is_closed() {
    let served = Served::with(Limits {
        head: SHORT,
        ..PATIENT
    })
    .await;
    assert!(served.client("").await.is_closed().await);
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_as_long_as_an_idle_one_may_be() {
    let limits = Limits {
        head: SHORT,
        ..PATIENT
    };
    let served = Served::with(limits).await;
    let mut client = served.client(HELLO).await;
    assert!(client.is_answered("hello").await);
    sleep(SHORT * 2).await;
    client.send(HELLO).await;
    assert!(
        client.is_answered("hello").await,
        "the deadline of a head is not an idle one's"
    );

    let served = Served::with(Limits {
        idle: SHORT,
        ..PATIENT
    })
    .await;
    let mut client = served.client(HELLO).await;
    assert!(client.is_answered("hello").await);
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn the_second_head_of_a_connection_has_the_same_deadline() {
    let served = Served::with(Limits {
        head: SHORT,
        ..PATIENT
    })
    .await;
    let mut client = served.client(HELLO).await;
    assert!(client.is_answered("hello").await);
    client.send("GET /he").await;
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let served = Served::with(Limits {
        body: SHORT,
        ..PATIENT
    })
    .await;
    assert!(served.client(HALF_A_BODY).await.is_closed().await);
}

#[tokio::test]
async fn an_answer_that_takes_longer_than_every_deadline_is_waited_for() {
    let limits = Limits {
        head: SHORT,
        idle: SHORT,
        body: SHORT,
        write: SHORT,
        ..PATIENT
    };
    let served = Served::with(limits).await;
    assert!(served.client(SLOW).await.is_answered("late").await);
}

#[tokio::test]
async fn a_client_that_leaves_its_answer_unread_is_let_go() {
    let served = Served::with(Limits {
        write: SHORT,
        ..PATIENT
    })
    .await;
    let _client = served.client(ENDLESS).await;
    served.until_open(1).await;
    served.until_open(0).await;
    assert_eq!(served.connections.expired(), 1);
}

#[tokio::test]
async fn an_application_knows_who_its_client_is() {
    let served = Served::with(PATIENT).await;
    let mut client = served.client(&HELLO.replace("hello", "who")).await;
    let address = client.0.local_addr().unwrap().to_string();
    assert!(client.is_answered(&address).await);
}
