use std::{fmt, net::IpAddr, path::Path, sync::Arc};

use maxminddb::{Reader, path};

use crate::model::session_activity::Place;

/// A table of the places of network addresses, in the `MaxMind` DB format. It is held in memory. Cheap to clone.
#[derive(Clone)]
pub struct GeoIp(Arc<Reader<Vec<u8>>>);

/// The file is not such a table, or cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a table of places in the MaxMind DB format")]
pub struct InvalidGeoIp;

impl GeoIp {
    /// Reads the table in this file.
    ///
    /// # Errors
    /// Returns [`InvalidGeoIp`] when it cannot be read.
    pub fn open(file: &Path) -> Result<Self, InvalidGeoIp> {
        let bytes = std::fs::read(file).map_err(|_| InvalidGeoIp)?;
        let reader = Reader::from_source(bytes).map_err(|_| InvalidGeoIp)?;
        Ok(Self(Arc::new(reader)))
    }

    /// The place of this address, as far as it is known.
    pub(crate) fn place(&self, address: IpAddr) -> Place {
        // A damaged entry is as good as none.
        let Ok(found) = self.0.lookup(address.to_canonical()) else {
            return Place::default();
        };
        let city = found.decode_path::<String>(&path!["city", "names", "en"]);
        let country = found.decode_path::<String>(&path!["country", "names", "en"]);
        Place {
            city: city.ok().flatten(),
            country: country.ok().flatten(),
        }
    }
}

impl fmt::Debug for GeoIp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GeoIp")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in the `MaxMind` DB format.
    fn text(text: &str) -> Vec<u8> {
        let length = u8::try_from(text.len()).unwrap();
        assert!(length < 29, "longer texts have another form");
        [&[0b0100_0000 | length], text.as_bytes()].concat()
    }

    /// A map in the `MaxMind` DB format, of encoded values.
    fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = vec![0b1110_0000 | u8::try_from(entries.len()).unwrap()];
        for (key, value) in entries {
            bytes.extend(text(key));
            bytes.extend(value);
        }
        bytes
    }

    fn number(number: u8) -> Vec<u8> {
        vec![0b1010_0001, number]
    }

    /// A table in which addresses below 128.0.0.0 are in Lyon, and others nowhere.
    fn table() -> Vec<u8> {
        // One node of two records of 24 bits: data after the 16 bytes of the separator, and nothing.
        let tree = [0, 0, 17, 0, 0, 1];
        let names = |name: &str| map(&[("names", map(&[("en", text(name))]))]);
        let data = map(&[("city", names("Lyon")), ("country", names("France"))]);
        let metadata = map(&[
            ("binary_format_major_version", number(2)),
            ("binary_format_minor_version", number(0)),
            // A number of 64 bits has an extended type.
            ("build_epoch", vec![0b0000_0001, 2, 1]),
            ("database_type", text("Test")),
            ("description", map(&[])),
            ("ip_version", number(4)),
            ("languages", vec![0b0000_0000, 4]),
            // A number of 32 bits has another type.
            ("node_count", vec![0b1100_0001, 1]),
            ("record_size", number(24)),
        ]);
        [
            &tree[..],
            &[0; 16],
            &data,
            b"\xAB\xCD\xEFMaxMind.com",
            &metadata,
        ]
        .concat()
    }

    #[test]
    fn an_address_has_the_place_that_the_table_says() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("places.mmdb");
        std::fs::write(&file, table()).unwrap();
        let places = GeoIp::open(&file).unwrap();
        let lyon = Place {
            city: Some("Lyon".to_owned()),
            country: Some("France".to_owned()),
        };
        for (address, place) in [
            ("1.2.3.4", lyon.clone()),
            ("::ffff:1.2.3.4", lyon),
            ("200.1.1.1", Place::default()),
            ("2001:db8::1", Place::default()),
        ] {
            assert_eq!(places.place(address.parse().unwrap()), place, "{address}");
        }
        std::fs::write(&file, "no table").unwrap();
        assert_eq!(GeoIp::open(&file).err(), Some(InvalidGeoIp));
        assert!(GeoIp::open(&folder.path().join("missing")).is_err());
    }
}
