//! Server functions of the signed-in user, and of no other user. Each finds out itself who that is.

mod email_address;
mod external_account;
mod phone_number;
mod profile;
mod profile_image;
mod session;

pub use email_address::{
    AttemptEmailAddressVerification, CreateEmailAddress, PrepareEmailAddressVerification,
    attempt_email_address_verification, create_email_address, prepare_email_address_verification,
};
pub use external_account::{CreateExternalAccount, create_external_account};
pub use phone_number::{
    AttemptPhoneNumberVerification, CreatePhoneNumber, PreparePhoneNumberVerification,
    attempt_phone_number_verification, create_phone_number, prepare_phone_number_verification,
};
pub use profile::{GetUser, UpdatePassword, UpdateUser, get_user, update_password, update_user};
pub use profile_image::{
    ImageResource, RemoveProfileImage, SetProfileImage, remove_profile_image, set_profile_image,
};
pub use session::{
    CreateToken, GetSessions, RevokeSession, UserToken, create_token, get_sessions, revoke_session,
};
