use serde_json::json;

use super::*;

#[test]
fn google_vouches_for_the_address() {
    let answer = json!({
        "sub": "110169484474386276334", "name": "Maya Lindqvist", "given_name": "Maya", "family_name": "Lindqvist",
        "picture": "https://lh3.googleusercontent.com/a-/AOh14Gi", "email": "maya@gmail.com", "email_verified": true, "locale": "en",
    });
    let expected = ExternalProfile {
        subject: "110169484474386276334".to_owned(),
        email: some!("maya@gmail.com"),
        email_verified: true,
        first_name: "Maya".to_owned(),
        last_name: "Lindqvist".to_owned(),
        username: None,
        picture_url: some!("https://lh3.googleusercontent.com/a-/AOh14Gi"),
    };
    assert_eq!(profile(openid, &answer), expected);
}

#[test]
fn gitlab_has_a_nickname_and_one_name() {
    let answer = json!({
        "sub": "1574083", "name": "Maya Lindqvist Holm", "nickname": "maya", "preferred_username": "maya", "email": "maya@example.com",
        "email_verified": false, "profile": "https://gitlab.com/maya", "picture": "https://secure.gravatar.com/avatar/1", "groups": [],
    });
    let read = profile(openid, &answer);
    assert_eq!(
        (read.first_name.as_str(), read.last_name.as_str()),
        ("Maya", "Lindqvist Holm")
    );
    assert_eq!(read.username, some!("maya"));
    assert!(!read.email_verified && read.verified_email().is_none());
}

#[test]
fn linkedin_may_send_the_flag_as_text() {
    let answer = json!({
        "sub": "782bbtaQ", "name": "John Doe", "given_name": "John", "family_name": "Doe",
        "picture": "https://media.licdn-ei.com/dms/image/C5F03AQ/0/", "locale": "en-US", "email": "doe@email.com", "email_verified": "true",
    });
    let read = profile(openid, &answer);
    assert!(read.email_verified);
    assert_eq!(read.verified_email().unwrap().as_str(), "doe@email.com");
}

#[test]
fn twitch_names_the_user_by_a_preferred_username() {
    let answer = json!({
        "aud": "hof5gwx0su6owfnys0nyan9c87zr6t", "exp": 1_646_862_020, "iat": 1_646_861_120, "iss": "https://id.twitch.tv/oauth2",
        "sub": "713936733", "email": "maya@example.com", "email_verified": true,
        "picture": "https://static-cdn.jtvnw.net/user-default-pictures-uv/13e5fa74.png", "preferred_username": "maya_plays",
    });
    let read = profile(openid, &answer);
    assert_eq!(
        (read.subject.as_str(), read.username),
        ("713936733", some!("maya_plays"))
    );
    assert!(read.email_verified && read.first_name.is_empty());
}

#[test]
fn microsoft_never_vouches_for_the_address() {
    let answer = json!({
        "sub": "OLu859SGc2Sr9ZsqbkG-QbeLgJlb41KcdiPoLYNpSFA", "name": "Mikah Ollenburg", "family_name": "Ollenburg", "given_name": "Mikah",
        "picture": "https://graph.microsoft.com/v1.0/me/photo/$value", "email": "mikoll@contoso.com", "email_verified": true,
    });
    let read = profile(microsoft, &answer);
    assert_eq!(read.email, some!("mikoll@contoso.com"));
    assert!(!read.email_verified && read.verified_email().is_none());
}
