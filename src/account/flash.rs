use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FormOutcome;
use crate::ui::FormMessage;

/// A part of the account page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The name.
    Name,
    /// The picture.
    Picture,
    /// The e-mail address.
    Email,
    /// All e-mail addresses.
    Addresses,
    /// The password.
    Password,
    /// The phone numbers.
    Phone,
    /// The second factor.
    Factor,
    /// The app that waits for its first code, on a page of its own.
    Enrol,
    /// The accounts at providers other than Timeback.
    Connected,
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
            Self::Picture => "picture",
            Self::Email => "email",
            Self::Addresses => "addresses",
            Self::Password => "password",
            Self::Phone => "phone",
            Self::Factor => "factor",
            Self::Enrol => "enrol",
            Self::Connected => "connected",
            Self::Sessions => "sessions",
            Self::Delete => "delete",
            Self::Confirm => "confirm",
        }
    }

    /// The section of this name; the account page begins with the user's name.
    pub fn parse(id: &str) -> Self {
        let named = [
            Self::Picture,
            Self::Email,
            Self::Addresses,
            Self::Password,
            Self::Phone,
            Self::Factor,
            Self::Enrol,
            Self::Connected,
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

/// A flash message: the outcome of a form, for the section of the next page that shows it, and what was typed, without
/// passwords and codes.
///
/// It travels in a cookie, and not in the URL as on the sign-in pages: it is shown once and not again after a reload, it
/// holds what was typed while the user reauthenticates, and none of that belongs in a browser's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The section that shows it.
    pub section: Section,
    /// The outcome of the form.
    pub outcome: FormOutcome,
    /// What was typed, by field name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
}

/// The message of this flash.
pub(super) fn message(flash: Option<&Flash>) -> Option<FormMessage> {
    flash.map(|flash| flash.outcome.message())
}

/// What was typed into this field, if the form must be corrected.
pub(super) fn typed(flash: Option<&Flash>, field: &str) -> Option<String> {
    flash?.typed.get(field).cloned()
}

/// The flash, if it is for this section.
pub(super) fn for_section(flash: Option<&Flash>, section: Section) -> Option<Flash> {
    flash.filter(|flash| flash.section == section).cloned()
}
