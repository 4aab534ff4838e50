//! The account page: what users see and change of their own account, in a browser without scripts.

mod actor;
mod addresses;
mod confirm;
mod delete;
mod email;
mod export;
mod factor;
mod languages;
mod name;
mod page;
mod password;
mod phones;
mod sessions;
mod time_zone;
