use serde::Serialize;
use utoipa::ToSchema;

/// From where a session was last used, in Clerk's format.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkSessionActivity)]
pub struct SessionActivity {
    object: &'static str,
    id: String,
    device_type: Option<&'static str>,
    is_mobile: bool,
    browser_name: Option<String>,
    browser_version: Option<String>,
    ip_address: Option<String>,
    city: Option<String>,
    country: Option<String>,
}

impl From<identity::SessionActivity> for SessionActivity {
    fn from(activity: identity::SessionActivity) -> Self {
        Self {
            object: "session_activity",
            id: activity.id,
            device_type: activity.device.device_type,
            is_mobile: activity.device.is_mobile,
            browser_name: activity.device.browser_name,
            browser_version: activity.device.browser_version,
            ip_address: activity.address,
            city: activity.place.city,
            country: activity.place.country,
        }
    }
}
