use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::ui::Told;

/// A part of the account page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The password.
    Password,
    /// The second factor.
    Factor,
    /// The app that waits for its first code, on a page of its own.
    Enrol,
    /// Where the user is signed in.
    Sessions,
    /// The end of the account.
    Delete,
    /// The proof that it is the user, on a page of its own.
    Confirm,
}

impl Section {
    /// Its name in an address, and the `id` of its heading.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Password => "password",
            Self::Factor => "factor",
            Self::Enrol => "enrol",
            Self::Sessions => "sessions",
            Self::Delete => "delete",
            Self::Confirm => "confirm",
        }
    }

    /// The section of this name; the account page begins with the user's name.
    pub fn parse(id: &str) -> Self {
        let named = [
            Self::Email,
            Self::Password,
            Self::Factor,
            Self::Enrol,
            Self::Sessions,
            Self::Delete,
        ];
        let found = named.into_iter().find(|section| section.id() == id);
        found.unwrap_or(Self::Name)
    }

    /// Where it is shown.
    pub fn path(self) -> String {
        match self {
            Self::Enrol | Self::Confirm => format!("/account/{}", self.id()),
            _ => format!("/account#{}", self.id()),
        }
    }
}

/// What became of a form, told on the next page: in which section, and what was typed, without passwords and codes.
///
/// It travels in a cookie, not in the address as that of the way in does: it is told once and not again on a reload,
/// what was typed waits in it while its author shows that it is they, and none of that belongs into a browser's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Where it is told.
    pub section: Section,
    /// What became of it.
    pub outcome: Outcome,
    /// What was typed, by the name of its field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
}

/// What the section with this notice tells.
pub(super) fn told(notice: Option<&Notice>) -> Option<Told> {
    notice.map(|notice| notice.outcome.told())
}

/// What was typed into this field of the section with this notice, if it is there to be mended.
pub(super) fn typed(notice: Option<&Notice>, field: &str) -> Option<String> {
    notice?.typed.get(field).cloned()
}

/// The notice, if it is this section's.
pub(super) fn of(notice: Option<&Notice>, section: Section) -> Option<Notice> {
    notice.filter(|notice| notice.section == section).cloned()
}
