//! `audit_events`: the audit log, a chain of hashes that is only appended to.

use super::statements;

statements! {}
