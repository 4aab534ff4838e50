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
}
