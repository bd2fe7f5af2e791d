//! Who is at risk at which event, worked out once for all iterations.

use super::data::CoxData;

/// One time at which somebody in a stratum had the event.
#[derive(Debug, Clone)]
pub(super) struct EventTime {
    pub(super) time: f64,
    /// Rows that join those at risk, going back in time.
    pub(super) joining: Vec<u32>,
    /// Rows that leave those at risk, going back in time: they entered at or after this time.
    pub(super) leaving: Vec<u32>,
    /// Rows that had the event.
    pub(super) events: Vec<u32>,
    /// How many people those are.
    pub(super) deaths: u64,
}

/// The event times of one stratum, latest first.
#[derive(Debug, Clone)]
pub(super) struct Stratum {
    /// All its rows.
    pub(super) rows: Vec<u32>,
    pub(super) times: Vec<EventTime>,
}

/// The strata in order of their codes; those without events have no say and are left out.
pub(super) fn strata(data: &CoxData) -> Vec<Stratum> {
    let mut by_exit: Vec<u32> = (0..data.rows.len() as u32).collect();
    let row = |i: u32| &data.rows[i as usize];
    by_exit.sort_by(|a, b| row(*a).stratum.cmp(&row(*b).stratum).then(row(*b).time.total_cmp(&row(*a).time)));
    let mut joined = vec![false; data.rows.len()];
    by_exit
        .chunk_by(|a, b| row(*a).stratum == row(*b).stratum)
        .map(|rows| stratum(data, rows, &mut joined))
        .filter(|stratum| !stratum.times.is_empty())
        .collect()
}

fn stratum(data: &CoxData, by_exit: &[u32], joined: &mut [bool]) -> Stratum {
    let row = |i: u32| &data.rows[i as usize];
    let mut by_entry = by_exit.to_vec();
    by_entry.sort_by(|a, b| row(*b).entry.total_cmp(&row(*a).entry));
    let mut times: Vec<EventTime> = Vec::new();
    for &i in by_exit.iter().filter(|i| row(**i).event) {
        if times.last().is_none_or(|last| last.time != row(i).time) {
            let time = row(i).time;
            times.push(EventTime { time, joining: vec![], leaving: vec![], events: vec![], deaths: 0 });
        }
        if let Some(last) = times.last_mut() {
            last.events.push(i);
            last.deaths = last.deaths.saturating_add(row(i).count);
        }
    }
    let (mut exits, mut entries) = (by_exit.iter().peekable(), by_entry.iter().peekable());
    for event in &mut times {
        while let Some(i) = exits.next_if(|i| row(**i).time >= event.time) {
            // Whoever entered at or after this time was never at risk at an event.
            if row(*i).entry < event.time {
                event.joining.push(*i);
            }
        }
        while let Some(i) = entries.next_if(|i| row(**i).entry >= event.time) {
            event.leaving.push(*i);
        }
    }
    forget_those_never_joined(&mut times, joined);
    Stratum { rows: by_exit.to_vec(), times }
}

/// Takes out of `leaving` the rows that never joined.
fn forget_those_never_joined(times: &mut [EventTime], joined: &mut [bool]) {
    for event in times {
        event.leaving.retain(|i| joined[*i as usize]);
        for i in &event.joining {
            joined[*i as usize] = true;
        }
    }
}
