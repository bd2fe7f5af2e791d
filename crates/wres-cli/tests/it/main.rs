//! The rules of the house, and the command as a user types it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod browser;
mod campaigns;
mod canary;
mod check;
mod explain;
mod first_hour;
mod house;
mod init;
mod on_a_pipeline;
mod operations;
mod researcher;
mod stat;
mod statistics_stay_home;

/// A key that others can read is refused.
fn keep_private(key: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = key;
}
