//! The time zones to choose from.

/// The regions of the IANA database, each with its time zones.
const LIST: &str = include_str!("time_zones.txt");

/// A region, such as `America`, and the names of its time zones.
pub struct Region {
    /// The region's name.
    pub name: &'static str,
    /// The full names of its time zones, such as `America/Chicago`, in alphabetical order.
    pub zones: Vec<String>,
}

/// All regions, in alphabetical order.
pub fn regions() -> impl Iterator<Item = Region> {
    let lines = LIST.lines().filter_map(|line| line.split_once(": "));
    lines.map(|(name, places)| {
        let places = places.split(' ');
        Region {
            name,
            zones: places.map(|place| format!("{name}/{place}")).collect(),
        }
    })
}

/// A time zone's name for readers, without its region: `America/Argentina/Buenos_Aires` is "Argentina – Buenos Aires".
pub fn place_name(zone: &str) -> String {
    let place = zone.split_once('/').map_or(zone, |(_, place)| place);
    place.replace('/', " – ").replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity::TimeZoneName;

    #[test]
    fn every_time_zone_of_the_list_can_be_saved_under_its_name() {
        let zones: Vec<_> = regions().flat_map(|region| region.zones).collect();
        assert!(zones.len() > 400, "{}", zones.len());
        for zone in &zones {
            let name = TimeZoneName::parse(zone);
            assert_eq!(name.as_ref().map(TimeZoneName::as_str), Ok(zone.as_str()));
        }
        for chosen in ["America/Chicago", "Asia/Kolkata", "Europe/Oslo"] {
            assert!(zones.iter().any(|zone| zone == chosen), "{chosen}");
        }
    }

    #[test]
    fn a_time_zone_is_called_by_its_place() {
        for (zone, name) in [
            ("America/Chicago", "Chicago"),
            ("America/Argentina/Buenos_Aires", "Argentina – Buenos Aires"),
            ("America/Port-au-Prince", "Port-au-Prince"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(place_name(zone), name);
        }
    }
}
