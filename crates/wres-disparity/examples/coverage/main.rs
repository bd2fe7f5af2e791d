//! Enumerates the coverage and width of every interval and writes `docs/coverage.md` (its tables) and `docs/coverage/*.svg`.
//!
//! `cargo run --release -p wres-disparity --example coverage`

#![expect(clippy::disallowed_methods, reason = "the crate is pure; this program writes its documentation")]
#![expect(clippy::print_stdout, reason = "says what it wrote")]

mod enumerate;
mod grid;
mod methods;
mod page;
mod plot;
mod settings;

use plot::Measure;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let figures = docs.join("coverage");
    fs::create_dir_all(&figures)?;
    let grids = grid::all();
    for grid in &grids {
        write(figures.join(format!("{}.svg", grid.file)), &plot::svg(grid, Measure::Coverage))?;
        write(figures.join(format!("{}_width.svg", grid.file)), &plot::svg(grid, Measure::Width))?;
    }
    let path = docs.join("coverage.md");
    let committed = fs::read_to_string(&path)?;
    let prose = committed.split(page::MARK).next().unwrap_or_default().trim_end();
    write(path, &format!("{prose}\n\n{}\n\n{}\n{}", page::MARK, page::settings_table(), page::grid_tables(&grids)))
}

fn write(path: PathBuf, text: &str) -> io::Result<()> {
    fs::write(&path, text)?;
    println!("{}", path.display());
    Ok(())
}
