use jiff::Timestamp;

use super::world::{World, accept, emptied, event};
use timeback::outbox::OutboxError;

#[tokio::test]
async fn a_duplicate_event_is_queued_once() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    accept(&outbox, &["a", "a", "b", "a"]).await;
    let depth = outbox.depth().await.unwrap();
    assert_eq!((depth.waiting, depth.dead), (2, 0));
    assert!(depth.oldest_at.is_some());
}

#[tokio::test]
async fn a_full_outbox_rejects_events_until_some_are_delivered() {
    let world = World::new().await;
    let outbox = world.outbox_for(2).await;
    accept(&outbox, &["a", "b"]).await;
    let refused = outbox.accept(&event("maya", "c")).await;
    assert!(matches!(refused, Err(OutboxError::Full)));
    accept(&outbox, &["a"]).await;
    world.deliver(&outbox);
    emptied(&outbox).await;
    accept(&outbox, &["c"]).await;
    emptied(&outbox).await;
    assert_eq!(world.platform.events(), ["a", "b", "c"]);
}

#[tokio::test]
async fn dead_letters_are_deleted_by_age() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    accept(&outbox, &["a", "poison", "c"]).await;
    world.deliver(&outbox);
    assert_eq!(emptied(&outbox).await.dead, 1);
    let refused_before = outbox.depth().await.unwrap();
    outbox
        .delete_dead_letters_before(Timestamp::UNIX_EPOCH)
        .await
        .unwrap();
    assert_eq!(outbox.depth().await.unwrap(), refused_before);
    outbox
        .delete_dead_letters_before(Timestamp::MAX)
        .await
        .unwrap();
    assert_eq!(outbox.depth().await.unwrap().dead, 0);
}

#[tokio::test]
async fn an_undecodable_event_is_dead_lettered_and_delays_nothing() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    accept(&outbox, &["a", "b", "c"]).await;
    world.damage("b").await;
    world.deliver(&outbox);
    assert_eq!(emptied(&outbox).await.dead, 1);
    assert_eq!(world.platform.events(), ["a", "c"]);
}

#[tokio::test]
async fn concurrent_appends_are_all_stored() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    let appends: Vec<_> = (0..100)
        .map(|number| {
            let outbox = outbox.clone();
            tokio::spawn(async move {
                let event = event("maya", &number.to_string());
                outbox.accept(&event).await.unwrap();
            })
        })
        .collect();
    for one in appends {
        one.await.unwrap();
    }
    assert_eq!(outbox.depth().await.unwrap().waiting, 100);
}

#[tokio::test]
async fn concurrent_appends_never_exceed_the_capacity() {
    let world = World::new().await;
    let outbox = world.outbox_for(5).await;
    let appends: Vec<_> = (0..20)
        .map(|number| {
            let outbox = outbox.clone();
            tokio::spawn(async move {
                let event = event("maya", &number.to_string());
                outbox.accept(&event).await.is_ok()
            })
        })
        .collect();
    let mut accepted = 0;
    for one in appends {
        accepted += u32::from(one.await.unwrap());
    }
    assert_eq!((accepted, outbox.depth().await.unwrap().waiting), (5, 5));
}
