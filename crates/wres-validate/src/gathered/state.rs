//! Everything remembered, and how cross-file rules ask for it.

use super::{
    counted::Counted,
    records::{Event, Kind, Life, NO_DAY, Post, Spot},
};
use rayon::prelude::*;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
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
    /// Counts of each dataset and file, while rows are seen.
    pub(crate) by_file: BTreeMap<(Dataset, u16), Counted>,
    /// Counts of each dataset of which a file was read, once the rows are all seen.
    pub(crate) counted: BTreeMap<Dataset, Counted>,
    /// Everybody in staff of this or last period or among the leavers, sorted.
    pub(crate) lives: Vec<Life>,
    /// Whether there were more rows than may be remembered: then nothing about single rows is remembered any more.
    pub(crate) given_up: bool,
    /// Rows that were not looked for among those before them, because too many were remembered already.
    pub(crate) not_compared: u64,
}

impl Gathered {
    /// Forgets every single row if there are more than may be remembered. What is left has neither people nor a year before: a
    /// rule that compared with half of them would find strangers everywhere.
    pub(crate) fn keep_within(&mut self, most: u64) {
        let events: usize = self.events.values().map(Vec::len).sum();
        if (self.staff.len() + self.last.len() + events) as u64 <= most {
            return;
        }
        self.given_up = true;
        (self.staff, self.last, self.has_last) = (Vec::new(), Vec::new(), false);
        self.events.clear();
    }

    /// Forgets the rows of files that were given up, and brings everything into the order in which rules ask for it.
    pub(crate) fn settle(&mut self, refused: &BTreeSet<u16>) {
        self.staff.retain(|post| !refused.contains(&post.spot.file));
        for events in self.events.values_mut() {
            events.retain(|event| !refused.contains(&event.spot.file));
        }
        for ((dataset, file), counted) in std::mem::take(&mut self.by_file) {
            if !refused.contains(&file) {
                self.counted.entry(dataset).or_default().add(counted);
            }
        }
        self.staff.par_sort_unstable_by_key(|post| (post.person, post.spot));
        self.last.par_sort_unstable_by_key(|post| (post.person, post.spot));
        for events in self.events.values_mut() {
            events.par_sort_unstable_by_key(|event| (event.person, event.spot));
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

    /// Places of the events of a dataset that meet a condition together with what is known of their person. None without
    /// staff of this period: then nothing can be told of anybody, and that there is no staff is a finding of its own.
    pub(crate) fn events_where(&self, dataset: Dataset, meets: impl Fn(&Event, Option<&Life>) -> bool) -> Vec<Spot> {
        let mut spots = Vec::new();
        if self.staff.is_empty() {
            return spots;
        }
        let mut lives = self.lives.iter().peekable();
        for event in self.events(dataset) {
            while lives.next_if(|life| life.person < event.person).is_some() {}
            let life = lives.peek().filter(|life| life.person == event.person);
            if meets(event, life.copied()) {
                spots.push(event.spot);
            }
        }
        spots
    }

    /// Events of a dataset on a day before their person's start of service.
    pub(crate) fn before_joining(&self, dataset: Dataset) -> Vec<Spot> {
        self.events_where(dataset, |event, life| event.day != NO_DAY && life.is_some_and(|life| event.day < life.start))
    }

    /// Events of a dataset on a day after the one on which their person left.
    pub(crate) fn after_leaving(&self, dataset: Dataset) -> Vec<Spot> {
        self.events_where(dataset, |event, life| life.is_some_and(|life| life.left != NO_DAY && event.day > life.left))
    }

    /// The posts of each person in this period, one person at a time.
    pub(crate) fn people(&self) -> impl Iterator<Item = &[Post]> {
        self.staff.chunk_by(|one, next| one.person == next.person)
    }

    /// People in both periods: their posts now and then.
    pub(crate) fn in_both(&self) -> impl Iterator<Item = (&[Post], &[Post])> {
        let mut last = self.people_last().peekable();
        self.people().filter_map(move |now| {
            let person = now.first()?.person;
            while last.next_if(|then| then.first().is_some_and(|post| post.person < person)).is_some() {}
            let then = last.peek().filter(|then| then.first().is_some_and(|post| post.person == person))?;
            Some((now, *then))
        })
    }

    /// Everybody, from three lists that are sorted by person each: what is newer comes first and wins.
    fn lives(&self) -> Vec<Life> {
        let of_post = |here: bool| {
            move |post: &Post| Life {
                person: post.person,
                start: post.start,
                left: NO_DAY,
                here,
                was_here: !here,
                regulated: post.regulated,
                rung: if here { post.rung } else { 0 },
            }
        };
        let of_departure = |event: &Event| Life {
            person: event.person,
            start: NO_DAY,
            left: event.day,
            here: false,
            was_here: false,
            regulated: None,
            rung: 0,
        };
        let mut now = self.staff.iter().map(of_post(true)).peekable();
        let mut last = self.last.iter().map(of_post(false)).peekable();
        let departures = self.events(Dataset::Leavers).iter().filter(|event| event.kind != Kind::InternalMove);
        let mut left = departures.map(of_departure).peekable();
        let mut lives: Vec<Life> = Vec::with_capacity(self.staff.len().max(self.last.len()));
        loop {
            let heads = [now.peek(), last.peek(), left.peek()];
            let Some(person) = heads.iter().flatten().map(|life| life.person).min() else { return lives };
            let of_person = |life: &Life| life.person == person;
            let mut of_all: Option<Life> = None;
            while let Some(life) =
                now.next_if(of_person).or_else(|| last.next_if(of_person)).or_else(|| left.next_if(of_person))
            {
                match &mut of_all {
                    Some(kept) => merge(kept, &life),
                    None => of_all = Some(life),
                }
            }
            lives.extend(of_all);
        }
    }

    /// People of the last period, one at a time.
    pub(crate) fn people_last(&self) -> impl Iterator<Item = &[Post]> {
        self.last.chunk_by(|one, next| one.person == next.person)
    }

    /// Places of people directly employed who were not there in the last period, though their service began before this
    /// one.
    pub(crate) fn appeared(&self, from: i32) -> impl Iterator<Item = Spot> {
        let mut lives = self.lives.iter().peekable();
        self.people().filter_map(move |posts| {
            let post = posts.iter().find(|post| post.contract.is_direct())?;
            while lives.next_if(|life| life.person < post.person).is_some() {}
            let life = lives.peek().filter(|life| life.person == post.person)?;
            (!life.was_here && post.start != NO_DAY && post.start < from).then_some(post.spot)
        })
    }

    /// How staff of the last period, joiners and leavers make up staff of this period. Agency workers are left out.
    pub(crate) fn balance(&self, from: i32) -> Balance {
        let direct = |posts: &&[Post]| posts.iter().any(|post| post.contract.is_direct());
        let mut balance = Balance { now: self.people().filter(direct).count() as u64, ..Balance::default() };
        balance.appeared = self.appeared(from).count() as u64;
        let mut lives = self.lives.iter().peekable();
        for person in self.people_last().filter(direct).filter_map(|posts| posts.first()).map(|post| post.person) {
            while lives.next_if(|life| life.person < person).is_some() {}
            let Some(life) = lives.peek().filter(|life| life.person == person) else { continue };
            balance.last += 1;
            balance.left += u64::from(!life.here && life.left != NO_DAY);
            balance.vanished += u64::from(!life.here && life.left == NO_DAY);
        }
        let stayed = balance.last - balance.left - balance.vanished;
        balance.joined = balance.now.saturating_sub(stayed + balance.appeared);
        balance
    }
}

/// Numbers of people between two snapshots.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Balance {
    /// In the last snapshot.
    pub(crate) last: u64,
    /// In this snapshot.
    pub(crate) now: u64,
    /// In the last snapshot and among the leavers.
    pub(crate) left: u64,
    /// In this snapshot, not in the last, with a start of service in the period or none.
    pub(crate) joined: u64,
    /// In the last snapshot and in no file of this period.
    pub(crate) vanished: u64,
    /// In this snapshot, not in the last, with a start of service before the period.
    pub(crate) appeared: u64,
}

/// The most senior of a person's posts: the highest rung, then the most hours, then the first in the file.
pub(crate) fn senior(posts: &[Post]) -> Option<&Post> {
    posts.iter().min_by_key(|post| (Reverse(post.rung), Reverse(post.hundredths), post.spot))
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
