//! Account settings: what users can see and change of their own account in a browser.

mod account;
mod confirm;
mod delete;
mod email;
mod export;
mod factor;
mod name;
mod password;
mod proof;

pub use account::{EmailChange, OwnAccount};
pub use confirm::{CONFIRMED_FOR, Renewed};
pub use proof::Proof;
