//! The pages of a guardian's and a teacher's students.

mod access;
mod pages;

use timeback::{Config, Timeback};

use super::world::World;

const GUARDIAN: &str = "guardian@example.com";
const TEACHER: &str = "teacher@example.com";
const MAYA: &str = "/students/maya-okafor";

/// A client of the world's platform, by its clock.
fn client(world: &World) -> Timeback {
    let clock = world.clock.clone();
    Timeback::new(Config {
        clock: timeback::Clock::new(move || clock.now()),
        ..Config::sandbox(&world.platform.origin)
    })
}
