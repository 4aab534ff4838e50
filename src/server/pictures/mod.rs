//! Pictures of users: how they are taken in, and where they are found.

mod decoder;
mod routes;
mod s3;
mod upload;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use picture::{Colour, Initials};

pub use self::{
    decoder::{DecodeError, PictureDecoder},
    routes::routes,
    s3::S3Bucket,
    upload::{MAX_UPLOAD, PictureUpload, UploadError},
};
use super::AppState;
use identity::{AdministeredUser, PictureId, UserId};

/// The path of a user's picture; of their initials when they have none.
///
/// Neither says whose it is. The path of a picture is a hash of its content, and known only to whom it was shown. The path
/// of initials has the letters and a colour in it, so nothing is looked up for a stranger who makes one up.
pub fn path(picture: Option<&PictureId>, user: &UserId, names: (&str, &str)) -> String {
    if let Some(picture) = picture {
        return picture.path();
    }
    let colour = Colour::of(user.as_str()).number();
    match Initials::of(names.0, names.1) {
        Some(initials) => {
            let letters = utf8_percent_encode(initials.as_str(), NON_ALPHANUMERIC);
            format!("/pictures/initials/{colour}/{letters}")
        }
        None => format!("/pictures/initials/{colour}"),
    }
}

/// The URL of a user's picture, or of their initials, for apps on other origins.
pub fn url(state: &AppState, user: &AdministeredUser) -> String {
    let names = (user.first_name.as_str(), user.last_name.as_str());
    let path = path(user.picture.as_ref(), &user.account.id, names);
    format!("{}{path}", state.identity.policy().origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_initials_has_two_letters_of_the_name_and_nothing_else_of_the_user() {
        let maya = UserId::parse("0192f0c1-2d3e-7abc-8def-0123456789ab").unwrap();
        let path = |names| path(None, &maya, names);
        let colour = Colour::of(maya.as_str()).number();
        assert_eq!(
            path(("Maya", "Ünal")),
            format!("/pictures/initials/{colour}/M%C3%9C")
        );
        assert_eq!(path(("", "")), format!("/pictures/initials/{colour}"));
    }
}
