//! Every SQL statement of this crate, one file per table; a statement that joins tables is in the file of the table whose
//! rows it finds or changes. `users` has several files, each for some of its columns. Runs on SQLite and PostgreSQL. No
//! rules: operations decide, the store reads and writes.

pub mod account_linking;
pub mod accounts;
pub mod administered_users;
pub mod app_links;
pub mod audit_events;
pub mod auth_codes;
pub mod backup_codes;
pub mod batches;
pub mod challenges;
pub mod deletions;
pub mod email_addresses;
pub mod email_changes;
pub mod export;
pub mod external_account_edits;
pub mod external_accounts;
pub mod external_flows;
pub mod external_tokens;
pub mod external_verifications;
pub mod factors;
pub mod identities;
pub mod jwt_templates;
mod like;
pub mod lockouts;
pub mod mails;
pub mod oauth_flows;
pub mod one_time_codes;
pub mod passwords;
pub mod pending_links;
pub mod phone_numbers;
pub mod pictures;
pub mod published_issuer;
pub mod rows_by_user;
pub mod savepoint;
pub mod session_activities;
pub mod sessions;
pub mod sign_in_attempts;
pub mod sign_ins;
pub mod sign_up_attempts;
pub mod signing_keys;
pub mod time_zones;
pub mod user_addresses;
pub mod user_edits;
pub mod user_search;
pub mod users;
pub mod webhook_events;

#[cfg(test)]
mod tests;

use sqlx::{Row as _, any::AnyRow};

/// Declares the statements of a table as constants, and lists them so that a test can prepare each one on both engines.
macro_rules! statements {
    ($($(#[$attribute:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$attribute])* const $name: &str = $sql;)*

        #[cfg(test)]
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
use statements;

/// Decodes a column of text.
fn decoded<T>(
    row: &AnyRow,
    column: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    parse(&text).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: "unknown value".into(),
    })
}
