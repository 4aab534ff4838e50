//! Reference implementation of the official SDK's profile, computed from the platform's raw responses.

use serde_json::{Map, Value, json};

use super::{clock::NOW, platform::Platform};

/// The course codes of a dashboard without configuration.
pub const APP_CONFIG: &str = include_str!("../server/config/sandbox.timeback.config.json");

/// The profile of the user with this address, by the rules of the SDK's documentation, with XP summed as documented.
pub async fn profile(platform: &Platform, email: &str) -> Value {
    let token = platform.token().await;
    let filter = format!("email='{}'", email.replace('\'', "''"));
    let users = platform
        .read(
            &token,
            "/ims/oneroster/rostering/v1p2/users",
            &[("filter", &filter)],
        )
        .await;
    let user = &users["users"][0];
    let id = user["sourcedId"].as_str().unwrap();
    let enrollments = platform
        .read(&token, &format!("/edubridge/enrollments/user/{id}"), &[])
        .await;
    let enrollments = enrollments["data"].as_array().unwrap();

    let mut profile = Map::from_iter([
        ("id".into(), json!(id)),
        ("email".into(), user["email"].clone()),
        ("xp".into(), xp(platform, &token, id).await),
    ]);
    let name = [&user["givenName"], &user["familyName"]]
        .map(|part| part.as_str().unwrap())
        .join(" ");
    profile.insert("name".into(), json!(name));
    let school = &user["primaryOrg"];
    profile.insert(
        "school".into(),
        json!({ "id": school["sourcedId"], "name": school["name"] }),
    );
    if let Some(grade) = user["grades"]
        .as_array()
        .unwrap()
        .iter()
        .map(|grade| grade.as_str().unwrap().parse::<i64>().unwrap())
        .max()
    {
        profile.insert("grade".into(), json!(grade));
    }
    if !enrollments.is_empty() {
        let course = |enrollment: &Value| json!({ "id": enrollment["course"]["id"], "code": code(&enrollment["course"]["id"]), "name": enrollment["course"]["title"] });
        profile.insert("courses".into(), enrollments.iter().map(course).collect());
    }
    if let Some(goals) = enrollments
        .iter()
        .find_map(|enrollment| enrollment["metadata"]["goals"].as_object())
    {
        profile.insert("goals".into(), json!(goals));
    }
    Value::Object(profile)
}

/// The configured code of the course with this id, else the id.
fn code(id: &Value) -> Value {
    let file: Value = serde_json::from_str(APP_CONFIG).unwrap();
    let courses = file["courses"].as_array().unwrap();
    let course = courses
        .iter()
        .find(|course| course["ids"]["staging"] == *id);
    course.map_or(id, |course| &course["courseCode"]).clone()
}

/// XP of the clock's current day and of all days, over all subjects.
async fn xp(platform: &Platform, token: &str, student: &str) -> Value {
    let today = NOW.split_once('T').unwrap().0;
    let end = format!("{today}T23:59:59.999Z");
    let query = [
        ("startDate", "2000-01-01T00:00:00.000Z"),
        ("endDate", end.as_str()),
        ("studentId", student),
    ];
    let activity = platform
        .read(token, "/edubridge/analytics/activity", &query)
        .await;
    let xp_of = |day: &Value| {
        day.as_object()
            .unwrap()
            .values()
            .map(|facts| facts["activityMetrics"]["xpEarned"].as_f64().unwrap())
            .sum::<f64>()
    };
    let days = activity["facts"].as_object().unwrap();
    let of_today = days.get(today).map_or(0.0, xp_of);
    json!({ "today": number(of_today), "all": number(days.values().map(xp_of).sum()) })
}

/// Six decimals, and none for whole numbers.
fn number(sum: f64) -> Value {
    // An empty sum is minus zero, which adding zero corrects.
    let sum = (sum * 1e6).round() / 1e6 + 0.0;
    // A whole number is written without a fraction.
    serde_json::from_str(&sum.to_string()).unwrap()
}
