//! The district and its schools.

/// A `OneRoster` organisation.
#[derive(Debug, Clone, Copy)]
pub struct Org {
    /// `OneRoster` sourcedId.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// `district` or `school`.
    pub kind: &'static str,
    /// The organisation above it.
    pub parent: Option<&'static str>,
}

/// The district that owns every course.
pub const DISTRICT: Org = Org {
    id: "org-harbor-county",
    name: "Harbor County Schools",
    kind: "district",
    parent: None,
};

/// Where most of the people learn.
pub const RIVERBEND: Org = school("org-riverbend", "Riverbend School");

/// The other school of the district.
pub const LAKESIDE: Org = school("org-lakeside", "Lakeside Academy");

/// Where the many scripts meet.
pub const HARBOUR_INTERNATIONAL: Org = school(
    "org-harbour-international",
    "École Internationale du Port 港湾",
);

/// Every organisation, the district first.
pub const ORGS: [Org; 4] = [DISTRICT, RIVERBEND, LAKESIDE, HARBOUR_INTERNATIONAL];

const fn school(id: &'static str, name: &'static str) -> Org {
    Org {
        id,
        name,
        kind: "school",
        parent: Some(DISTRICT.id),
    }
}

impl Org {
    /// The organisation with this sourcedId.
    pub fn find(id: &str) -> Option<Self> {
        ORGS.into_iter().find(|org| org.id == id)
    }
}
