use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{AdministeredUser, PictureId, SessionId, Username};

/// The user and session that a token is issued for.
pub(crate) struct TokenSubject<'a> {
    pub user: &'a AdministeredUser,
    pub session: &'a SessionId,
    /// The origin of the server's pages.
    pub origin: &'a str,
}

/// A part of a claim's text.
#[derive(Debug, PartialEq)]
pub(crate) enum Part<'a> {
    /// Text that stays as it is.
    Text(&'a str),
    /// The alternatives of a shortcode such as `{{user.public_metadata.role || 'student'}}`: the first that has a value
    /// counts, else the last.
    Shortcode(Vec<Operand>),
}

/// An alternative of a shortcode.
#[derive(Debug, PartialEq)]
pub(crate) enum Operand {
    Literal(Value),
    Path(Path),
}

/// What a shortcode may read: there is no path to private metadata.
#[derive(Debug, PartialEq)]
pub(crate) enum Path {
    UserId,
    ExternalId,
    PrimaryEmailAddress,
    EmailVerified,
    FirstName,
    LastName,
    FullName,
    Username,
    ImageUrl,
    CreatedAt,
    UpdatedAt,
    LastSignInAt,
    TwoFactorEnabled,
    PublicMetadata(Vec<String>),
    UnsafeMetadata(Vec<String>),
    SessionId,
}

/// Splits a claim's text into its parts.
///
/// # Errors
/// Returns the shortcode that is not known, or not closed.
pub(crate) fn parse(text: &str) -> Result<Vec<Part<'_>>, String> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        let end = end_of_shortcode(after).ok_or_else(|| format!("{{{{{after}"))?;
        let code = &after[..end];
        let operands: Option<Vec<Operand>> = alternatives(code).map(parse_operand).collect();
        let operands = operands.ok_or_else(|| format!("{{{{{code}}}}}"))?;
        parts.push(Part::Shortcode(operands));
        rest = &after[end + 2..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    Ok(parts)
}

/// Where the shortcode is closed: braces inside quotes do not close it.
fn end_of_shortcode(code: &str) -> Option<usize> {
    let mut is_quoted = false;
    for (at, letter) in code.char_indices() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            '}' if !is_quoted && code[at..].starts_with("}}") => return Some(at),
            _ => {}
        }
    }
    None
}

/// The alternatives between `||`, which does not separate inside quotes.
fn alternatives(code: &str) -> impl Iterator<Item = &str> {
    let (mut found, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, letter) in code.char_indices() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            '|' if !is_quoted && at >= start && code[at..].starts_with("||") => {
                found.push(code[start..at].trim());
                start = at + 2;
            }
            _ => {}
        }
    }
    found.push(code[start..].trim());
    found.into_iter()
}

fn parse_operand(text: &str) -> Option<Operand> {
    let quoted = text
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    if let Some(quoted) = quoted {
        return (!quoted.contains('\'')).then(|| Operand::Literal(json!(quoted)));
    }
    match serde_json::from_str(text) {
        Ok(literal @ (Value::Bool(_) | Value::Number(_))) => Some(Operand::Literal(literal)),
        _ => Path::parse(text).map(Operand::Path),
    }
}

impl Path {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "user.id" => Self::UserId,
            "user.external_id" => Self::ExternalId,
            "user.primary_email_address" => Self::PrimaryEmailAddress,
            "user.email_verified" => Self::EmailVerified,
            "user.first_name" => Self::FirstName,
            "user.last_name" => Self::LastName,
            "user.full_name" => Self::FullName,
            "user.username" => Self::Username,
            "user.image_url" => Self::ImageUrl,
            "user.created_at" => Self::CreatedAt,
            "user.updated_at" => Self::UpdatedAt,
            "user.last_sign_in_at" => Self::LastSignInAt,
            "user.two_factor_enabled" => Self::TwoFactorEnabled,
            "session.id" => Self::SessionId,
            _ => return Self::parse_metadata(text),
        })
    }

    fn parse_metadata(text: &str) -> Option<Self> {
        let mut segments = text.strip_prefix("user.")?.split('.').map(str::to_owned);
        let kind = segments.next()?;
        let path: Vec<String> = segments.collect();
        if path.iter().any(String::is_empty) {
            return None;
        }
        match kind.as_str() {
            "public_metadata" => Some(Self::PublicMetadata(path)),
            "unsafe_metadata" => Some(Self::UnsafeMetadata(path)),
            _ => None,
        }
    }

    fn resolve(&self, subject: &TokenSubject<'_>) -> Value {
        let (user, account) = (subject.user, &subject.user.account);
        let primary = user.email_addresses.iter().find(|it| it.is_primary);
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match self {
            Self::UserId => json!(account.id.as_str()),
            Self::ExternalId => json!(account.external_id),
            Self::PrimaryEmailAddress => json!(primary.map(|it| it.email.as_str())),
            Self::EmailVerified => json!(primary.is_some_and(|it| it.verified_at.is_some())),
            Self::FirstName => json!(text(&user.first_name)),
            Self::LastName => json!(text(&user.last_name)),
            Self::FullName => {
                let name = format!("{} {}", user.first_name, user.last_name);
                json!(text(name.trim()))
            }
            Self::Username => json!(user.username.as_ref().map(Username::as_str)),
            Self::ImageUrl => {
                let path = user.picture.as_ref().map(PictureId::path);
                json!(path.map(|path| format!("{}{path}", subject.origin)))
            }
            Self::CreatedAt => json!(account.created_at.as_second()),
            Self::UpdatedAt => json!(account.updated_at.as_second()),
            Self::LastSignInAt => json!(account.last_sign_in_at.map(Timestamp::as_second)),
            Self::TwoFactorEnabled => json!(account.factors.iter().any(|it| it.is_verified)),
            Self::PublicMetadata(path) => walk(account.public_metadata.as_map(), path),
            Self::UnsafeMetadata(path) => walk(account.unsafe_metadata.as_map(), path),
            Self::SessionId => json!(subject.session.as_str()),
        }
    }
}

/// The value at this path; null when there is none.
fn walk(object: &serde_json::Map<String, Value>, path: &[String]) -> Value {
    let Some((first, rest)) = path.split_first() else {
        return Value::Object(object.clone());
    };
    let step = |value: Option<&Value>, name: &String| value.and_then(|it| it.get(name)).cloned();
    let first = object.get(first).cloned();
    let found = rest
        .iter()
        .fold(first, |value, name| step(value.as_ref(), name));
    found.unwrap_or_default()
}

/// The value of a shortcode: that of its first alternative that is neither null, false nor empty, else of its last.
pub(crate) fn resolve(operands: &[Operand], subject: &TokenSubject<'_>) -> Value {
    let mut resolved = Value::Null;
    for operand in operands {
        resolved = match operand {
            Operand::Literal(literal) => literal.clone(),
            Operand::Path(path) => path.resolve(subject),
        };
        let is_empty = matches!(&resolved, Value::Null | Value::Bool(false))
            || resolved.as_str().is_some_and(str::is_empty);
        if !is_empty {
            break;
        }
    }
    resolved
}
