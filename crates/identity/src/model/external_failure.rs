use crate::ExternalProvider;

/// Why a user returned from a provider without success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalFailure {
    /// The user, or the provider, refused the authorization.
    AccessDenied,
    /// The provider did not accept the authorization code, or its answer was not valid.
    TokenExchange,
    /// The provider did not say who the user is.
    UserInfo,
    /// The account at the provider is linked to another user.
    AccountExists,
    /// The account at the provider is linked to this user already.
    AlreadyLinked,
    /// The user returned with another account at the provider than the one to be reauthorized.
    AccountMismatch,
}

impl ExternalFailure {
    const ALL: [Self; 6] = [
        Self::AccessDenied,
        Self::TokenExchange,
        Self::UserInfo,
        Self::AccountExists,
        Self::AlreadyLinked,
        Self::AccountMismatch,
    ];

    /// The error's code, as Clerk's API has it where it has one.
    pub fn code(self) -> &'static str {
        match self {
            Self::AccessDenied => "oauth_access_denied",
            Self::TokenExchange => "oauth_token_exchange_error",
            Self::UserInfo => "oauth_fetch_user_error",
            Self::AccountExists => "external_account_exists",
            Self::AlreadyLinked => "external_account_already_linked",
            Self::AccountMismatch => "external_account_mismatch",
        }
    }

    /// The failure of this code.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The message for the user.
    pub fn message(self, provider: ExternalProvider) -> String {
        let name = provider.name();
        match self {
            Self::AccessDenied => format!("You didn't allow access to your {name} account."),
            Self::TokenExchange | Self::UserInfo => {
                format!("{name} didn't answer as expected. Please try again.")
            }
            Self::AccountExists => {
                format!("That {name} account is already connected to another account here.")
            }
            Self::AlreadyLinked => {
                format!("That {name} account is already connected to your account.")
            }
            Self::AccountMismatch => format!(
                "That's a different {name} account. Sign in at {name} with the one that is connected."
            ),
        }
    }
}
