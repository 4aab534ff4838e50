//! Fields of records in queries.

use std::{fmt, marker::PhantomData};

/// A field of `T` that a query may name, such as [`User::EMAIL`](super::super::User::EMAIL).
pub struct Field<T> {
    path: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    /// Creates a field from its path, such as `metadata.appName`: names of letters, digits and `_`, joined by dots. In
    /// a `const` an invalid path does not compile.
    ///
    /// # Panics
    /// Panics if the path is invalid.
    pub const fn new(path: &'static str) -> Self {
        assert!(is_path(path.as_bytes()), "a field is names joined by dots");
        Self {
            path,
            of: PhantomData,
        }
    }

    /// Returns the path: `user.sourcedId`.
    pub const fn path(self) -> &'static str {
        self.path
    }

    /// Returns the record's own field that the path starts with: `user`.
    pub fn name(self) -> &'static str {
        self.path.split('.').next().unwrap_or(self.path)
    }
}

/// Whether a path is valid: names are not empty and start with a letter.
const fn is_path(path: &[u8]) -> bool {
    let (mut index, mut starts_name) = (0, true);
    while index < path.len() {
        let byte = path[index];
        let fits = if starts_name {
            byte.is_ascii_alphabetic()
        } else {
            byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
        };
        if !fits {
            return false;
        }
        starts_name = byte == b'.';
        index += 1;
    }
    !starts_name
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<T> {}

impl<T> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Field").field(&self.path).finish()
    }
}

/// Defines the fields of a record type as its constants.
macro_rules! fields {
    ($resource:ty { $($name:ident = $path:literal,)+ }) => {
        impl $resource {
            $(
                #[doc = concat!("`", $path, "`, to filter, sort and select by.")]
                pub const $name: $crate::oneroster::Field<Self> =
                    $crate::oneroster::Field::new($path);
            )+
        }
    };
}

pub(in crate::oneroster) use fields;
