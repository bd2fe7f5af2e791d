//! Who belongs to a population: for each member where what is known of it stands, its service and ethnicity, and who it is.

use super::{
    cells::pair,
    leavers::Leavers,
    people::NOBODY,
    scene::Scene,
    seniority::most_senior,
    table::{Column, NO_CODE, Table},
};
use crate::{definition::When, plan::PopulationNode};
use wres_domain::{Dataset, Ethnicity, Service};

/// Members that come from one table: the rows that stand for them.
struct Part {
    from: Source,
    rows: Vec<u32>,
}

/// The table that a member comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The population's dataset in this submission.
    This,
    /// The population's dataset in the one before.
    Before,
    /// The leavers of this submission: of such a member nothing is known but person, ethnicity and service.
    Leavers,
}

/// Where a member of a cohort is on the day of this snapshot: on a rung, on none that is known ([`NO_CODE`]), or gone.
pub(crate) type Now = Option<u16>;

/// The members of a population, one after another.
pub(crate) struct Members {
    parts: Vec<Part>,
    /// The place of each member's service and ethnicity among all pairs of them.
    pub(crate) pairs: Vec<u16>,
    /// Who each member is; empty where members are rows.
    pub(crate) people: Vec<u32>,
    /// Where each member of a cohort is now; empty where members are no cohort.
    pub(crate) now: Vec<Now>,
}

impl Members {
    /// The members of a population; `None` where the dataset it is made of, or the snapshot before, was not sent.
    pub(crate) fn of<'a>(scene: &Scene<'a>, population: &'a PopulationNode) -> Option<Self> {
        let this = scene.this.get(&population.dataset)?;
        let before = scene.previous.get(&population.dataset);
        let parts = match population.when {
            When::Rows => {
                let passes = this.all(&population.predicates, scene.terms(population), &this.supplied);
                let rows = (0_u32..).zip(passes).filter(|(_, pass)| *pass).map(|(row, _)| row);
                vec![Part { from: Source::This, rows: rows.collect() }]
            }
            When::Snapshot => vec![Part { from: Source::This, rows: most_senior(scene, population, this) }],
            When::InPeriod => in_period(scene, population, this, before),
            When::Cohort => vec![Part { from: Source::Before, rows: most_senior(scene, population, before?) }],
        };
        let mut out = Self { pairs: pairs(scene, population, &parts), people: Vec::new(), now: Vec::new(), parts };
        if population.of_persons() {
            out.people = out.gather(|from| table(scene, population, from).map(Table::people), NOBODY);
        }
        if population.when == When::Cohort {
            let now = where_now(scene, population, this);
            out.now = out.people.iter().map(|person| now[*person as usize]).collect();
        }
        Some(out)
    }

    /// How many members there are.
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// What a column of each table says of each member; `unknown` where the table has no such column.
    pub(crate) fn gather<'s, T: Copy + 's>(&self, of: impl Fn(Source) -> Option<&'s [T]>, unknown: T) -> Vec<T> {
        let mut out = Vec::with_capacity(self.parts.iter().map(|part| part.rows.len()).sum());
        for part in &self.parts {
            match of(part.from) {
                Some(values) => out.extend(part.rows.iter().map(|row| values[*row as usize])),
                None => out.resize(out.len() + part.rows.len(), unknown),
            }
        }
        out
    }

    /// Every member that comes from a row of this submission: its place among the members, the dataset and the row.
    pub(crate) fn rows(&self, dataset: Dataset) -> impl Iterator<Item = (usize, Dataset, u32)> {
        let mut from = 0;
        let parts = self.parts.iter().map(move |part| {
            let first = from;
            from += part.rows.len();
            let dataset = match part.from {
                Source::This => Some(dataset),
                Source::Leavers => Some(Dataset::Leavers),
                Source::Before => None,
            };
            (first, dataset, &part.rows)
        });
        parts.flat_map(|(first, dataset, rows)| {
            let each = rows.iter().enumerate();
            each.filter_map(move |(place, row)| dataset.map(|dataset| (first + place, dataset, *row)))
        })
    }

    /// Whether some members come from a table.
    pub(crate) fn has(&self, from: Source) -> bool {
        self.parts.iter().any(|part| part.from == from)
    }

    /// For every person of the site whether they are a member.
    pub(crate) fn are(&self, people: usize) -> Vec<bool> {
        let mut out = vec![false; people];
        self.people.iter().for_each(|person| out[*person as usize] = true);
        out
    }
}

/// The table that a part of the members comes from.
fn table<'s, 'a>(scene: &'s Scene<'a>, population: &PopulationNode, from: Source) -> Option<&'s Table<'a>> {
    match from {
        Source::This => scene.this.get(&population.dataset),
        Source::Before => scene.previous.get(&population.dataset),
        Source::Leavers => scene.this.get(&Dataset::Leavers),
    }
}

/// Everyone employed at any time in the period: this snapshot, the one before, and those who left in between. What is known of
/// them comes from this snapshot, else the one before, else the leaver's own row.
fn in_period<'a>(
    scene: &Scene<'a>,
    population: &'a PopulationNode,
    this: &Table<'a>,
    before: Option<&Table<'a>>,
) -> Vec<Part> {
    let now = most_senior(scene, population, this);
    let mut members = vec![false; scene.people];
    now.iter().for_each(|row| members[this.people()[*row as usize] as usize] = true);
    // Somebody whose every post in a snapshot lies outside the population left from outside it.
    let mut ever = vec![false; scene.people];
    let posts = this.people().iter().chain(before.map_or([].as_slice(), Table::people));
    posts.filter(|person| **person != NOBODY).for_each(|person| ever[*person as usize] = true);

    let mut parts = vec![Part { from: Source::This, rows: now }];
    if let Some(before) = before {
        let mut rows = most_senior(scene, population, before);
        rows.retain(|row| !members[before.people()[*row as usize] as usize]);
        parts.push(Part { from: Source::Before, rows });
    }
    if let (Some(left), Some(leavers)) = (Leavers::of(scene), scene.this.get(&Dataset::Leavers)) {
        let mut rows = left.last_rows();
        rows.retain(|row| !ever[leavers.people()[*row as usize] as usize]);
        parts.push(Part { from: Source::Leavers, rows });
    }
    parts
}

/// Where everybody of the site is now, by the most senior of today's posts that belong to a population.
fn where_now<'a>(scene: &Scene<'a>, population: &'a PopulationNode, this: &Table<'a>) -> Vec<Now> {
    let rungs = this.codes("rung", scene.terms(population).ladder);
    let mut now: Vec<Now> = vec![None; scene.people];
    for row in most_senior(scene, population, this) {
        let rung = rungs.map_or(NO_CODE, |rungs| rungs[row as usize]);
        now[this.people()[row as usize] as usize] = Some(rung);
    }
    now
}

/// The place of service and ethnicity of the members of all parts.
fn pairs(scene: &Scene<'_>, population: &PopulationNode, parts: &[Part]) -> Vec<u16> {
    let mut out = Vec::new();
    for part in parts {
        let Some(table) = table(scene, population, part.from) else { continue };
        let (ethnicity, service) = match part.from {
            Source::Leavers => (Some("ethnicity"), true),
            Source::This | Source::Before => (population.ethnicity.as_deref(), population.service),
        };
        let unknown = (Ethnicity::UnknownUnmapped, Ethnicity::UnknownBlank);
        let ethnicity = ethnicity.map(|column| coded(table, column, Ethnicity::from_code, unknown));
        let service = service.then(|| coded(table, "service", Service::from_code, (Service::Other, Service::Other)));
        out.extend(part.rows.iter().map(|row| {
            let ethnicity = ethnicity.as_ref().map_or(Ethnicity::UnknownNotAsked, |of| of(*row));
            pair(service.as_ref().map_or(Service::Other, |of| of(*row)), ethnicity)
        }));
    }
    out
}

/// What the rows of a table say in a column of codes. What a code means that is not on the list, and what an empty cell means,
/// is given by `(beyond, blank)`.
fn coded<T: Copy>(
    table: &Table<'_>,
    column: &str,
    meaning: impl Fn(&str) -> Option<T>,
    (beyond, blank): (T, T),
) -> impl Fn(u32) -> T {
    let (list, codes) = match table.column(column) {
        Some(Column::Codes(list, codes)) => (Some(list), codes.as_slice()),
        _ => (None, [].as_slice()),
    };
    let known = list.into_iter().flat_map(|list| list.iter()).map(|code| meaning(code).unwrap_or(beyond));
    let known: Vec<T> = known.chain([beyond]).collect();
    move |row| codes.get(row as usize).and_then(|code| known.get(usize::from(*code))).copied().unwrap_or(blank)
}
