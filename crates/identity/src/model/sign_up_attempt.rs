use crate::{Email, ExternalVerification, Metadata, Password, PersonName, SessionId, Username};

/// A sign-up under way in a browser, in several steps.
#[derive(Debug, Clone)]
pub struct SignUpAttempt {
    /// Its identifier.
    pub id: String,
    /// The address, if it was given.
    pub email: Option<Email>,
    /// Whether a password was given.
    pub has_password: bool,
    /// The first name, if one was given.
    pub first_name: Option<PersonName>,
    /// The last name, if one was given.
    pub last_name: Option<PersonName>,
    /// The username, if one was given.
    pub username: Option<Username>,
    /// The metadata that the user writes.
    pub unsafe_metadata: Metadata,
    /// Whether a code was mailed to the address.
    pub is_mailed: bool,
    /// The session that it began, if it is complete and the user signed up with a provider.
    pub session: Option<SessionId>,
    /// The verification by a provider, if the user signs up with one.
    pub external: Option<ExternalVerification>,
}

/// What a sign-up is to have. Absent fields stay as they were.
#[derive(Debug, Clone, Default)]
pub struct SignUpFields {
    /// The address.
    pub email: Option<Email>,
    /// The password.
    pub password: Option<Password>,
    /// The first name.
    pub first_name: Option<PersonName>,
    /// The last name.
    pub last_name: Option<PersonName>,
    /// The username.
    pub username: Option<Username>,
    /// The metadata that the user writes.
    pub unsafe_metadata: Option<Metadata>,
}
