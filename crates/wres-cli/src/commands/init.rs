//! wip
use crate::exit::{Exit, Failure};
pub(crate) fn run(_: &crate::args::InitArgs, _: &crate::args::Global) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
