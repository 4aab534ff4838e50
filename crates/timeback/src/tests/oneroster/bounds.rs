//! Lists that do not end.

use std::time::Duration;

use futures_util::TryStreamExt;
use serde_json::json;

use super::{
    super::{
        upstream::{Reply, Route},
        world::{World, chain},
    },
    counted, courses, pairs,
};
use crate::{
    Error, Failure,
    oneroster::{Course, PagingError, Query},
};

/// The number of courses received before the pagination failed, and the error.
async fn given_up(world: &World, query: Query<Course>) -> (usize, Error) {
    let mut courses = world.timeback.oneroster().courses().stream(query);
    let mut count = 0;
    loop {
        match courses.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("the walk ended well after {count} courses"),
            Err(error) => {
                assert!(courses.try_next().await.unwrap().is_none(), "it went on");
                return (count, error);
            }
        }
    }
}

fn is(error: &Error, expected: PagingError) -> bool {
    matches!(error.failure, Failure::Paging(paging) if paging == expected)
}

#[tokio::test]
async fn a_repeated_page_ends_the_pagination() {
    let world = World::new().await;
    let page = Reply::json(courses(0, 2));
    world.upstream.always(Route::Roster, page);
    let (count, error) = given_up(&world, pairs()).await;
    assert!(is(&error, PagingError::Repeated));
    assert_eq!(chain(&error), "OneRoster repeats its pages");
    assert_eq!((count, world.upstream.count(Route::Roster)), (2, 2));
}

#[tokio::test]
async fn a_cycle_of_pages_ends_the_pagination() {
    let world = World::new().await;
    for page in [courses(0, 2), courses(2, 4), courses(0, 2)] {
        world.upstream.once(Route::Roster, Reply::json(page));
    }
    let (count, error) = given_up(&world, pairs()).await;
    assert!(is(&error, PagingError::Repeated));
    assert_eq!(count, 4);
}

#[tokio::test]
async fn a_backward_link_ends_the_pagination() {
    let world = World::new().await;
    let back = r#"<?limit=2&offset=0>; rel="next""#;
    let page = Reply::json(courses(0, 2)).header("link", back);
    world.upstream.once(Route::Roster, page);
    let (count, error) = given_up(&world, pairs()).await;
    assert!(is(&error, PagingError::Repeated));
    assert_eq!((count, world.upstream.count(Route::Roster)), (2, 1));
}

#[tokio::test]
async fn an_empty_page_before_the_total_is_an_error() {
    let world = World::new().await;
    let empty = counted(0, 0, json!({ "totalCount": 9 }));
    world.upstream.always(Route::Roster, empty);
    let (_, error) = given_up(&world, pairs()).await;
    assert!(is(&error, PagingError::Repeated));
    assert_eq!(world.upstream.count(Route::Roster), 1);
}

#[tokio::test]
async fn more_records_than_allowed_are_an_error_and_exactly_as_many_are_not() {
    let world = World::new().await;
    let two_pages = || {
        for (from, to) in [(0, 2), (2, 3)] {
            world
                .upstream
                .once(Route::Roster, Reply::json(courses(from, to)));
        }
    };
    two_pages();
    let (count, error) = given_up(&world, pairs().at_most(2)).await;
    assert!(is(&error, PagingError::TooManyRecords { limit: 2 }));
    assert_eq!(count, 2);
    two_pages();
    let courses = world.timeback.oneroster().courses();
    let all: Vec<_> = courses
        .stream(pairs().at_most(3))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 3);
}

#[tokio::test]
async fn the_page_limit_is_checked_before_the_request() {
    let world = World::new().await;
    world
        .upstream
        .once(Route::Roster, Reply::json(courses(0, 2)));
    let (count, error) = given_up(&world, pairs().at_most_pages(1)).await;
    assert!(is(&error, PagingError::TooManyPages { limit: 1 }));
    assert_eq!((count, world.upstream.count(Route::Roster)), (2, 1));
}

#[tokio::test]
async fn an_error_is_yielded_in_order_and_ends_the_stream() {
    let world = World::new().await;
    world
        .upstream
        .once(Route::Roster, Reply::json(courses(0, 2)));
    world.upstream.once(Route::Roster, Reply::text(403, "{}"));
    let (count, error) = given_up(&world, pairs()).await;
    assert_eq!(count, 2);
    assert!(matches!(error.failure, Failure::Status { status: 403, .. }));
}

#[tokio::test]
async fn each_page_has_its_own_deadline() {
    let timeout = Duration::from_secs(1);
    let world = World::with(|config| config.timeout = timeout).await;
    for (from, to) in [(0, 2), (2, 3)] {
        let page = Reply::json(courses(from, to));
        world.upstream.once(Route::Roster, page);
    }
    let mut pages = world.timeback.oneroster().courses().pages(pairs());
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 2);
    tokio::time::sleep(timeout).await;
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 1);
}
