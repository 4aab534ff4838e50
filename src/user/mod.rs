//! The signed-in user: the hook, its states, and the methods of the user.

mod api;
mod attributes;
mod context;
mod error;
mod examples;
mod hook;
mod identifications;
mod params;
mod resource;
mod session;
mod state;
mod token_cache;

#[cfg(feature = "ssr")]
mod server;

pub use api::{
    AttemptEmailAddressVerification, AttemptPhoneNumberVerification, CreateEmailAddress,
    CreatePhoneNumber, CreateToken, GetSessions, GetUser, PrepareEmailAddressVerification,
    PreparePhoneNumberVerification, RevokeSession, UpdateUser, UserToken,
    attempt_email_address_verification, attempt_phone_number_verification, create_email_address,
    create_phone_number, create_token, get_sessions, get_user, prepare_email_address_verification,
    prepare_phone_number_verification, revoke_session, update_user,
};
pub use attributes::User;
pub use error::UserError;
pub use examples::UserExamples;
pub use hook::{UseUserReturn, provide_user, use_user};
pub use identifications::{EmailAddress, ExternalAccount, PhoneNumber, VerificationStatus};
pub use params::{GetUserTokenOptions, JwtService, UpdateUserParams};
pub use resource::UserResource;
pub use session::{SessionActivity, SessionWithActivities};
pub use state::UserState;
