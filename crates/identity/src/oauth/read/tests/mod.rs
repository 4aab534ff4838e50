//! The answers have the shape that each provider's documentation shows.

use serde_json::json;

use super::*;

fn profile(read: ReadUser, answer: &Value) -> ExternalProfile {
    read(answer).expect("a profile")
}

/// A text that is there.
macro_rules! some {
    ($text:literal) => {
        Some(String::from($text))
    };
}

mod oauth2;
mod openid;

#[test]
fn without_a_subject_there_is_no_profile() {
    let readers: [ReadUser; 11] = [
        openid, microsoft, github, bitbucket, facebook, discord, twitter, tiktok, dropbox, notion,
        hubspot,
    ];
    for read in readers {
        for answer in [
            json!({}),
            json!([]),
            json!({"id": "", "sub": "", "account_id": null}),
            json!({"data": {"user": {}}}),
        ] {
            assert_eq!(read(&answer), None, "{answer}");
        }
    }
}

#[test]
fn what_a_provider_writes_is_storable_short_and_no_script() {
    let answer = json!({
        "sub": "1", "name": "a\u{0}b\n".repeat(200), "picture": "javascript:alert(1)", "email": "maya@example.com\u{0}", "email_verified": true,
    });
    let read = profile(openid, &answer);
    assert!(
        !read.first_name.contains(['\0', '\n']) && read.first_name.chars().count() <= LONGEST_NAME
    );
    assert_eq!(read.picture_url, None);
    assert_eq!(read.verified_email().unwrap().as_str(), "maya@example.com");
}
