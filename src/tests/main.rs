//! The stories: what the dashboard does, told through its real router over a real sandbox and a real database.
//!
//! [`World`](world::World) sets the stage; [`Browser`](browser::Browser) is an actor on it.

#![expect(
    clippy::unwrap_used,
    reason = "a story that meets what it did not expect should stop there"
)]

mod account;
mod accounts;
mod activities;
mod activity;
mod admin_token;
mod another_person;
mod architecture;
mod auth_api;
mod browser;
mod caliper;
mod capabilities;
mod check;
mod clock;
mod connections;
mod contract;
mod costs;
mod courses;
mod crash_recovery;
mod crash_recovery_accounts;
mod cross_site;
mod database;
mod docs;
mod edubridge;
mod faults;
mod health;
mod id_token;
mod invalid_tokens;
mod joining;
mod library;
mod live;
mod log;
mod mail;
mod metrics;
mod nginx;
mod official;
mod outage;
mod outbox;
mod parts;
mod platform;
mod private_files;
mod process;
mod profile;
mod program;
mod provider_session;
mod python;
mod queues;
mod raw;
mod refresh;
mod request_target;
mod roster;
mod roster_records;
mod sandbox_people;
mod sdk;
mod secrecy;
mod security;
mod security_headers;
mod sessions;
mod sessions_ended;
mod shutdown;
mod sign_in;
mod sign_in_pages;
mod slow;
mod stale;
mod store;
mod time_zone;
mod timeback_routes;
mod users;
mod world;
