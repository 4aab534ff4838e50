use super::{People, bodies, endpoints};
use crate::{
    auth_api::client::BELIEVING,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines!(no_text_however_long_or_odd_is_a_fault_of_ours);

async fn no_text_however_long_or_odd_is_a_fault_of_ours(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    let texts = [
        "x".repeat(9_000),
        "\u{202e}\u{feff}\u{ffff}\u{1}".repeat(400),
        "é".repeat(3_000),
    ];
    for (method, path) in endpoints(&world).await {
        for body in texts.iter().flat_map(|text| bodies(text)) {
            let body = body.to_string();
            // An unpaired surrogate.
            let halved = body.replace("nul@example.com", "nul\\ud800@example.com");
            for body in [body, halved] {
                let status = people.send(&world, &method, &path, body).await.status;
                assert!(status < 500, "{method} {path}: {status}");
            }
        }
    }
}
