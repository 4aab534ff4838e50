use std::convert::Infallible;

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};

use super::SetProfileImage;

/// A file as the body of a request: its bytes, and nothing else.
pub struct FileBody;

/// Arguments of a server function encoded as [`FileBody`].
pub type PostFile = Post<FileBody>;

impl ContentType for FileBody {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for FileBody {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl Encodes<SetProfileImage> for FileBody {
    type Error = Infallible;

    fn encode(arguments: &SetProfileImage) -> Result<Bytes, Infallible> {
        Ok(Bytes::copy_from_slice(&arguments.file))
    }
}

impl Decodes<SetProfileImage> for FileBody {
    type Error = Infallible;

    fn decode(body: Bytes) -> Result<SetProfileImage, Infallible> {
        Ok(SetProfileImage { file: body.into() })
    }
}
