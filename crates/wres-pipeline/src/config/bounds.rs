//! Bounds of numbers and names in a pipeline file, checked when it is loaded and not when a night stumbles over them.

use super::file::PipelineFile;

/// Whether every number is within what makes sense and every name can be printed.
///
/// # Errors
/// A sentence that names the key, what it holds and what it may hold.
pub(super) fn check(file: &PipelineFile) -> Result<(), String> {
    file.limits.check().map_err(|error| format!("`[limits]`: {error}"))?;
    let keep = file.keep.clone().unwrap_or_default();
    let bounds: [(&str, u64, u64, u64); 7] = [
        ("processing.threads", file.processing.threads as u64, 0, 1024),
        ("processing.deadline_minutes", file.processing.deadline_minutes.unwrap_or(1), 1, 7 * 24 * 60),
        ("processing.least_free_mib", file.processing.least_free_mib, 1, 1 << 24),
        ("watch.timeout_seconds", file.watch.timeout_seconds, 1, 3600),
        ("keep.publications", keep.publications as u64, 1, 100_000),
        ("keep.days", keep.days, 0, 36_500),
        ("keep.cache_days", keep.cache_days, 1, 36_500),
    ];
    if let Some((key, value, least, most)) =
        bounds.iter().find(|(_, value, least, most)| !(least..=most).contains(&value))
    {
        return Err(format!("`{key} = {value}` is out of bounds: give a number from {least} to {most}"));
    }
    let names = [
        ("name", Some(&file.name)),
        ("title", Some(&file.title)),
        ("disclosure.reason", Some(&file.disclosure.reason)),
    ];
    let sites = file
        .sites
        .iter()
        .flat_map(|site| [("[[site]] name", Some(&site.name)), ("[[site]] region", site.region.as_ref())]);
    let breaks = file.breaks.iter().map(|one| ("[[break]] reason", Some(&one.reason)));
    let labels = file.labels.values().map(|label| ("[labels]", Some(label)));
    for (key, text) in names.into_iter().chain(sites).chain(breaks).chain(labels) {
        if let Some(odd) = text.and_then(|text| text.chars().find(|c| is_odd(*c))) {
            return Err(format!(
                "`{key}` holds the character U+{:04X}, which cannot be printed: take it out",
                u32::from(odd)
            ));
        }
        if text.is_some_and(|text| text.chars().count() > LONGEST) {
            return Err(format!("`{key}` is longer than {LONGEST} characters: shorten it"));
        }
    }
    Ok(())
}

/// Longest name or title, in characters.
const LONGEST: usize = 1000;

/// Control characters, and those that turn or hide what is written.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
