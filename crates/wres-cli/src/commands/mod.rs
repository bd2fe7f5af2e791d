//! One file a command.

mod check;
mod claims;
mod codes;
mod compare;
mod demo;
mod doctor;
mod explain;
mod init;
mod man;
mod prune;
mod review;
mod run;
mod schema;
mod stat;
mod stat_batch;
mod status;
mod synth;

use crate::{
    args::{Args, Command},
    exit::{Exit, Failure},
};

/// Does what the command line says.
pub(crate) fn dispatch(args: &Args) -> Result<Exit, Failure> {
    let global = &args.global;
    threads(global.threads)?;
    match &args.command {
        Command::Demo(args) => demo::run(args, global),
        Command::Init(args) => init::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Run(args) => run::run(args, global),
        Command::Compare(args) => compare::run(args, global),
        Command::Status(args) => status::run(args, global),
        Command::Explain(args) => explain::run(args),
        Command::Stat(args) => stat::run(args, global),
        Command::Claims(args) => claims::run(args, global),
        Command::Review(args) => review::run(args, global),
        Command::Codes(args) => codes::run(args, global),
        Command::Schema(args) => schema::run(args),
        Command::Synth(args) => synth::run(args),
        Command::Prune(args) => prune::run(args, global),
        Command::Doctor(args) => doctor::run(args, global),
        Command::Completions { shell } => man::completions(*shell),
        Command::Man => man::manual(),
    }
}

/// One flag sets the pool that everything of ours runs in.
fn threads(threads: usize) -> Result<(), Failure> {
    if threads > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    Ok(())
}
