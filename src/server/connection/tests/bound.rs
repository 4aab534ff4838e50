use super::{super::Limits, HALF_A_BODY, HELLO, PATIENT, SLOW, Served};

#[tokio::test]
async fn where_there_is_no_room_the_longest_silent_makes_way_and_no_request_under_way_does() {
    let served = Served::with(Limits {
        connections: 5,
        ..PATIENT
    })
    .await;
    let mut busy = served.client(SLOW).await;
    served.until_open(1).await;
    let mut silent = served.client("").await;
    let mut dripping = served.client("GET").await;
    let mut kept = served.client(HELLO).await;
    assert!(kept.is_answered("hello").await);
    let mut half = served.client(HALF_A_BODY).await;
    served.until_open(5).await;
    let mut newcomers = Vec::new();
    for waiting in [&mut silent, &mut dripping, &mut kept, &mut half] {
        let mut newcomer = served.client(HELLO).await;
        assert!(newcomer.is_answered("hello").await);
        assert!(waiting.is_closed().await, "the longest silent");
        assert!(served.connections.count() <= 5);
        newcomers.push(newcomer);
    }
    assert!(busy.is_answered("late").await);
    assert_eq!(served.connections.evicted(), 4);
}

#[tokio::test]
async fn while_all_are_busy_a_new_connection_waits_for_one_that_ends() {
    let served = Served::with(Limits {
        connections: 2,
        ..PATIENT
    })
    .await;
    let mut busy = [served.client(SLOW).await, served.client(SLOW).await];
    let mut newcomer = served.client(HELLO).await;
    assert!(newcomer.is_answered("hello").await);
    for client in &mut busy {
        assert!(client.is_answered("late").await);
    }
}
