//! The `wres` command. Flags, rendering and exit codes; what is done is done by `wres-pipeline` and `wres-disparity`.

mod args;
mod commands;
mod exit;
mod log;
mod output;
mod progress;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return output::usage(&error),
    };
    if let Err(error) = log::start(&args.global) {
        return output::finish(Err(error.into()), &args.global);
    }
    let outcome = commands::dispatch(&args);
    output::finish(outcome, &args.global)
}
