use sha2::{Digest as _, Sha256};

/// The identifier of a picture: a hash of its content, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureId(pub(crate) String);

impl PictureId {
    /// The path at which the server shows the picture.
    pub fn path(&self) -> String {
        format!("/pictures/{}", self.as_str())
    }

    /// Parses an identifier. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_valid = presented.len() == 64 && presented.bytes().all(is_digit);
        is_valid.then(|| Self(presented.to_owned()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A picture of a user, in two sizes. Whoever makes one vouches for its content: this crate knows no image format.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub(crate) id: PictureId,
    pub(crate) content_type: String,
    pub(crate) large: Vec<u8>,
    pub(crate) small: Vec<u8>,
}

impl Picture {
    /// A picture of these files, both of this media type.
    pub fn new(content_type: &str, large: Vec<u8>, small: Vec<u8>) -> Self {
        let mut hash = Sha256::new();
        for file in [&large, &small] {
            hash.update((file.len() as u64).to_be_bytes());
            hash.update(file);
        }
        let digits = |digits: String, byte: &u8| digits + &format!("{byte:02x}");
        Self {
            id: PictureId(hash.finalize().iter().fold(String::new(), digits)),
            content_type: content_type.to_owned(),
            large,
            small,
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &PictureId {
        &self.id
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({})", self.id.0)
    }
}

/// The size of a picture's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureSize {
    /// The large one.
    Large,
    /// The small one.
    Small,
}

impl PictureSize {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Small => "small",
        }
    }
}

/// A picture's file in one size.
#[derive(Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// Its media type.
    pub content_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_is_a_hash_of_the_content() {
        let picture =
            |large: &[u8], small: &[u8]| Picture::new("image/png", large.into(), small.into());
        let one = picture(b"ab", b"c");
        assert_eq!(one, picture(b"ab", b"c"));
        assert_ne!(one.id(), picture(b"a", b"bc").id());
        assert_eq!(PictureId::parse(one.id().as_str()).as_ref(), Some(one.id()));
        assert_eq!(PictureId::parse(&one.id().as_str().to_uppercase()), None);
        assert_eq!(PictureId::parse("../secret"), None);
    }
}
