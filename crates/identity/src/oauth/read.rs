//! Reads providers' answers about a user. Each reader returns `None` when there is no subject.

use database::storable;
use serde_json::Value;

use crate::ExternalProfile;

/// Reads the answer about the user.
pub type ReadUser = fn(&Value) -> Option<ExternalProfile>;

/// Reads the primary address and whether it is verified.
pub type ReadEmails = fn(&Value) -> Option<(String, bool)>;

/// The longest text that is kept of a provider's answer.
const LONGEST: usize = 2048;

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 100;

/// The text at this JSON pointer, if it is one and not empty.
fn text(answer: &Value, pointer: &str) -> Option<String> {
    let text = storable(answer.pointer(pointer)?.as_str()?.trim());
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

/// The text or number at this JSON pointer.
fn id(answer: &Value, pointer: &str) -> Option<String> {
    let number = answer.pointer(pointer).and_then(Value::as_i64);
    text(answer, pointer).or_else(|| number.map(|it| it.to_string()))
}

/// The name at this JSON pointer, on one line, or "".
fn name(answer: &Value, pointer: &str) -> String {
    let name = text(answer, pointer).unwrap_or_default();
    let kept = name.chars().filter(|it| !it.is_control());
    kept.take(LONGEST_NAME).collect()
}

/// The whole name at this JSON pointer, as first and last name.
fn whole_name(answer: &Value, pointer: &str) -> (String, String) {
    let whole = name(answer, pointer);
    match whole.split_once(' ') {
        Some((first, last)) => (first.to_owned(), last.trim().to_owned()),
        None => (whole, String::new()),
    }
}

/// Whether the flag at this JSON pointer is set: some providers send it as text.
fn is_set(answer: &Value, pointer: &str) -> bool {
    match answer.pointer(pointer) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(flag)) => flag == "true",
        _ => false,
    }
}

/// The URL at this JSON pointer, if it is one of the web.
fn url(answer: &Value, pointer: &str) -> Option<String> {
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    text(answer, pointer).filter(is_web)
}

/// The standard claims of OpenID Connect.
pub fn openid(answer: &Value) -> Option<ExternalProfile> {
    let (first, last) = whole_name(answer, "/name");
    let (given, family) = (name(answer, "/given_name"), name(answer, "/family_name"));
    let has_parts = !given.is_empty() || !family.is_empty();
    let (first_name, last_name) = if has_parts {
        (given, family)
    } else {
        (first, last)
    };
    Some(ExternalProfile {
        subject: id(answer, "/sub")?,
        email: text(answer, "/email"),
        email_verified: is_set(answer, "/email_verified"),
        first_name,
        last_name,
        username: text(answer, "/preferred_username").or_else(|| text(answer, "/nickname")),
        picture_url: url(answer, "/picture"),
    })
}

/// Microsoft's claims: `email` is whatever a tenant's administrator wrote, so it is never verified.
pub fn microsoft(answer: &Value) -> Option<ExternalProfile> {
    Some(ExternalProfile {
        email_verified: false,
        ..openid(answer)?
    })
}

/// GitHub: `email` is the address that the user shows to everyone, if they do.
pub fn github(answer: &Value) -> Option<ExternalProfile> {
    let (first_name, last_name) = whole_name(answer, "/name");
    Some(ExternalProfile {
        subject: id(answer, "/id")?,
        email: text(answer, "/email"),
        email_verified: false,
        first_name,
        last_name,
        username: text(answer, "/login"),
        picture_url: url(answer, "/avatar_url"),
    })
}

/// GitHub's list of addresses.
pub fn github_emails(answer: &Value) -> Option<(String, bool)> {
    let mut emails = answer.as_array()?.iter();
    let primary = emails.find(|it| is_set(it, "/primary"))?;
    Some((text(primary, "/email")?, is_set(primary, "/verified")))
}

/// Bitbucket.
pub fn bitbucket(answer: &Value) -> Option<ExternalProfile> {
    let (first_name, last_name) = whole_name(answer, "/display_name");
    Some(ExternalProfile {
        subject: text(answer, "/uuid")?,
        first_name,
        last_name,
        username: text(answer, "/username").or_else(|| text(answer, "/nickname")),
        picture_url: url(answer, "/links/avatar/href"),
        ..ExternalProfile::default()
    })
}

/// Bitbucket's list of addresses.
pub fn bitbucket_emails(answer: &Value) -> Option<(String, bool)> {
    let mut emails = answer.pointer("/values")?.as_array()?.iter();
    let primary = emails.find(|it| is_set(it, "/is_primary"))?;
    Some((text(primary, "/email")?, is_set(primary, "/is_confirmed")))
}

/// Facebook, which does not say whether the address is verified.
pub fn facebook(answer: &Value) -> Option<ExternalProfile> {
    Some(ExternalProfile {
        subject: id(answer, "/id")?,
        email: text(answer, "/email"),
        first_name: name(answer, "/first_name"),
        last_name: name(answer, "/last_name"),
        picture_url: url(answer, "/picture/data/url"),
        ..ExternalProfile::default()
    })
}

/// Discord.
pub fn discord(answer: &Value) -> Option<ExternalProfile> {
    let subject = id(answer, "/id")?;
    let (first_name, last_name) = whole_name(answer, "/global_name");
    let picture = text(answer, "/avatar");
    Some(ExternalProfile {
        email: text(answer, "/email"),
        email_verified: is_set(answer, "/verified"),
        first_name,
        last_name,
        username: text(answer, "/username"),
        picture_url: picture
            .map(|hash| format!("https://cdn.discordapp.com/avatars/{subject}/{hash}.png")),
        subject,
    })
}

/// X, which gives no address.
pub fn twitter(answer: &Value) -> Option<ExternalProfile> {
    let (first_name, last_name) = whole_name(answer, "/data/name");
    Some(ExternalProfile {
        subject: id(answer, "/data/id")?,
        first_name,
        last_name,
        username: text(answer, "/data/username"),
        picture_url: url(answer, "/data/profile_image_url"),
        ..ExternalProfile::default()
    })
}

/// `TikTok`, which gives no address.
pub fn tiktok(answer: &Value) -> Option<ExternalProfile> {
    let (first_name, last_name) = whole_name(answer, "/data/user/display_name");
    Some(ExternalProfile {
        subject: text(answer, "/data/user/open_id")?,
        first_name,
        last_name,
        username: text(answer, "/data/user/username"),
        picture_url: url(answer, "/data/user/avatar_url"),
        ..ExternalProfile::default()
    })
}

/// Dropbox.
pub fn dropbox(answer: &Value) -> Option<ExternalProfile> {
    Some(ExternalProfile {
        subject: text(answer, "/account_id")?,
        email: text(answer, "/email"),
        email_verified: is_set(answer, "/email_verified"),
        first_name: name(answer, "/name/given_name"),
        last_name: name(answer, "/name/surname"),
        username: None,
        picture_url: url(answer, "/profile_photo_url"),
    })
}

/// Notion, which does not say whether the address is verified: the user of the token answer, or the owner of the bot that
/// the token is for.
pub fn notion(answer: &Value) -> Option<ExternalProfile> {
    let user = match answer.get("bot") {
        Some(bot) => bot.pointer("/owner/user")?,
        None => answer,
    };
    let (first_name, last_name) = whole_name(user, "/name");
    Some(ExternalProfile {
        subject: text(user, "/id")?,
        email: text(user, "/person/email"),
        first_name,
        last_name,
        picture_url: url(user, "/avatar_url"),
        ..ExternalProfile::default()
    })
}

/// `HubSpot`, which describes a token: `user` is the address, and is not said to be verified.
pub fn hubspot(answer: &Value) -> Option<ExternalProfile> {
    Some(ExternalProfile {
        subject: id(answer, "/user_id")?,
        email: text(answer, "/user"),
        ..ExternalProfile::default()
    })
}

#[cfg(test)]
mod tests;
