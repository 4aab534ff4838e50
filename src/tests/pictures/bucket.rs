//! Pictures in an S3-compatible bucket: a server of ours that keeps objects in memory.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse as _, Response},
    routing::any,
};
use tokio::net::TcpListener;

use super::{count, fetch, path_in, png, upload};
use crate::{
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_picture_is_kept_in_the_bucket_and_nowhere_else,];

/// A bucket's objects, by their names, with their media types.
#[derive(Clone, Default)]
struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, (String, Bytes)>>>,
    is_down: Arc<AtomicBool>,
}

impl Bucket {
    /// Starts its server; returns its address.
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/school/{*object}", any(answer))
            .with_state(self.clone());
        tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        address
    }

    fn names(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }
}

async fn answer(
    State(bucket): State<Bucket>,
    Path(object): Path<String>,
    method: Method,
    headers: HeaderMap,
    content: Bytes,
) -> Response {
    let signed = headers["authorization"].to_str().unwrap();
    assert!(
        signed.starts_with("AWS4-HMAC-SHA256 Credential=id/"),
        "{signed}"
    );
    if bucket.is_down.load(Ordering::Relaxed) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut objects = bucket.objects.lock().unwrap();
    match method {
        Method::PUT => {
            let kind = headers["content-type"].to_str().unwrap().to_owned();
            objects.insert(object, (kind, content));
            [("etag", "\"1\"")].into_response()
        }
        Method::GET => match objects.get(&object) {
            Some((_, content)) => {
                let about = [
                    ("etag", "\"1\""),
                    ("last-modified", "Fri, 27 Nov 2026 10:00:00 GMT"),
                ];
                (about, content.clone()).into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::DELETE => {
            objects.remove(&object);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

async fn world_with(store: Store, bucket: &Bucket) -> World {
    let address = bucket.start().await;
    let variables = [
        ("PICTURE_STORAGE_URL", "s3://school/pictures"),
        ("AWS_ENDPOINT_URL", address.as_str()),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    World::on_with(store, &variables).await
}

async fn a_picture_is_kept_in_the_bucket_and_nowhere_else(store: Store) {
    let bucket = Bucket::default();
    let world = world_with(store, &bucket).await;
    let (maya, leon) = (
        world.student(STUDENT).await,
        world.student("new.student@example.com").await,
    );
    let red = png([200, 30, 30]);
    maya.send(upload("/account/picture", "file", "me.png", &red))
        .await;
    let path = path_in(&maya.get("/account").await.body);
    let names = bucket.names();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names[0].starts_with(&path.replace("/pictures/", "pictures/"))
            && names[0].ends_with("/large"),
        "{names:?}"
    );
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM images WHERE large IS NULL AND small IS NULL")
            .await,
        1
    );
    let served = fetch(&world, &format!("{path}?size=64")).await;
    assert_eq!(
        image::load_from_memory(&served.content).unwrap().width(),
        64
    );
    let export = maya.get("/account/export").await.json();
    assert!(export["picture"]["base64"].as_str().unwrap().len() > 100);
    // The second one of the same picture needs no objects of its own.
    leon.send(upload("/account/picture", "file", "me.png", &red))
        .await;
    assert_eq!(bucket.names(), names);
    maya.tell("picture/remove", &[]).await;
    assert_eq!(bucket.names(), names);
    leon.tell("picture/remove", &[]).await;
    assert_eq!(bucket.names(), [""; 0]);
    assert_eq!(world.number("SELECT COUNT(*) FROM image_objects").await, 0);
}

#[tokio::test]
async fn what_a_failing_bucket_left_behind_is_deleted_later() {
    let bucket = Bucket::default();
    let world = world_with(Store::sqlite(), &bucket).await;
    let maya = world.student(STUDENT).await;
    let red = png([200, 30, 30]);
    maya.send(upload("/account/picture", "file", "me.png", &red))
        .await;
    let path = path_in(&maya.get("/account").await.body);
    bucket.is_down.store(true, Ordering::Relaxed);
    assert_eq!(fetch(&world, &path).await.response.status(), 503);
    let failed = maya
        .send(upload(
            "/account/picture",
            "file",
            "me.png",
            &png([1, 2, 3]),
        ))
        .await;
    assert_eq!(failed.status, 503);
    maya.tell("picture/remove", &[]).await;
    assert_eq!((count(&world).await, bucket.names().len()), (0, 2));
    assert_eq!(fetch(&world, &path).await.response.status(), 404);
    bucket.is_down.store(false, Ordering::Relaxed);
    world.clock.pass(std::time::Duration::from_hours(2));
    world.state.identity.clean_up().await.unwrap();
    assert_eq!(bucket.names(), [""; 0]);
    assert_eq!(world.number("SELECT COUNT(*) FROM image_objects").await, 0);
}
