//! What this process has cost so far, as Linux tells it.

use std::fs::read_to_string;

/// Seconds of processor time so far, over all threads: what a thing costs, however busy the machine is.
#[must_use]
pub fn processor() -> f64 {
    // Only Linux tells it.
    let Ok(stat) = read_to_string("/proc/self/stat") else { return f64::NAN };
    // Fields 14 and 15, in ticks of a hundredth of a second; the name before them may hold spaces.
    let ticks = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    ticks.flat_map(str::parse::<f64>).sum::<f64>() / 100.0
}

/// The most memory taken so far, in words.
#[must_use]
pub fn peak_memory() -> String {
    let Ok(status) = read_to_string("/proc/self/status") else { return "memory not known".to_owned() };
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory not known");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
