use jiff::tz::TimeZone;

/// The name of a time zone in the IANA database: `UTC`, or one with its region, such as `America/Chicago`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeZoneName(String);

/// No time zone has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no time zone has this name")]
pub struct UnknownTimeZoneName;

/// Former names that browsers still report, and the names of today.
const RENAMED: [(&str, &str); 19] = [
    ("Africa/Asmera", "Africa/Asmara"),
    ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("America/Catamarca", "America/Argentina/Catamarca"),
    ("America/Coral_Harbour", "America/Atikokan"),
    ("America/Cordoba", "America/Argentina/Cordoba"),
    ("America/Godthab", "America/Nuuk"),
    ("America/Indianapolis", "America/Indiana/Indianapolis"),
    ("America/Jujuy", "America/Argentina/Jujuy"),
    ("America/Louisville", "America/Kentucky/Louisville"),
    ("America/Mendoza", "America/Argentina/Mendoza"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Katmandu", "Asia/Kathmandu"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Atlantic/Faeroe", "Atlantic/Faroe"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Pacific/Enderbury", "Pacific/Kanton"),
    ("Pacific/Ponape", "Pacific/Pohnpei"),
    ("Pacific/Truk", "Pacific/Chuuk"),
];

impl TimeZoneName {
    /// Parses a name, in any case. A former name becomes the one of today.
    ///
    /// # Errors
    /// Returns [`UnknownTimeZoneName`] when no time zone has this name, and for abbreviations such as `EST`.
    pub fn parse(raw: &str) -> Result<Self, UnknownTimeZoneName> {
        let zone = TimeZone::get(raw).map_err(|_| UnknownTimeZoneName)?;
        match zone.iana_name() {
            Some("UTC") => Ok(Self("UTC".to_owned())),
            Some(name) if name.contains('/') && name != "Etc/Unknown" => {
                let renamed = RENAMED.iter().find(|(former, _)| *former == name);
                let name = renamed.map_or(name, |(_, today)| today);
                Ok(Self(name.to_owned()))
            }
            _ => Err(UnknownTimeZoneName),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_has_the_name_of_today_whatever_it_was_called() {
        for (raw, name) in [
            ("America/Chicago", "America/Chicago"),
            ("america/chicago", "America/Chicago"),
            ("UTC", "UTC"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ] {
            assert_eq!(TimeZoneName::parse(raw).unwrap().as_str(), name);
        }
        for (former, name) in RENAMED {
            assert_eq!(TimeZoneName::parse(former).unwrap().as_str(), name);
            assert_eq!(TimeZoneName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn what_is_no_time_zone_is_refused() {
        for raw in [
            "",
            " ",
            "Chicago",
            "EST",
            "Navajo",
            "-05:00",
            "Mars/Olympus_Mons",
            "Etc/Unknown",
            "../../etc/passwd",
            "America/Chicago\0",
        ] {
            assert_eq!(
                TimeZoneName::parse(raw),
                Err(UnknownTimeZoneName),
                "{raw:?}"
            );
        }
    }
}
