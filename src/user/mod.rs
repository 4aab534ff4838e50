//! The signed-in user: the hook, its states, and the methods of the user.

mod api;
mod attributes;
mod context;
mod error;
pub mod examples;
mod hook;
mod params;
mod resource;
mod session;
mod state;
mod token_cache;

#[cfg(feature = "ssr")]
mod server;

pub use api::{
    AttemptEmailAddressVerification, CreateEmailAddress, CreateToken, GetSessions, GetUser,
    PrepareEmailAddressVerification, RevokeSession, UpdateUser, UserToken,
    attempt_email_address_verification, create_email_address, create_token, get_sessions, get_user,
    prepare_email_address_verification, revoke_session, update_user,
};
pub use attributes::{EmailAddress, ExternalAccount, User, VerificationStatus};
pub use error::UserError;
pub use hook::{UseUserReturn, provide_user, use_user};
pub use params::{GetUserTokenOptions, JwtService, UpdateUserParams};
pub use resource::UserResource;
pub use session::{SessionActivity, SessionWithActivities};
pub use state::UserState;
