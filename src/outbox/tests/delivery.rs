use super::world::{World, accept, called, emptied, event};
use timeback::outbox::{Delivered, Outgoing};

#[tokio::test]
async fn queued_events_are_sent_in_order_and_in_batches() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    let ids: Vec<_> = (0..120).map(|number| number.to_string()).collect();
    accept(&outbox, &ids.iter().map(String::as_str).collect::<Vec<_>>()).await;
    world.deliver(&outbox);
    emptied(&outbox).await;
    let sizes: Vec<_> = world.platform.envelopes().iter().map(Vec::len).collect();
    assert_eq!(sizes, [50, 50, 20]);
    assert_eq!(world.platform.events(), ids);
}

#[tokio::test]
async fn an_outage_neither_loses_repeats_nor_reorders_events() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    world.platform.break_down(500, "");
    world.deliver(&outbox);
    accept(&outbox, &["a", "b"]).await;
    called(&world.platform, 1).await;
    accept(&outbox, &["c"]).await;
    let calls = world.platform.calls();
    assert!(calls <= 2, "an arrival cuts no pause short: {calls}");
    world.platform.recover();
    emptied(&outbox).await;
    assert_eq!(world.platform.events(), ["a", "b", "c"]);
}

#[tokio::test]
async fn an_invalid_success_response_keeps_the_event_queued() {
    for body in ["<html>Welcome to the hotel's network</html>", "", "[]"] {
        let world = World::new().await;
        let outbox = world.outbox().await;
        world.platform.break_down(200, body);
        world.deliver(&outbox);
        accept(&outbox, &["a"]).await;
        called(&world.platform, 1).await;
        assert_eq!(outbox.depth().await.unwrap().waiting, 1, "{body}");
        world.platform.recover();
        emptied(&outbox).await;
        assert_eq!(world.platform.events(), ["a"], "{body}");
    }
}

#[tokio::test]
async fn a_rejected_event_is_dead_lettered_and_delays_nothing() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    accept(&outbox, &["a", "b", "poison", "c", "d", "e", "poison too"]).await;
    world.deliver(&outbox);
    assert_eq!(emptied(&outbox).await.dead, 2);
    assert_eq!(world.platform.events(), ["a", "b", "c", "d", "e"]);
}

#[tokio::test]
async fn the_next_process_delivers_the_remaining_events() {
    let world = World::new().await;
    accept(&world.outbox().await, &["a", "b"]).await;
    let outbox = world.outbox().await;
    accept(&outbox, &["c"]).await;
    world.deliver(&outbox);
    emptied(&outbox).await;
    assert_eq!(world.platform.events(), ["a", "b", "c"]);
}

#[tokio::test]
async fn a_shutdown_delivers_queued_events_first() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    accept(&outbox, &["a", "b"]).await;
    outbox
        .deliver(&world.timeback, std::future::ready(()))
        .await;
    assert_eq!(world.platform.events(), ["a", "b"]);
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_an_outage() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    world.platform.break_down(500, "");
    accept(&outbox, &["a"]).await;
    outbox
        .deliver(&world.timeback, std::future::ready(()))
        .await;
    assert_eq!(outbox.depth().await.unwrap().waiting, 1);
}

#[tokio::test]
async fn a_delivery_is_announced_once_for_each_student() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    let mut deliveries = outbox.deliveries();
    accept(&outbox, &["a", "b"]).await;
    world.deliver(&outbox);
    let maya = Delivered {
        timeback_id: "maya".to_owned(),
        occurred_at: None,
    };
    assert_eq!(deliveries.recv().await.unwrap(), maya);
    emptied(&outbox).await;
    assert!(deliveries.try_recv().is_err());
}

#[tokio::test]
async fn an_envelope_has_one_sensor_and_keeps_each_student_s_order() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    let from = |sensor: &str, student: &str, id: &str| Outgoing {
        sensor: sensor.to_owned(),
        ..event(student, id)
    };
    for event in [
        from("https://one.example", "maya", "1"),
        from("https://two.example", "maya", "2"),
        from("https://one.example", "maya", "3"),
        from("https://one.example", "theo", "4"),
    ] {
        outbox.accept(&event).await.unwrap();
    }
    world.deliver(&outbox);
    emptied(&outbox).await;
    assert_eq!(
        world.platform.envelopes(),
        [vec!["1", "4"], vec!["2"], vec!["3"]]
    );
}
