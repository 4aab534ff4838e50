/// What happened to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// An account was made.
    SignedUp,
    /// Somebody signed up again with the address of an account.
    RepeatedSignUp,
    /// Somebody signed in.
    SignedIn,
    /// An app was given a code to sign its user in with.
    AuthCodeIssued,
    /// Somebody could not sign in.
    SignInFailed,
    /// Sessions ended at their user's wish.
    SignedOut,
    /// A session was given new tokens.
    TokenRefreshed,
    /// A refresh token was used again; its session ended.
    TokenReused,
    /// A user changed what is kept of them.
    Updated,
    /// A user has a new password.
    PasswordChanged,
    /// A code to prove an address was mailed.
    ConfirmationRequested,
    /// A code to recover an account was mailed.
    RecoveryRequested,
    /// A code to confirm a sensitive change was mailed.
    ReauthenticationRequested,
    /// Such a code was brought.
    Reauthenticated,
    /// A second factor is being enrolled.
    FactorEnrolled,
    /// A code of a second factor was asked for.
    FactorChallenged,
    /// Such a code was brought.
    FactorAnswered,
    /// A second factor was taken away.
    FactorRemoved,
    /// A user has new backup codes.
    BackupCodesRenewed,
    /// Somebody read a profile: once in a session and hour.
    ProfileRead,
    /// Somebody whom a provider vouches for was asked to confirm that an account is theirs.
    LinkRequested,
    /// They have, and come in through the provider from now on.
    IdentityLinked,
    /// It became known which Timeback user somebody is.
    JoinedTimeback,
    /// An administrator invited somebody.
    Invited,
    /// A user has renamed a second factor, or an administrator has.
    FactorUpdated,
    /// An administrator took a second factor away.
    FactorDeleted,
    /// An account was deleted.
    Deleted,
    /// Entries of the log that were old enough were deleted.
    LogTrimmed,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 28] = [
        Self::SignedUp,
        Self::RepeatedSignUp,
        Self::SignedIn,
        Self::AuthCodeIssued,
        Self::SignInFailed,
        Self::SignedOut,
        Self::TokenRefreshed,
        Self::TokenReused,
        Self::Updated,
        Self::PasswordChanged,
        Self::ConfirmationRequested,
        Self::RecoveryRequested,
        Self::ReauthenticationRequested,
        Self::Reauthenticated,
        Self::FactorEnrolled,
        Self::FactorChallenged,
        Self::FactorAnswered,
        Self::FactorRemoved,
        Self::BackupCodesRenewed,
        Self::ProfileRead,
        Self::LinkRequested,
        Self::IdentityLinked,
        Self::JoinedTimeback,
        Self::Invited,
        Self::FactorUpdated,
        Self::FactorDeleted,
        Self::Deleted,
        Self::LogTrimmed,
    ];

    /// The action of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// The name of the action's group; where GoTrue has the action, its own.
    pub fn log_type(self) -> &'static str {
        match self {
            Self::SignedIn | Self::SignInFailed | Self::SignedOut | Self::AuthCodeIssued => {
                "account"
            }
            Self::SignedUp | Self::Invited | Self::Deleted | Self::LogTrimmed => "team",
            Self::TokenRefreshed | Self::TokenReused => "token",
            Self::RepeatedSignUp
            | Self::Updated
            | Self::PasswordChanged
            | Self::ConfirmationRequested
            | Self::RecoveryRequested
            | Self::ReauthenticationRequested
            | Self::Reauthenticated
            | Self::ProfileRead
            | Self::LinkRequested
            | Self::IdentityLinked
            | Self::JoinedTimeback => "user",
            Self::FactorEnrolled
            | Self::FactorChallenged
            | Self::FactorAnswered
            | Self::FactorRemoved
            | Self::FactorUpdated
            | Self::FactorDeleted
            | Self::BackupCodesRenewed => "factor",
        }
    }

    /// The name in the log; where GoTrue has one, its own.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedUp => "user_signedup",
            Self::RepeatedSignUp => "user_repeated_signup",
            Self::SignedIn => "login",
            Self::AuthCodeIssued => "auth_code_issued",
            Self::SignInFailed => "login_failed",
            Self::SignedOut => "logout",
            Self::TokenRefreshed => "token_refreshed",
            Self::TokenReused => "token_revoked",
            Self::Updated => "user_modified",
            Self::PasswordChanged => "user_updated_password",
            Self::ConfirmationRequested => "user_confirmation_requested",
            Self::RecoveryRequested => "user_recovery_requested",
            Self::ReauthenticationRequested => "user_reauthenticate_requested",
            Self::Reauthenticated => "user_reauthenticated",
            Self::FactorEnrolled => "factor_in_progress",
            Self::FactorChallenged => "challenge_created",
            Self::FactorAnswered => "verification_attempted",
            Self::FactorRemoved => "factor_unenrolled",
            Self::BackupCodesRenewed => "backup_codes_renewed",
            Self::ProfileRead => "profile_read",
            Self::LinkRequested => "identity_link_requested",
            Self::IdentityLinked => "identity_linked",
            Self::JoinedTimeback => "timeback_joined",
            Self::Invited => "user_invited",
            Self::FactorUpdated => "factor_updated",
            Self::FactorDeleted => "factor_deleted",
            Self::Deleted => "user_deleted",
            Self::LogTrimmed => "log_trimmed",
        }
    }
}
