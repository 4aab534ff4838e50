use super::{Page, list::containing};
use crate::{Action, AuditEntry, Error, Identity};

/// A filter of audit log entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AuditFilter {
    /// All entries.
    #[default]
    Everything,
    /// Entries whose actor's address, name or identifier contains this text.
    Author(String),
    /// Entries whose action's name contains this text.
    Action(String),
    /// Entries whose action's group contains this text.
    Type(String),
}

/// The scope of the filter is none of `author`, `action` and `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a filter is author:…, action:… or type:…")]
pub struct InvalidAuditFilter;

impl AuditFilter {
    /// Parses a filter as GoTrue's clients write it: `scope:text`. An empty filter, or a scope without a text, means
    /// everything.
    ///
    /// # Errors
    /// Returns [`InvalidAuditFilter`] when the scope is unknown or missing.
    pub fn parse(query: &str) -> Result<Self, InvalidAuditFilter> {
        if query.is_empty() {
            return Ok(Self::Everything);
        }
        let (scope, text) = query.split_once(':').ok_or(InvalidAuditFilter)?;
        let of_text = match scope {
            "author" => Self::Author,
            "action" => Self::Action,
            "type" => Self::Type,
            _ => return Err(InvalidAuditFilter),
        };
        Ok(if text.is_empty() {
            Self::Everything
        } else {
            of_text(text.to_lowercase())
        })
    }

    /// The SQL condition, in which `$1` is the pattern, and the pattern.
    fn condition(&self) -> (String, String) {
        match self {
            // PostgreSQL has to be told of each parameter.
            Self::Everything => ("$1 = '%%'".to_owned(), containing("")),
            Self::Author(text) => (AUTHOR.to_owned(), containing(text)),
            Self::Action(text) => ("action LIKE $1 ESCAPE '\\'".to_owned(), containing(text)),
            Self::Type(text) => {
                let names: Vec<String> = Action::ALL
                    .iter()
                    .filter(|action| action.log_type().contains(text.as_str()))
                    .map(|action| format!("'{}'", action.as_str()))
                    .collect();
                let names = if names.is_empty() {
                    "''".to_owned()
                } else {
                    names.join(", ")
                };
                (format!("$1 = '%%' AND action IN ({names})"), containing(""))
            }
        }
    }
}

/// The condition for actors. The log contains no addresses or names: they are looked up.
const AUTHOR: &str = "actor_id LIKE $1 ESCAPE '\\' \
    OR actor_id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1 ESCAPE '\\') \
    OR actor_id IN (SELECT user_id FROM identities WHERE LOWER(email) LIKE $1 ESCAPE '\\') \
    OR actor_id IN (SELECT id FROM users WHERE LOWER(first_name || ' ' || last_name) LIKE $1 ESCAPE '\\')";

impl Identity {
    /// The matching entries, newest first, and their total number.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn audit_entries(
        &self,
        filter: &AuditFilter,
        page: Page,
    ) -> Result<(Vec<AuditEntry>, i64), Error> {
        let (condition, pattern) = filter.condition();
        let count = format!("SELECT COUNT(*) FROM audit_events WHERE {condition}");
        let (total,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(count))
            .bind(&pattern)
            .fetch_one(self.database.pool())
            .await?;
        let query = format!(
            "SELECT sequence, id, at, action, actor_kind, actor_id, subject_id, session_id, request_id, address, user_agent, traits, hash \
             FROM audit_events WHERE {condition} ORDER BY sequence DESC LIMIT $2 OFFSET $3",
        );
        let entries = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(&pattern)
            .bind(page.limit())
            .bind(page.offset())
            .fetch_all(self.database.pool())
            .await?;
        Ok((entries, total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_scope_and_a_text() {
        let action = AuditFilter::Action("log:in".to_owned());
        assert_eq!(AuditFilter::parse("action:Log:In"), Ok(action));
        for all in ["", "author:", "action:", "type:"] {
            assert_eq!(AuditFilter::parse(all), Ok(AuditFilter::Everything));
        }
        for wrong in ["nonsense:x", "action", ":", "Action:x", " action:x"] {
            assert_eq!(
                AuditFilter::parse(wrong),
                Err(InvalidAuditFilter),
                "{wrong}"
            );
        }
    }

    #[test]
    fn actions_have_names_of_their_own() {
        let mut names: Vec<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Action::ALL.len());
    }
}
