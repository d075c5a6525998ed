//! What several lines of a file claim at once, found in bounded memory.
//!
//! The lines are read once for each part of the claims that fits in, so a file of any size is
//! checked with the same memory.

use crate::admin::import_record::RecordClaim;
use shared::storage::item::ItemKey;
use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    hash::{BuildHasher, RandomState},
};

/// How many claims are remembered at once: about 35 MB.
pub(crate) const CAPACITY: usize = 800_000;
/// How many repetitions are reported before the file is taken for another mistake than those.
const MAX_REPETITIONS: usize = 100_000;

/// A member of a line that an earlier line has as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repetition {
    pub(crate) member: String,
    /// The number of the first line that has it.
    pub(crate) first: u64,
}

/// The repetitions of each line that has any, by its number.
pub(crate) type Repetitions = BTreeMap<u64, Vec<Repetition>>;

/// The claims of one line, with its number; or why no more lines can be read.
type LineClaims = Result<(u64, Vec<RecordClaim>), String>;

/// Finds the claims that more than one line has. Whoever is first keeps it, whether or not that
/// line can be imported: so it does not depend on what the tables hold. `lines` begins anew each
/// time; `capacity` is the number of claims that are remembered at once.
///
/// Keys are compared by 64 bits of a hash under a key of its own.
pub(crate) fn find<L: Iterator<Item = LineClaims>>(
    lines: impl Fn() -> Result<L, String>,
    capacity: usize,
) -> Result<Repetitions, String> {
    let hasher = RandomState::new();
    let hash = |key: &ItemKey| hasher.hash_one(key);
    let mut repetitions = Repetitions::new();
    let mut count = 0;
    let mut start = 0_u64;
    loop {
        let part = Part::read(lines()?, start, capacity, hash)?;
        for (_, line, repetition) in part.found {
            repetitions.entry(line).or_default().push(repetition);
            count += 1;
        }
        if count > MAX_REPETITIONS {
            return Err(too_many());
        }
        match part.end.checked_add(1) {
            Some(next) => start = next,
            None => return Ok(repetitions),
        }
    }
}

fn too_many() -> String {
    format!(
        "more than {MAX_REPETITIONS} conflicts between lines of the file: is it twice the same?"
    )
}

/// The claims whose hashes are in a range.
struct Part {
    /// The last hash of the range.
    end: u64,
    /// The first line of each claim, by its hash.
    seen: HashMap<u64, u64>,
    /// The hash and the line of each repetition.
    found: Vec<(u64, u64, Repetition)>,
}

impl Part {
    /// Reads all lines, and remembers the claims from `start` on; of those, only the lower half
    /// whenever there are more than `capacity`.
    fn read(
        lines: impl Iterator<Item = LineClaims>,
        start: u64,
        capacity: usize,
        hash: impl Fn(&ItemKey) -> u64,
    ) -> Result<Self, String> {
        let mut part = Self {
            end: u64::MAX,
            seen: HashMap::new(),
            found: Vec::new(),
        };
        for line in lines {
            let (line, claims) = line?;
            for RecordClaim { member, key } in claims {
                let hash = hash(&key);
                if (start..=part.end).contains(&hash) {
                    part.note(hash, line, member)?;
                }
            }
            while part.seen.len() > capacity.max(1) {
                let end = start + (part.end - start) / 2;
                part.end = end;
                part.seen.retain(|hash, _| *hash <= end);
                part.found.retain(|(hash, _, _)| *hash <= end);
            }
        }
        Ok(part)
    }

    fn note(&mut self, hash: u64, line: u64, member: String) -> Result<(), String> {
        match self.seen.entry(hash) {
            Entry::Vacant(unseen) => {
                unseen.insert(line);
            }
            // Two accounts of one person have one name in common.
            Entry::Occupied(first) if *first.get() == line => {}
            Entry::Occupied(first) => {
                let first = *first.get();
                if self.found.len() >= MAX_REPETITIONS {
                    return Err(too_many());
                }
                self.found.push((hash, line, Repetition { member, first }));
            }
        }
        Ok(())
    }
}
