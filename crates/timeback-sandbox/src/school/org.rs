//! The organizations: a district and its schools.

/// A `OneRoster` organization.
#[derive(Debug, Clone, Copy)]
pub struct Org {
    /// `OneRoster` sourcedId.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// `district` or `school`.
    pub kind: &'static str,
    /// The sourcedId of the parent organization.
    pub parent: Option<&'static str>,
}

/// The district, which owns all courses.
pub const DISTRICT: Org = Org {
    id: "org-harbor-county",
    name: "Harbor County Schools",
    kind: "district",
    parent: None,
};

/// The school of most people.
pub const RIVERBEND: Org = school("org-riverbend", "Riverbend School");

/// Another school.
pub const LAKESIDE: Org = school("org-lakeside", "Lakeside Academy");

/// A school with names in several scripts.
pub const HARBOUR_INTERNATIONAL: Org = school(
    "org-harbour-international",
    "École Internationale du Port 港湾",
);

/// All organizations, the district first.
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
    /// Returns the organization with this sourcedId.
    pub fn find(id: &str) -> Option<Self> {
        ORGS.into_iter().find(|org| org.id == id)
    }
}
