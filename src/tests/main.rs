//! Integration tests through the real router, with a real sandbox and a real database.
//!
//! [`World`](world::World) starts the dashboard; [`Browser`](browser::Browser) is a user.

#![expect(
    clippy::unwrap_used,
    reason = "a story that meets what it did not expect should stop there"
)]

mod account;
mod account_linking;
mod accounts;
mod activities;
mod activity;
mod admin_token;
mod architecture;
mod auth_api;
mod backup;
mod browser;
mod caliper;
mod capabilities;
mod check;
mod check_surroundings;
mod clerk_frontend;
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
mod english;
mod faults;
mod health;
mod history;
mod id_token;
mod invalid_tokens;
mod languages;
mod library;
mod live;
mod log;
mod mail;
mod metrics;
mod nginx;
mod nodes;
mod official_profile;
mod outage;
mod outbox;
mod partial_profiles;
mod pictures;
mod platform;
mod private_files;
mod process;
mod profile;
mod program;
mod provider_session;
mod python;
mod query_plans;
mod queues;
mod raw_http;
mod reassigned_address;
mod refresh;
mod rendered_pages;
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
mod slow_platform;
mod sms;
mod stale_profiles;
mod store;
mod students;
mod time_zone;
mod timeback_routes;
mod traces;
mod untranslated;
mod user;
mod user_records;
mod webhooks;
mod world;
