//! What the dashboard says, in each of its languages: pages, mails, and the names of days and months.
//!
//! The words are in `locales`, a folder per language, in [Fluent](https://projectfluent.org)'s syntax. Each message is a
//! function of [`Messages`], which exists only if every language has the message with the same arguments. Numbers and dates
//! come from CLDR's data: they are formatted by [`Language`], and a message takes their text. Where a message depends on how
//! many there are, it takes the number, too.

mod dates;
mod language;
mod numbers;
mod per_language;

#[expect(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

pub use self::{
    generated::{L10n as Language, L10nLanguage as Messages},
    numbers::{is_reached, percent},
};
