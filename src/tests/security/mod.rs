//! Attacks: rate limits, indistinguishable responses and access control.

mod canary;
mod enumeration;
mod foreign_pages;
mod guesses;
mod leftovers;
mod nodes;
mod other_peoples;
mod passwords;
mod reads;
mod refreshes;
mod tokens;
mod ways_out;
