//! Rows that came before: the same identity, with the same content or with another.

use crate::{error::RuleError, view::Rows};
use arrow::{
    array::{Array, AsArray},
    buffer::BooleanBuffer,
    datatypes::{
        DataType, Date32Type, Float64Type, Int32Type, Int64Type, TimestampMillisecondType, UInt16Type, UInt64Type,
    },
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    hash::{BuildHasherDefault, Hasher},
};
use wres_domain::Dataset;

/// Hashes are their own hash: they are mixed already, and hold keyed identifiers that nobody outside can choose.
#[derive(Debug, Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = mix(self.0 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Identity to content of the rows that stay.
type Seen = HashMap<u64, u64, BuildHasherDefault<Same>>;

/// How many parts the identities are in, so that all threads can look things up at once: some bits in the middle of an identity say
/// which, since a table uses those at both ends.
const PARTS: usize = 16;

fn part_of(identity: u64) -> usize {
    (identity >> 32) as usize % PARTS
}

/// Every identity seen so far, by dataset. Sixteen bytes for a row.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    seen: BTreeMap<Dataset, [Seen; PARTS]>,
    /// Most identities that are remembered, of all datasets together.
    most: u64,
    remembered: u64,
    not_remembered: u64,
}

/// What tells the rows of a batch from others.
#[derive(Debug)]
pub(crate) struct Prints {
    /// What makes each row that row and no other; `None` for one that nothing tells from others.
    identity: Vec<Option<u64>>,
    /// What each row says.
    content: Vec<u64>,
}

impl Prints {
    pub(crate) fn of(dataset: Dataset, rows: &Rows<'_>) -> Result<Self, RuleError> {
        let content = contents(rows)?;
        Ok(Self { identity: identities(dataset, rows, &content)?, content })
    }
}

/// Rows of a batch that came before.
#[derive(Debug)]
pub(crate) struct Again {
    /// With the same content.
    pub(crate) same: BooleanBuffer,
    /// With other content.
    pub(crate) other: BooleanBuffer,
}

/// A row: its batch, its place there, its identity and its content.
type Told = (usize, usize, u64, u64);
/// A row that came before: its batch, its place there, and whether its content is the same.
type Came = (usize, usize, bool);

impl Repeats {
    /// Remembers so many rows at most.
    pub(crate) fn within(most: u64) -> Self {
        Self { most, ..Self::default() }
    }

    /// Rows that are not remembered, because there were too many: no later row is found to be the same as one of these.
    pub(crate) fn not_compared(&self) -> u64 {
        self.not_remembered
    }

    /// Finds the rows of batches that came before, among those that stay; remembers the rest. `None` for a batch whose rows cannot
    /// be told apart.
    pub(crate) fn look(
        &mut self,
        dataset: Dataset,
        batches: &[Option<(&Prints, &BooleanBuffer)>],
    ) -> Vec<Option<Again>> {
        let rows = batches.iter().flatten().map(|(_, stay)| stay.count_set_bits() as u64).sum::<u64>();
        let seen = self.seen.entry(dataset).or_default();
        let came = if self.remembered + rows <= self.most {
            let parts: Vec<[Vec<Told>; PARTS]> = batches
                .par_iter()
                .enumerate()
                .filter_map(|(batch, prints)| Some(in_parts(batch, (*prints)?)))
                .collect();
            let of = |part: usize| parts.iter().map(move |parts| parts[part].as_slice());
            let found: Vec<(Vec<Came>, u64)> =
                seen.par_iter_mut().enumerate().map(|(part, seen)| look_up(seen, of(part))).collect();
            self.remembered += found.iter().map(|(_, remembered)| remembered).sum::<u64>();
            found.into_iter().flat_map(|(came, _)| came).collect()
        } else {
            // The limit falls among these rows: they are taken in their order, so that it falls at the same row on any machine.
            self.look_up_in_order(dataset, batches)
        };
        let mut again: Vec<Option<(Vec<bool>, Vec<bool>)>> = batches
            .iter()
            .map(|batch| {
                batch.map(|(prints, _)| (vec![false; prints.content.len()], vec![false; prints.content.len()]))
            })
            .collect();
        for (batch, row, is_same) in came {
            if let Some(Some((same, other))) = again.get_mut(batch) {
                if is_same { same[row] = true } else { other[row] = true }
            }
        }
        let buffers = |(same, other): (Vec<bool>, Vec<bool>)| Again { same: same.into(), other: other.into() };
        again.into_iter().map(|again| again.map(buffers)).collect()
    }

    fn look_up_in_order(&mut self, dataset: Dataset, batches: &[Option<(&Prints, &BooleanBuffer)>]) -> Vec<Came> {
        let seen = self.seen.entry(dataset).or_default();
        let mut came = Vec::new();
        let batches = batches.iter().enumerate().filter_map(|(batch, prints)| Some((batch, (*prints)?)));
        for (batch, row, identity, content) in batches.flat_map(|(batch, prints)| told_apart(batch, prints)) {
            let seen = &mut seen[part_of(identity)];
            match seen.get(&identity) {
                Some(&before) => came.push((batch, row, before == content)),
                None if self.remembered >= self.most => self.not_remembered += 1,
                None => {
                    seen.insert(identity, content);
                    self.remembered += 1;
                }
            }
        }
        came
    }
}

/// The rows of a batch that stay and can be told apart.
fn told_apart<'a>(batch: usize, (prints, stay): (&'a Prints, &'a BooleanBuffer)) -> impl Iterator<Item = Told> + 'a {
    stay.set_indices().filter_map(move |row| {
        let (identity, content) = (*prints.identity.get(row)?, prints.content.get(row)?);
        Some((batch, row, identity?, *content))
    })
}

/// The same by part.
fn in_parts(batch: usize, prints: (&Prints, &BooleanBuffer)) -> [Vec<Told>; PARTS] {
    let mut parts: [Vec<Told>; PARTS] = Default::default();
    for told in told_apart(batch, prints) {
        parts[part_of(told.2)].push(told);
    }
    parts
}

/// Looks up the rows of one part, those of each batch after those of the one before. Gives those that came before, and how many did
/// not.
fn look_up<'a>(seen: &mut Seen, rows: impl Iterator<Item = &'a [Told]>) -> (Vec<Came>, u64) {
    let (mut came, mut remembered) = (Vec::new(), 0);
    for &(batch, row, identity, content) in rows.flatten() {
        match seen.entry(identity) {
            Entry::Occupied(before) => came.push((batch, row, *before.get() == content)),
            Entry::Vacant(free) => {
                free.insert(content);
                remembered += 1;
            }
        }
    }
    (came, remembered)
}

/// What makes a row of the dataset that row and no other; `None` for a row that nothing tells from others.
fn identities(dataset: Dataset, rows: &Rows<'_>, content: &[u64]) -> Result<Vec<Option<u64>>, RuleError> {
    let of = |columns: &[&str]| identity_of(rows, columns);
    Ok(match dataset {
        Dataset::Staff => {
            // Without a number of the post, only a row that is the same throughout is the same post.
            let posts = of(&["person_id", "post_id"])?;
            posts.into_iter().zip(content).map(|(post, content)| Some(post.unwrap_or(*content))).collect()
        }
        Dataset::Leavers => {
            let internal = rows.words("reason")?.are(&["internal_move"]);
            let people = of(&["person_id"])?;
            people.into_iter().enumerate().map(|(row, person)| person.filter(|_| !internal.at(row))).collect()
        }
        Dataset::Applications => of(&["vacancy_id", "application_id"])?,
        Dataset::Cases => of(&["case_id", "person_id", "kind"])?,
        // Two courses on one day are two courses unless everything about them is the same.
        Dataset::Training => {
            let days = of(&["person_id", "attended_on"])?;
            days.into_iter().zip(content).map(|(day, content)| day.map(|_| *content)).collect()
        }
        Dataset::Appraisals => of(&["person_id", "held_on"])?,
        Dataset::Moves => of(&["person_id", "moved_on", "kind"])?,
        Dataset::Survey => of(&["respondent_id"])?,
        Dataset::Incidents => of(&["case_id"])?,
        Dataset::SelfAssessment => of(&["check_id"])?,
        Dataset::Actions => of(&["action_id"])?,
        Dataset::Returns => {
            // The stratum and the service may be empty: the whole.
            let whole = of(&["indicator", "group"])?;
            let parts = parts_of(rows, &["stratum", "service"])?;
            whole.into_iter().zip(parts).map(|(whole, parts)| whole.map(|whole| mix(whole ^ parts))).collect()
        }
        Dataset::Population => of(&["area", "group", "source"])?,
        Dataset::Context => of(&["site"])?,
    })
}

/// The columns together; `None` where one of them is empty.
fn identity_of(rows: &Rows<'_>, columns: &[&str]) -> Result<Vec<Option<u64>>, RuleError> {
    let mut out = vec![Some(START); rows.len()];
    for name in columns {
        let (hashes, empty) = (column_hashes(rows.column(name)?, name)?, rows.empty(name)?);
        for (row, (identity, hash)) in out.iter_mut().zip(hashes).enumerate() {
            *identity = identity.filter(|_| !empty.value(row)).map(|identity| mix(identity ^ hash));
        }
    }
    Ok(out)
}

/// The columns together, empty or not.
fn parts_of(rows: &Rows<'_>, columns: &[&str]) -> Result<Vec<u64>, RuleError> {
    let mut out = vec![START; rows.len()];
    for name in columns {
        for (part, hash) in out.iter_mut().zip(column_hashes(rows.column(name)?, name)?) {
            *part = mix(*part ^ hash);
        }
    }
    Ok(out)
}

/// One hash for everything in each row but its place.
fn contents(rows: &Rows<'_>) -> Result<Vec<u64>, RuleError> {
    let mut out = vec![START; rows.len()];
    for (name, column) in rows.columns() {
        if column.null_count() == column.len() {
            continue;
        }
        for (content, hash) in out.iter_mut().zip(column_hashes(column, name)?) {
            *content = mix(*content ^ hash);
        }
    }
    Ok(out)
}

const START: u64 = 0x5851_F42D_4C95_7F2D;
const NOTHING: u64 = 0x1405_7B7E_F767_814F;

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One hash for each row of a column of the lake; the same for the same value in any batch.
fn column_hashes(column: &dyn Array, name: &str) -> Result<Vec<u64>, RuleError> {
    fn all<T>(values: &[T], column: &dyn Array, hash: impl Fn(&T) -> u64) -> Vec<u64> {
        let hashes = values.iter().map(hash);
        match column.nulls() {
            None => hashes.collect(),
            Some(nulls) => hashes.zip(nulls).map(|(hash, valid)| if valid { hash } else { NOTHING }).collect(),
        }
    }
    macro_rules! plain {
        ($kind:ty, $hash:expr) => {
            column.as_primitive_opt::<$kind>().map(|array| all(array.values(), column, $hash))
        };
    }
    let hashes = match column.data_type() {
        DataType::UInt64 => plain!(UInt64Type, |&value| mix(value)),
        DataType::Date32 => plain!(Date32Type, |&value| mix(i64::from(value).cast_unsigned())),
        DataType::Int32 => plain!(Int32Type, |&value| mix(i64::from(value).cast_unsigned())),
        DataType::Int64 => plain!(Int64Type, |&value| mix(value.cast_unsigned())),
        DataType::Float64 => plain!(Float64Type, |&value| mix(value.to_bits())),
        DataType::Timestamp(..) => plain!(TimestampMillisecondType, |&value| mix(value.cast_unsigned())),
        DataType::Boolean => column.as_boolean_opt().map(|flags| {
            let word = |flag: Option<bool>| flag.map_or(NOTHING, |flag| mix(u64::from(flag)));
            flags.iter().map(word).collect()
        }),
        DataType::Dictionary(..) => column.as_dictionary_opt::<UInt16Type>().and_then(|array| {
            let words = array.values().as_string_opt::<i32>()?;
            let hashes: Vec<u64> = words.iter().map(|word| word.map_or(NOTHING, text_hash)).collect();
            let hash = |key: Option<u16>| key.and_then(|key| hashes.get(usize::from(key)).copied()).unwrap_or(NOTHING);
            Some(array.keys().iter().map(hash).collect())
        }),
        _ => None,
    };
    hashes.ok_or_else(|| RuleError::Type {
        column: name.to_owned(),
        expected: "a type of the lake".to_owned(),
        found: column.data_type().to_string(),
    })
}

fn text_hash(text: &str) -> u64 {
    let mut hasher = Same(START);
    hasher.write(text.as_bytes());
    hasher.0
}
