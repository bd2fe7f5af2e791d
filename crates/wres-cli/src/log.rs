//! The log: for people on standard error, or as JSON lines.

use crate::args::Global;
use std::io::{self, IsTerminal};
use tracing_subscriber::{EnvFilter, fmt};

/// Starts the log. `WRES_LOG` (for example `wres_ingest=debug`) goes before `--verbose` and `--quiet`.
pub(crate) fn start(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "info",
        (false, 2) => "debug",
        (false, _) => "trace",
    };
    // The engine underneath logs at its own pleasure; only our own crates follow --verbose.
    let ours = format!(
        "warn,{}",
        ["cli", "pipeline", "ingest", "validate", "store", "metrics", "disclosure", "report"]
            .map(|name| format!("wres_{name}={level}"))
            .join(",")
    );
    let filter = EnvFilter::try_from_env("WRES_LOG").unwrap_or_else(|_| EnvFilter::new(ours));
    let builder = fmt().with_env_filter(filter).with_writer(io::stderr).with_target(global.verbose > 1);
    if global.log_json {
        builder.json().init();
    } else {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() && !global.plain;
        builder.with_ansi(colour).compact().init();
    }
}
