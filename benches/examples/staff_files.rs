//! Lays out what `wres run` needs to read wide staff files: `staff_files FOLDER ROWS [SITES] [everyday]` writes that many rows, spread
//! over the sites, with mappings, a key that is good for nothing else, and `pipeline.toml`. `everyday` files have all fields in quotation
//! marks, pounds with commas, long labels and CRLF.
#![allow(clippy::print_stdout, reason = "a tool for measurements talks to whoever runs it")]

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::PathBuf,
};
use wres_benches::{
    everyday,
    staff::{MAPPING, PERIOD, SITE, write_staff},
};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("staff_files FOLDER ROWS [SITES] [everyday]");
        return Ok(());
    };
    let mut number = |default: u64| arguments.next().map_or(default, |text| text.parse().unwrap_or(default));
    let (rows, sites) = (number(1_000_000), number(1).clamp(1, 900));
    let everyday = arguments.next().as_deref() == Some("everyday");
    let mapping = if everyday { everyday::MAPPING } else { MAPPING };
    let mut pipeline = format!(
        "name = \"bench\"\ntitle = \"Bench\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"{PERIOD}\"\n"
    );
    fs::create_dir_all(folder.join("mappings"))?;
    for site in 0..sites {
        let id = if site == 0 { SITE.to_owned() } else { format!("D{site:07}") };
        let _ = write!(pipeline, "[[site]]\nid = \"{id}\"\nname = \"Site {site}\"\n");
        fs::write(folder.join(format!("mappings/{id}.toml")), mapping.replace(SITE, &id))?;
        let inbox = folder.join("inbox").join(PERIOD).join(&id);
        fs::create_dir_all(&inbox)?;
        let mut out = BufWriter::with_capacity(1 << 20, File::create(inbox.join("staff.csv"))?);
        let (from, to) = (rows * site / sites, rows * (site + 1) / sites);
        if everyday { everyday::write_everyday(&mut out, from, to) } else { write_staff(&mut out, from, to) }?;
        out.flush()?;
    }
    fs::write(folder.join("pipeline.toml"), pipeline)?;
    let key = folder.join("key");
    fs::write(&key, "8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7\n")?;
    // A key that others can read is refused.
    #[cfg(unix)]
    fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}
