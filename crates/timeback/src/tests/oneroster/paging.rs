//! The end of a list: by link, by count, or by a page that is not full.

use futures_util::TryStreamExt;
use serde_json::json;

use super::{
    super::{
        upstream::{Reply, Route},
        world::World,
    },
    asked, counted, courses, pairs,
};
use crate::oneroster::Progress;

/// The ids of all records.
async fn walked(world: &World) -> Vec<String> {
    let courses = world.timeback.oneroster().courses().stream(pairs());
    courses
        .map_ok(|course| course.sourced_id)
        .try_collect()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_link_continues_with_the_same_query() {
    let world = World::new().await;
    let link = |offset: u32| {
        let path = "/ims/oneroster/rostering/v1p2/courses";
        format!(r#"<{path}?limit=3&offset={offset}&filter=evil>; rel="next""#)
    };
    let first = Reply::json(courses(0, 2)).header("link", link(5));
    world.upstream.once(Route::Roster, first);
    world
        .upstream
        .once(Route::Roster, Reply::json(courses(5, 6)));
    assert_eq!(walked(&world).await, ["c0", "c1", "c5"]);
    assert_eq!(asked(&world), ["limit=2&offset=0", "limit=3&offset=5"]);
}

#[tokio::test]
async fn a_link_to_another_list_is_ignored() {
    let world = World::new().await;
    let evil = r#"<https://evil.example.com/courses?limit=2&offset=2>; rel="next""#;
    let last = counted(0, 2, json!({ "totalCount": 2 })).header("link", evil);
    world.upstream.always(Route::Roster, last);
    assert_eq!(walked(&world).await, ["c0", "c1"]);
    assert_eq!(world.upstream.count(Route::Roster), 1);
}

#[tokio::test]
async fn the_header_s_total_takes_precedence() {
    let world = World::new().await;
    let first = counted(0, 2, json!({ "totalCount": 2 })).header("x-total-count", "3");
    world.upstream.once(Route::Roster, first);
    let last = Reply::json(courses(2, 3)).header("x-total-count", "3");
    world.upstream.once(Route::Roster, last);
    assert_eq!(walked(&world).await, ["c0", "c1", "c2"]);
}

#[tokio::test]
async fn the_envelope_s_counts_decide_even_as_strings() {
    let world = World::new().await;
    let counts = [
        json!({ "totalCount": "4" }),
        json!({ "totalCount": 4, "pageCount": null }),
    ];
    for (from, counts) in [0, 2].into_iter().zip(counts) {
        let page = counted(from, from + 2, counts);
        world.upstream.once(Route::Roster, page);
    }
    assert_eq!(walked(&world).await.len(), 4);
    assert_eq!(world.upstream.count(Route::Roster), 2);

    for number in [1, 2] {
        let counts = json!({ "pageNumber": number, "pageCount": 2 });
        let page = counted(number * 2, number * 2 + 2, counts);
        world.upstream.once(Route::Roster, page);
    }
    assert_eq!(walked(&world).await.len(), 4);
    assert_eq!(world.upstream.count(Route::Roster), 4);
}

#[tokio::test]
async fn without_any_counts_a_full_page_is_not_the_last() {
    let world = World::new().await;
    for page in [courses(0, 2), courses(2, 4), courses(4, 4)] {
        world.upstream.once(Route::Roster, Reply::json(page));
    }
    assert_eq!(walked(&world).await.len(), 4);
    assert_eq!(
        asked(&world),
        ["limit=2&offset=0", "limit=2&offset=2", "limit=2&offset=4"]
    );
}

#[tokio::test]
async fn pages_report_the_progress() {
    let world = World::new().await;
    for (from, to) in [(0, 2), (2, 3)] {
        let page = counted(from, to, json!({ "totalCount": 3 }));
        world.upstream.once(Route::Roster, page);
    }
    let pages = world.timeback.oneroster().courses().pages(pairs());
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    let progress: Vec<_> = pages.iter().map(|page| page.progress).collect();
    let total = Some(3);
    let expected = [(1, 2), (2, 3)].map(|(pages, fetched)| Progress {
        pages,
        fetched,
        total,
    });
    assert_eq!(progress, expected);
    assert_eq!(pages[0].next_offset, Some(2));
    assert_eq!(pages[1].next_offset, None);
}

#[tokio::test]
async fn pages_are_fetched_on_demand() {
    let world = World::new().await;
    let page = counted(0, 2, json!({ "totalCount": 1000 }));
    world.upstream.always(Route::Roster, page);
    let mut courses = world.timeback.oneroster().courses().stream(pairs());
    assert_eq!(world.upstream.count(Route::Roster), 0);
    courses.try_next().await.unwrap();
    courses.try_next().await.unwrap();
    drop(courses);
    assert_eq!(world.upstream.count(Route::Roster), 1);
}
