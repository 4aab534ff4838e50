//! Stories on the wire: the client against an HTTP server on loopback that answers as it is told.

mod cache;
mod malformed;
mod profile;
mod secrecy;
mod token;
mod transport;
mod upstream;
mod world;
