/// The sign-in or sign-up under way that a flow at a provider is for, as the flow keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AttemptTag {
    /// The sign-in with this identifier.
    SignIn(String),
    /// The sign-up with this identifier.
    SignUp(String),
}

impl AttemptTag {
    /// The tag as text.
    pub fn to_text(&self) -> String {
        match self {
            Self::SignIn(id) => format!("sign_in {id}"),
            Self::SignUp(id) => format!("sign_up {id}"),
        }
    }

    /// The tag of this text.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(' ')? {
            ("sign_in", id) => Some(Self::SignIn(id.to_owned())),
            ("sign_up", id) => Some(Self::SignUp(id.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_as_it_was_written() {
        for tag in [
            AttemptTag::SignIn("a".to_owned()),
            AttemptTag::SignUp("b".to_owned()),
        ] {
            assert_eq!(AttemptTag::parse(&tag.to_text()), Some(tag));
        }
        for other in ["", "sign_in", "native a"] {
            assert_eq!(AttemptTag::parse(other), None, "{other}");
        }
    }
}
