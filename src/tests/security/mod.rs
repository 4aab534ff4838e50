//! What somebody who means no good meets: limits, silence, and the same answer as everybody else.

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
