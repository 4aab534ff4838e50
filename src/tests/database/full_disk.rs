//! The disk of the SQLite file is full.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::{
    assert_unavailable, assert_unavailable_page, postgres::is_root, say_skipped, sign_in, sign_up,
};
use crate::{
    auth_api::client::BELIEVING,
    browser::Browser,
    log::log,
    store::Store,
    world::{STUDENT, World},
};

/// A small tmpfs.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Mounts a tmpfs; `None` if that is not permitted, which is printed.
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = is_root()
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
                .arg(folder.path())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
        if !mounted {
            say_skipped("what a full disk does; it takes root and the right to mount");
            return None;
        }
        Some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Fills the disk.
    fn fill(&self) {
        use std::io::Write as _;
        let mut file = std::fs::File::create(self.filler()).unwrap();
        let page = [7; 4096];
        while file.write(&page).is_ok_and(|written| written > 0) {}
    }

    fn free(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Open files are removed with the last handle.
        let _done = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// Signs users up until six fail; returns who has an account and who was refused.
async fn sign_up_until_refused(world: &World, first: usize) -> (Vec<usize>, Vec<usize>) {
    // Writes that fit the write-ahead log may still succeed.
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for number in first..first + 60 {
        let answer = sign_up(world, number).await;
        if answer.status == 200 {
            kept.push(number);
        } else {
            assert_unavailable(&answer, "/auth/v1/signup");
            refused.push(number);
        }
        if refused.len() == 6 {
            return (kept, refused);
        }
    }
    panic!("the disk was not full");
}

async fn assert_full(world: &World, student: &Browser) {
    let ready = world.anonymous().get("/readyz").await;
    let found = (ready.status, ready.json()["database"].clone());
    assert_eq!(found, (503, "failing".into()));
    let profile = student.get("/profile").await;
    assert_eq!(profile.status, 200, "who is signed in reads on");
    let form = [
        ("email", "form@example.com"),
        ("password", "correct horse battery"),
    ];
    let form = world.anonymous().post_form("/sign-up", &form).await;
    assert_unavailable_page(&form, "/sign-up");
    let cause = "database or disk is full";
    assert!(log().text().contains(cause), "the log names the cause");
}

async fn assert_nothing_is_half_written(world: &World, newcomers: usize) {
    let count = "SELECT COUNT(*) FROM users WHERE id IN (SELECT user_id FROM email_addresses WHERE address LIKE 'newcomer.%')";
    assert_eq!(world.number(count).await, i64::try_from(newcomers).unwrap());
    let half = "SELECT COUNT(*) FROM users WHERE id NOT IN (SELECT user_id FROM identities)";
    assert_eq!(world.number(half).await, 0);
    let chain = world.state.identity.audit_log().await.unwrap().len();
    let entries = world.number("SELECT COUNT(*) FROM audit_events").await;
    assert_eq!(i64::try_from(chain).unwrap(), entries);
}

#[tokio::test]
async fn a_full_disk_responds_503_until_there_is_space() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    log();
    let url = format!("sqlite:{}", disk.path().join("school.db").display());
    let world = World::on_with(Store::at(url), BELIEVING).await;
    let student = world.student(STUDENT).await;
    assert_eq!(sign_up(&world, 0).await.status, 200);
    let ready = world.anonymous().get("/readyz").await;
    assert_eq!(ready.status, 200, "{}", ready.body);

    let mut newcomers = 1;
    for round in 0..3 {
        disk.fill();
        let (kept, refused) = sign_up_until_refused(&world, 100 * round + 1).await;
        assert_full(&world, &student).await;

        disk.free();
        let written = sign_up(&world, refused[0]).await;
        assert_eq!(written.status, 200, "{}", written.body);
        newcomers += kept.len() + 1;
        assert_eq!(world.anonymous().get("/readyz").await.status, 200);
        assert_eq!(sign_in(&world.anonymous()).await.status, 303);
        assert_nothing_is_half_written(&world, newcomers).await;
    }
}
