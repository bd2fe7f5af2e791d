//! Everything remembered, and how cross-file rules ask for it.

use super::{
    counted::Counted,
    records::{Contract, Event, Kind, Life, NO_DAY, Post, Spot},
};
use std::collections::BTreeMap;
use wres_domain::Dataset;

/// Everything remembered of the rows that stay, some forty bytes for a row at the most.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Posts of this period; sorted by person once the rows are all seen.
    pub(crate) staff: Vec<Post>,
    /// Posts of the last period; sorted by person.
    pub(crate) last: Vec<Post>,
    /// Whether there is a last period to compare with.
    pub(crate) has_last: bool,
    /// Departures, cases, courses, appraisals and moves, each sorted by person.
    pub(crate) events: BTreeMap<Dataset, Vec<Event>>,
    /// Counts of each dataset of which a file was read.
    pub(crate) counted: BTreeMap<Dataset, Counted>,
    /// Everybody in staff of this or last period or among the leavers, sorted.
    pub(crate) lives: Vec<Life>,
}

impl Gathered {
    /// Brings everything into the order in which rules ask for it.
    pub(crate) fn settle(&mut self) {
        self.staff.sort_unstable_by_key(|post| (post.person, post.spot));
        self.last.sort_unstable_by_key(|post| (post.person, post.spot));
        for events in self.events.values_mut() {
            events.sort_unstable_by_key(|event| (event.person, event.spot));
        }
        self.lives = self.lives();
    }

    /// Events of a dataset.
    pub(crate) fn events(&self, dataset: Dataset) -> &[Event] {
        self.events.get(&dataset).map_or(&[], Vec::as_slice)
    }

    /// Counts of a dataset.
    pub(crate) fn counted(&self, dataset: Dataset) -> Option<&Counted> {
        self.counted.get(&dataset)
    }

    /// Places of the events of a dataset that meet a condition together with what is known of their person.
    pub(crate) fn events_where(&self, dataset: Dataset, meets: impl Fn(&Event, Option<&Life>) -> bool) -> Vec<Spot> {
        let mut lives = self.lives.iter().peekable();
        let mut spots = Vec::new();
        for event in self.events(dataset) {
            while lives.next_if(|life| life.person < event.person).is_some() {}
            let life = lives.peek().filter(|life| life.person == event.person);
            if meets(event, life.copied()) {
                spots.push(event.spot);
            }
        }
        spots
    }

    /// The posts of each person in this period, one person at a time.
    pub(crate) fn people(&self) -> impl Iterator<Item = &[Post]> {
        self.staff.chunk_by(|one, next| one.person == next.person)
    }

    /// People in both periods: their posts now and then.
    pub(crate) fn in_both(&self) -> impl Iterator<Item = (&[Post], &[Post])> {
        let mut last = self.last.chunk_by(|one, next| one.person == next.person).peekable();
        self.people().filter_map(move |now| {
            let person = now.first()?.person;
            while last.next_if(|then| then.first().is_some_and(|post| post.person < person)).is_some() {}
            let then = last.peek().filter(|then| then.first().is_some_and(|post| post.person == person))?;
            Some((now, *then))
        })
    }

    fn lives(&self) -> Vec<Life> {
        let mut lives: Vec<Life> = Vec::with_capacity(self.staff.len());
        for (posts, here) in [(&self.staff, true), (&self.last, false)] {
            for post in posts {
                lives.push(Life {
                    person: post.person,
                    start: post.start,
                    left: NO_DAY,
                    here,
                    was_here: !here,
                    regulated: post.regulated,
                    rung: if here { post.rung } else { 0 },
                });
            }
        }
        for event in self.events(Dataset::Leavers).iter().filter(|event| event.kind != Kind::InternalMove) {
            lives.push(Life {
                person: event.person,
                start: NO_DAY,
                left: event.day,
                here: false,
                was_here: false,
                regulated: None,
                rung: 0,
            });
        }
        // A stable sort: this period's posts stay before last period's, so that what is newer wins.
        lives.sort_by_key(|life| life.person);
        lives.dedup_by(|later, kept| {
            let same = later.person == kept.person;
            if same {
                merge(kept, later);
            }
            same
        });
        lives
    }

    /// People directly employed in the last period, and how many of them are neither in this period's staff nor among the
    /// leavers.
    pub(crate) fn vanished(&self) -> (u64, u64) {
        let mut of_life = self.lives.iter().peekable();
        let (mut people, mut vanished) = (0, 0);
        for posts in self.last.chunk_by(|one, next| one.person == next.person) {
            let Some(person) = posts.first().map(|post| post.person) else { continue };
            if posts.iter().all(|post| post.contract == Contract::Agency) {
                continue;
            }
            people += 1;
            while of_life.next_if(|life| life.person < person).is_some() {}
            let gone = |life: &&Life| life.person == person && !life.here && life.left == NO_DAY;
            vanished += u64::from(of_life.peek().is_some_and(|life| gone(&life)));
        }
        (people, vanished)
    }
}

fn merge(kept: &mut Life, later: &Life) {
    if kept.start == NO_DAY {
        kept.start = later.start;
    }
    kept.left = kept.left.max(later.left);
    kept.here |= later.here;
    kept.was_here |= later.was_here;
    kept.regulated = match (kept.regulated, later.regulated) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (one, other) => one.or(other),
    };
    kept.rung = kept.rung.max(later.rung);
}
