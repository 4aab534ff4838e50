//! The pages of a guardian's and a teacher's students, and who may see whom.

use super::world::{STUDENT, World};

const GUARDIAN: &str = "guardian@example.com";
const TEACHER: &str = "teacher@example.com";

/// The list, and the pages of a guardian's, a teacher's and nobody's student, and of no student.
const PATHS: [&str; 6] = [
    "/students",
    "/students/maya-okafor",
    "/students/chidi-okafor",
    "/students/priya-raman",
    "/students/saoirse-obrien",
    "/students/nobody",
];

#[tokio::test]
async fn everyone_sees_exactly_their_own_students() {
    let world = World::new().await;
    for (email, statuses) in [
        (GUARDIAN, [200, 200, 200, 404, 404, 404]),
        (TEACHER, [200, 200, 404, 200, 404, 404]),
        (STUDENT, [200, 404, 404, 404, 404, 404]),
        ("busy@example.com", [200, 404, 404, 404, 404, 404]),
        ("stranger@example.com", [200, 404, 404, 404, 404, 404]),
    ] {
        let reader = world.student(email).await;
        for (path, status) in PATHS.into_iter().zip(statuses) {
            assert_eq!(reader.get(path).await.status, status, "{email} {path}");
        }
    }
    for path in PATHS {
        assert_eq!(world.anonymous().get(path).await.location(), "/", "{path}");
    }
}
