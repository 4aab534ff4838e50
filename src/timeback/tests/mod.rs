//! Stories on the wire.
