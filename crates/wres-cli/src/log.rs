//! The log: for people on standard error, or as JSON lines; and as JSON lines into a file.

use crate::args::Global;
use anyhow::Context;
use std::{
    fs::File,
    io::{self, IsTerminal},
    panic,
    path::Path,
    sync::Mutex,
};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts the log. `WRES_LOG` (for example `wres_ingest=debug`) goes before `--verbose` and `--quiet`. The file gets at least what
/// happened to each site, with the time, rows, bytes and cells of each.
///
/// # Errors
/// If the file cannot be added to.
pub(crate) fn start(global: &Global) -> anyhow::Result<()> {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "info",
        (false, 2) => "debug",
        (false, _) => "trace",
    };
    let file = global.log_file.as_deref().map(open).transpose()?;
    let file = file.map(|file| {
        let level = if global.verbose > 1 { "debug" } else { "info" };
        fmt::layer().json().with_writer(Mutex::new(file)).with_filter(filter(level))
    });
    let people = fmt::layer().with_writer(io::stderr).with_target(global.verbose > 1);
    let people = if global.log_json {
        people.json().with_filter(filter(level)).boxed()
    } else {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() && !global.plain;
        people.with_ansi(colour).compact().with_filter(filter(level)).boxed()
    };
    tracing_subscriber::registry().with(people).with(file).init();
    place_panics();
    Ok(())
}

/// The engine underneath logs at its own pleasure; only our own crates follow --verbose.
fn filter(level: &str) -> EnvFilter {
    let ours = ["cli", "pipeline", "ingest", "validate", "store", "metrics", "disclosure", "report"]
        .map(|name| format!("wres_{name}={level}"))
        .join(",");
    EnvFilter::try_from_env("WRES_LOG").unwrap_or_else(|_| EnvFilter::new(format!("warn,{ours}")))
}

/// A file to add lines to; its owner alone can read it.
fn open(path: &Path) -> anyhow::Result<File> {
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let there = std::fs::symlink_metadata(path);
    if there.is_ok_and(|metadata| !metadata.is_file() && !metadata.is_symlink()) {
        anyhow::bail!("the log cannot be written to {}: it is not a regular file", path.display());
    }
    options.open(path).with_context(|| format!("the log cannot be written to {}", path.display()))
}

/// A panic is logged by its place alone: what it says may quote what it stumbled over.
fn place_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a fault of the program: please report it with this place");
    }));
}
