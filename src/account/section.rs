use serde::{Deserialize, Serialize};

use messages::Messages;

/// A page of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountPage {
    /// Who the user is.
    Personal,
    /// How they sign in, and where they are signed in.
    Security,
    /// Everything that is stored about them.
    Data,
}

impl AccountPage {
    /// All of them, as the navigation lists them.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Security, Self::Data];

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Personal => "/account",
            Self::Security => "/account/security",
            Self::Data => "/account/data",
        }
    }

    /// Its title, which is the text of links to it, too.
    pub fn title(self, text: &Messages) -> String {
        match self {
            Self::Personal => text.account_personal(),
            Self::Security => text.account_security(),
            Self::Data => text.account_data(),
        }
    }
}

/// A setting of the account, whose forms have their messages in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The name.
    Name,
    /// The picture.
    Picture,
    /// The time zone.
    TimeZone,
    /// The main e-mail address.
    Email,
    /// All e-mail addresses.
    Addresses,
    /// The password.
    Password,
    /// The phone numbers.
    Phone,
    /// Two-step verification.
    Factor,
    /// The app that waits for its first code, on a page of its own.
    Enrol,
    /// The accounts at providers other than Timeback.
    Connected,
    /// Where the user is signed in.
    Sessions,
    /// The export.
    Export,
    /// The end of the account.
    Delete,
    /// The proof that it is the user, on a page of its own.
    Confirm,
}

impl Section {
    /// Its name in a query, and the `id` of its heading.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Picture => "picture",
            Self::TimeZone => "time-zone",
            Self::Email => "email",
            Self::Addresses => "addresses",
            Self::Password => "password",
            Self::Phone => "phone",
            Self::Factor => "factor",
            Self::Enrol => "enrol",
            Self::Connected => "connected",
            Self::Sessions => "sessions",
            Self::Export => "export",
            Self::Delete => "delete",
            Self::Confirm => "confirm",
        }
    }

    /// The section of this name; the name's, which is on the first page, if there is no such section.
    pub fn parse(id: &str) -> Self {
        let named = [
            Self::Picture,
            Self::TimeZone,
            Self::Email,
            Self::Addresses,
            Self::Password,
            Self::Phone,
            Self::Factor,
            Self::Enrol,
            Self::Connected,
            Self::Sessions,
            Self::Export,
            Self::Delete,
        ];
        let found = named.into_iter().find(|section| section.id() == id);
        found.unwrap_or(Self::Name)
    }

    /// The section whose form is sent to this path, such as `/account/email/code`.
    pub fn of_form(path: &str) -> Self {
        match path.split('/').nth(2).unwrap_or_default() {
            "backup-codes" => Self::Factor,
            id => Self::parse(id),
        }
    }

    /// The page it is on, or which leads to its own page.
    pub fn page(self) -> AccountPage {
        match self {
            Self::Name
            | Self::Picture
            | Self::TimeZone
            | Self::Email
            | Self::Addresses
            | Self::Phone
            | Self::Connected
            | Self::Confirm => AccountPage::Personal,
            Self::Password | Self::Factor | Self::Enrol | Self::Sessions => AccountPage::Security,
            Self::Export | Self::Delete => AccountPage::Data,
        }
    }

    /// Where it is shown.
    pub fn path(self) -> String {
        match self {
            Self::Enrol | Self::Confirm => format!("/account/{}", self.id()),
            // Both are about one list.
            Self::Addresses => Self::Email.path(),
            _ => format!("{}#{}", self.page().path(), self.id()),
        }
    }
}
