use serde_json::json;

use super::*;

#[test]
fn github_shows_a_public_address_and_lists_the_others_elsewhere() {
    let answer = json!({
        "login": "octocat", "id": 1, "node_id": "MDQ6VXNlcjE=", "avatar_url": "https://github.com/images/error/octocat_happy.gif",
        "type": "User", "site_admin": false, "name": "monalisa octocat", "company": "GitHub", "email": "octocat@github.com",
    });
    let read = profile(github, &answer);
    assert_eq!(
        (read.subject.as_str(), read.username.as_deref()),
        ("1", Some("octocat"))
    );
    assert_eq!(
        (read.first_name.as_str(), read.last_name.as_str()),
        ("monalisa", "octocat")
    );
    assert!(read.verified_email().is_none());

    let emails = |verified: bool| {
        json!([
            {"email": "other@example.com", "verified": true, "primary": false, "visibility": null},
            {"email": "octocat@github.com", "verified": verified, "primary": true, "visibility": "public"},
        ])
    };
    assert_eq!(
        github_emails(&emails(true)),
        Some(("octocat@github.com".to_owned(), true))
    );
    assert_eq!(
        github_emails(&emails(false)),
        Some(("octocat@github.com".to_owned(), false))
    );
    assert_eq!(github_emails(&json!([])), None);
    assert_eq!(github_emails(&json!({"message": "Not Found"})), None);
}

#[test]
fn a_name_that_is_null_is_none() {
    let read = profile(
        github,
        &json!({"login": "octocat", "id": 1, "name": null, "email": null}),
    );
    assert_eq!((read.first_name.as_str(), read.email), ("", None));
}

#[test]
fn bitbucket_lists_the_addresses_elsewhere() {
    let answer = json!({
        "type": "user", "uuid": "{d7dd0e2d-3994-4a50-a9ee-d260b6cefdab}", "account_id": "557058:1", "display_name": "Maya Lindqvist",
        "nickname": "maya", "links": {"avatar": {"href": "https://avatar-management.services.atlassian.com/initials/ML-1.png"}},
    });
    let read = profile(bitbucket, &answer);
    assert_eq!(read.subject, "{d7dd0e2d-3994-4a50-a9ee-d260b6cefdab}");
    assert_eq!(read.username, some!("maya"));
    assert!(read.picture_url.is_some());
    let emails = json!({"values": [
        {"type": "email", "email": "old@example.com", "is_primary": false, "is_confirmed": true},
        {"type": "email", "email": "maya@example.com", "is_primary": true, "is_confirmed": true},
    ]});
    assert_eq!(
        bitbucket_emails(&emails),
        Some(("maya@example.com".to_owned(), true))
    );
}

#[test]
fn facebook_does_not_say_whether_the_address_is_verified() {
    let answer = json!({
        "id": "10158739284738291", "name": "Maya Lindqvist", "first_name": "Maya", "last_name": "Lindqvist", "email": "maya@example.com",
        "picture": {"data": {"height": 50, "is_silhouette": false, "url": "https://platform-lookaside.fbsbx.com/p.jpg", "width": 50}},
    });
    let read = profile(facebook, &answer);
    assert_eq!(read.email, some!("maya@example.com"));
    assert!(read.verified_email().is_none());
    assert_eq!(
        read.picture_url,
        some!("https://platform-lookaside.fbsbx.com/p.jpg")
    );
}

#[test]
fn discord_says_whether_the_address_is_verified_and_has_the_hash_of_a_picture() {
    let answer = json!({
        "id": "80351110224678912", "username": "nelly", "discriminator": "0", "global_name": "Nelly", "avatar": "8342729096ea3675442027381ff50dfe",
        "verified": true, "email": "nelly@discord.com", "flags": 64, "premium_type": 1,
    });
    let read = profile(discord, &answer);
    assert!(read.email_verified);
    assert_eq!(
        read.picture_url,
        some!(
            "https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png"
        )
    );
    let without = json!({"id": "80351110224678912", "username": "nelly", "avatar": null, "email": "nelly@discord.com", "verified": false});
    let read = profile(discord, &without);
    assert!(!read.email_verified && read.picture_url.is_none());
}

#[test]
fn x_gives_no_address() {
    let answer = json!({"data": {
        "id": "2244994945", "name": "X Dev", "username": "XDevelopers", "profile_image_url": "https://pbs.twimg.com/profile_images/1/x_normal.jpg",
    }});
    let read = profile(twitter, &answer);
    assert_eq!(
        (read.subject.as_str(), read.username),
        ("2244994945", some!("XDevelopers"))
    );
    assert_eq!(read.email, None);
}

#[test]
fn tiktok_gives_no_address() {
    let answer = json!({
        "data": {"user": {
            "avatar_url": "https://p19-sign.tiktokcdn-us.com/tos-avt-0068-tx/b17f0e4b.jpeg", "display_name": "Tik Toker",
            "open_id": "723f24d7-e717-40f8-a2b6-cb8464cd23b4", "union_id": "c9c60f44-a68e-4f5d-84dd-ce22faeb0ba1",
        }},
        "error": {"code": "ok", "message": "", "log_id": "20220829194722CBE87ED59D524E727021"},
    });
    let read = profile(tiktok, &answer);
    assert_eq!(read.subject, "723f24d7-e717-40f8-a2b6-cb8464cd23b4");
    assert_eq!((read.first_name.as_str(), read.email), ("Tik", None));
}

#[test]
fn dropbox_says_whether_the_address_is_verified() {
    let answer = json!({
        "account_id": "dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc", "account_type": {".tag": "business"}, "country": "US", "disabled": false,
        "email": "franz@dropbox.com", "email_verified": true, "locale": "en",
        "name": {"abbreviated_name": "FF", "display_name": "Franz Ferdinand (Personal)", "familiar_name": "Franz", "given_name": "Franz", "surname": "Ferdinand"},
    });
    let read = profile(dropbox, &answer);
    assert!(read.email_verified);
    assert_eq!(
        (read.first_name.as_str(), read.last_name.as_str()),
        ("Franz", "Ferdinand")
    );
}

#[test]
fn notion_describes_the_owner_in_the_token_answer_or_around_a_bot() {
    let user = json!({
        "object": "user", "id": "e79a0b74-3aba-4149-9f74-0bb5791a6ee6", "name": "Avocado Lovelace", "type": "person",
        "avatar_url": "https://secure.notion-static.com/e6a352a8-8381-44d0-a1dc-9ed80e62b53d.jpg", "person": {"email": "avo@example.org"},
    });
    let read = profile(notion, &user);
    assert_eq!(read.subject, "e79a0b74-3aba-4149-9f74-0bb5791a6ee6");
    assert!(read.email.is_some() && read.verified_email().is_none());
    let bot = json!({"object": "user", "id": "9188c6a5", "name": "Pickle", "type": "bot", "bot": {"owner": {"type": "user", "user": user}}});
    assert_eq!(profile(notion, &bot), read);
    // A bot of a workspace is nobody.
    let workspace = json!({"object": "user", "id": "9188c6a5", "type": "bot", "bot": {"owner": {"type": "workspace", "workspace": true}}});
    assert_eq!(notion(&workspace), None);
}

#[test]
fn hubspot_describes_the_token() {
    let answer = json!({
        "token": "CJSP5qf1KhICAQE", "user": "maya@hubspot.com", "hub_domain": "demo.hubapi.com", "scopes": ["oauth"], "hub_id": 62515,
        "app_id": 456, "expires_in": 1754, "user_id": 123, "token_type": "access",
    });
    let read = profile(hubspot, &answer);
    assert_eq!(
        (read.subject.as_str(), read.email.as_deref()),
        ("123", Some("maya@hubspot.com"))
    );
    assert!(read.verified_email().is_none());
}
