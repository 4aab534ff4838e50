//! Lists of users and audit events: pagination, sort order and filters.

use serde_json::{Value, json};

use super::{
    admin::Office,
    client::{MAYA, PASSWORD, refusal, text},
};
use crate::{clock::MINUTE, store::Store, world::World};

async fn of_students(store: Store) -> Office {
    let world = World::on_with(store, &[("AUTH_AUTOCONFIRM", "true")]).await;
    let office = Office::of(world).await;
    for name in ["a_b", "axb", "leon", "maya"] {
        office.world.clock.pass(MINUTE);
        office.create(&format!("{name}@example.com")).await;
    }
    office
}

async fn names(office: &Office, query: &str) -> Vec<String> {
    let path = format!("/admin/users?{query}");
    let answer = office.client.get(&path, &office.token).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let users = answer.json()["users"].as_array().unwrap().clone();
    let name = |user: &Value| text(&user["email"]).split('@').next().unwrap().to_owned();
    users.iter().map(name).collect()
}

async fn an_empty_parameter_is_as_good_as_none(store: Store) {
    let office = of_students(store).await;
    for query in [
        "page=&per_page=",
        "filter=&sort=",
        "page=0&per_page=99999999999999999999",
        "",
    ] {
        assert_eq!(
            names(&office, query).await,
            ["maya", "leon", "axb", "a_b"],
            "{query}"
        );
    }
    for wrong in [
        "page=x",
        "page=-1",
        "per_page=1.5",
        "page=%2B1",
        "page=1&page=2",
        "sort=email",
        "sort=created_at+up",
    ] {
        let path = format!("/admin/users?{wrong}");
        let answer = office.client.get(&path, &office.token).await;
        assert_eq!(
            refusal(&answer),
            (400, "validation_failed".to_owned()),
            "{wrong}"
        );
    }
}

async fn users_come_in_the_order_and_choice_that_is_asked_for_on_every_page(store: Store) {
    let office = of_students(store).await;
    let ascending = "sort=created_at+asc";
    assert_eq!(
        names(&office, ascending).await,
        ["a_b", "axb", "leon", "maya"]
    );
    assert_eq!(names(&office, "sort=created_at%20DESC").await[0], "maya");
    assert_eq!(names(&office, "sort=created_at").await[0], "maya");
    assert_eq!(names(&office, "filter=A_B").await, ["a_b"], "no wildcard");
    assert_eq!(names(&office, "filter=%25").await, [""; 0]);
    office.create("zoe@exämple.org").await;
    for filter in ["ex%C3%A4mple", "EX%C3%A4MPLE", "xn--exmple-cua"] {
        assert_eq!(
            names(&office, &format!("filter={filter}")).await,
            ["zoe"],
            "{filter}"
        );
    }
    // Each page links to the next one with the same filter and order.
    let mut path = format!("/admin/users?page=1&per_page=1&filter=example.com&{ascending}");
    let mut seen = Vec::new();
    loop {
        let answer = office.client.get(&path, &office.token).await;
        seen.push(text(&answer.json()["users"][0]["email"]).to_owned());
        let link = answer.header("link").unwrap();
        let next = link.split(", ").find(|link| link.contains("rel=\"next\""));
        let Some(next) = next else { break };
        let next = next.trim_start_matches("</auth/v1").split('>').next();
        next.unwrap().clone_into(&mut path);
        assert!(
            path.starts_with("/admin/users?page="),
            "auth-js reads {path}"
        );
    }
    assert_eq!(seen.len(), 4);
    assert_eq!(
        (seen[0].as_str(), seen[3].as_str()),
        ("a_b@example.com", MAYA)
    );
}

async fn actions(office: &Office, query: &str) -> Vec<String> {
    let path = format!("/admin/audit?query={query}");
    let answer = office.client.get(&path, &office.token).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let entries = answer.json().as_array().unwrap().clone();
    let total = answer.header("x-total-count").unwrap().parse();
    assert_eq!(total, Ok(entries.len()));
    entries
        .iter()
        .map(|entry| text(&entry["payload"]["action"]).to_owned())
        .collect()
}

async fn the_log_is_filtered_by_author_action_and_type(store: Store) {
    let office = of_students(store).await;
    let session = office.client.sign_in(PASSWORD).await.json();
    office.client.refresh(&session["refresh_token"]).await;
    office
        .client
        .sign_out("/logout", text(&session["access_token"]))
        .await;
    assert_eq!(actions(&office, "action:logout").await, ["logout"]);
    assert_eq!(actions(&office, "action:LOG").await, ["logout", "login"]);
    assert_eq!(actions(&office, "action:user_signedup").await.len(), 4);
    assert_eq!(actions(&office, "action:user%25").await, [""; 0]);
    assert_eq!(actions(&office, "type:account").await, ["logout", "login"]);
    assert_eq!(actions(&office, "type:token").await, ["token_refreshed"]);
    assert_eq!(actions(&office, "type:nothing").await, [""; 0]);
    let of_maya = ["logout", "token_refreshed", "login"];
    assert_eq!(actions(&office, "author:maya@").await, of_maya);
    let id = text(&session["user"]["id"]);
    assert_eq!(actions(&office, &format!("author:{id}")).await, of_maya);
    let all = actions(&office, "").await;
    for everything in ["author:", "action:", "type:"] {
        assert_eq!(actions(&office, everything).await, all, "{everything}");
    }
    for unknown in ["nonsense:x", "action", ":", "Action:login"] {
        let path = format!("/admin/audit?query={unknown}");
        let answer = office.client.get(&path, &office.token).await;
        assert_eq!(
            refusal(&answer),
            (400, "validation_failed".to_owned()),
            "{unknown}"
        );
    }
    let path = "/admin/audit?query=action:user_signedup&per_page=1";
    let answer = office.client.get(path, &office.token).await;
    let link = answer.header("link").unwrap();
    assert!(link.contains("query=action%3Auser_signedup"), "{link}");
    assert_eq!(answer.json()[0]["payload"]["log_type"], "team");
}

crate::store::on_both_engines!(
    an_empty_parameter_is_as_good_as_none,
    users_come_in_the_order_and_choice_that_is_asked_for_on_every_page,
    the_log_is_filtered_by_author_action_and_type,
);

#[tokio::test]
async fn what_has_not_happened_to_a_user_is_null_as_the_seed_says_and_not_left_out_as_gotrue_does()
{
    let office = Office::of(World::new().await).await;
    let user = json!({ "email": MAYA });
    let user = office
        .send(axum::http::Method::POST, "/admin/users", user)
        .await
        .json();
    for instant in [
        "email_confirmed_at",
        "phone_confirmed_at",
        "confirmed_at",
        "last_sign_in_at",
    ] {
        assert_eq!(user.get(instant), Some(&Value::Null), "{instant}");
    }
    for instant in [
        "invited_at",
        "recovery_sent_at",
        "banned_until",
        "deleted_at",
    ] {
        assert_eq!(user.get(instant), None, "{instant}");
    }
}
