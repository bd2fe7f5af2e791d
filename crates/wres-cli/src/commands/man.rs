//! `wres man` and `wres completions`, made from the command line's own definition.

use crate::{
    args::Args,
    exit::{Exit, Failure},
    output::quiet_pipe,
};
use std::io::{self, Write};

pub(crate) fn manual() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::definition()).render(&mut page)?;
    quiet_pipe(io::stdout().lock().write_all(&page))?;
    Ok(Exit::Done)
}

pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::definition(), "wres", &mut script);
    quiet_pipe(io::stdout().lock().write_all(&script))?;
    Ok(Exit::Done)
}
