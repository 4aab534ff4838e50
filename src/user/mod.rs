//! The signed-in user: the hook, its states, and the methods of the user.

mod api;
mod attributes;
mod context;
mod error;
mod error_status;
mod examples;
mod file_body;
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
    CreateExternalAccount, CreatePhoneNumber, CreateToken, GetSessions, GetUser, ImageResource,
    PrepareEmailAddressVerification, PreparePhoneNumberVerification, RemoveProfileImage,
    RevokeSession, SetProfileImage, UpdatePassword, UpdateUser, UserToken,
    attempt_email_address_verification, attempt_phone_number_verification, create_email_address,
    create_external_account, create_phone_number, create_token, get_sessions, get_user,
    prepare_email_address_verification, prepare_phone_number_verification, remove_profile_image,
    revoke_session, set_profile_image, update_password, update_user,
};
pub use attributes::User;
pub use error::UserError;
pub use examples::UserExamples;
pub use hook::{UseUserReturn, provide_user, use_user};
pub use identifications::{
    EmailAddress, ExternalAccount, ExternalAccountVerification, PhoneNumber, VerificationError,
    VerificationStatus,
};
pub use params::{
    CreateExternalAccountParams, GetUserTokenOptions, JwtService, UpdatePasswordParams,
    UpdateUserParams,
};
pub use resource::UserResource;
pub use session::{SessionActivity, SessionWithActivities};
pub use state::UserState;

#[cfg(feature = "ssr")]
pub use server::{UPLOAD, upload_routes};
