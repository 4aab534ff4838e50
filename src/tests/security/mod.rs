//! Attacks: rate limits, indistinguishable responses and access control.

mod access_control;
mod brute_force;
mod canary;
mod cross_origin;
mod deleted_users;
mod enumeration;
mod foreign_tokens;
mod multiple_processes;
mod passwords;
mod profile_reads;
mod profile_routes;
mod refreshes;
