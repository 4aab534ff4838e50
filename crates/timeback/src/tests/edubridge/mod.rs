//! The EduBridge client: requests, and decoding of responses with the deviations of live data.

mod answers;
mod changes;
mod malformed;
mod questions;

use serde_json::{Value, json};

use super::{
    upstream::{Reply, Route},
    world::World,
};

/// A world in which EduBridge always sends this response.
async fn answering(response: Value) -> World {
    let world = World::new().await;
    world
        .upstream
        .always(Route::EduBridge, Reply::json(response));
    world
}

/// Method and URL of each request to EduBridge, and its body if any.
fn asked(world: &World) -> Vec<String> {
    let hits = world.upstream.hits(Route::EduBridge);
    hits.iter()
        .map(|hit| {
            let line = format!("{} {} {}", hit.method, hit.uri, hit.body);
            line.trim_end().to_owned()
        })
        .collect()
}

/// A minimal enrollment of live data, with a numeric id.
fn bare_enrollment() -> Value {
    json!({ "id": 7, "role": "student", "course": { "id": 5, "title": "Math 5", "metadata": null }, "school": null })
}
