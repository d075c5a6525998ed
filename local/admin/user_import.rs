//! `bindery user import`: takes over the users of another product from a file.
//!
//! The file is JSON Lines, one user a line (docs/migration.md). It is read twice. The first time,
//! only what several of its lines claim is looked for; the second time, each line is compared with
//! the tables, and written in one transaction unless something of it belongs to somebody. So a dry
//! run, which leaves out nothing but the writes, finds the same conflicts.
//!
//! It is repeatable: whoever was imported is known by the item of their external id, and a run that
//! was interrupted is started again. Of a file of any size, a few hundred lines are in memory.

use crate::admin::{
    import_record::{Flaw, ImportRecord, RecordClaim, Target},
    repeated_claims::{self, Repetition, Repetitions},
};
use futures_util::{
    StreamExt as _,
    stream::{self, Stream},
};
use shared::{
    error::chain,
    platform::{clock::Timestamp, entropy::Entropy},
    storage::{
        item::{Item, ItemKey, Table, from_item},
        item_keys::{ItemKind, tenant_items, tenant_key},
        store::{CommitError, Store},
    },
    tenants::source::Source,
    users::imported::ImportedUser,
    values::identifiers::{TenantId, UserId},
};
use std::{
    collections::BTreeSet,
    fmt,
    fs::File,
    future::ready,
    io::{BufRead, BufReader, Read as _, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

/// The longest line in bytes: far more than a user has.
const MAX_LINE: u64 = 65_536;
/// The most items that DynamoDB reads in one call.
const READ_AT_ONCE: usize = 100;
/// How many such calls are under way at a time.
const READS: usize = 2;
/// How many users are written at a time. At 10 to 20 ms each, that is about as many as a new table
/// in on-demand mode takes.
const WRITES: usize = 16;

/// The users of a file, and the tenant that takes them over.
pub struct UserImport {
    target: Target,
    file: PathBuf,
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
    remembered_claims: usize,
}

/// How many lines came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Users who were created, or would be.
    pub imported: u64,
    /// Users whom an earlier run created from the same line.
    pub unchanged: u64,
    /// Lines that claim what somebody else has, or differ from the one that was imported.
    pub conflicts: u64,
    /// Lines that are no users.
    pub invalid: u64,
}

impl ImportSummary {
    /// Tells whether no line was refused.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.conflicts == 0 && self.invalid == 0
    }

    fn count(&mut self, result: &LineResult) {
        let counter = match result {
            LineResult::Imported => &mut self.imported,
            LineResult::Unchanged => &mut self.unchanged,
            LineResult::Conflicts(_) => &mut self.conflicts,
            LineResult::Invalid(_) => &mut self.invalid,
        };
        *counter += 1;
    }
}

impl fmt::Display for ImportSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            imported,
            unchanged,
            conflicts,
            invalid,
        } = self;
        write!(
            f,
            "{imported} imported, {unchanged} unchanged, {conflicts} in conflict, {invalid} invalid"
        )
    }
}

/// What became of a line.
enum LineResult {
    Imported,
    Unchanged,
    Conflicts(BTreeSet<Conflict>),
    Invalid(Flaw),
}

/// A member of a line that stands in the way of importing it. It quotes no value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Conflict {
    /// An earlier line of the file has the same.
    Repeated { member: String, first: u64 },
    /// Another user of the tenant has the same, or had it and it stays reserved.
    Taken { member: String },
    /// The user was imported from a line that had another value.
    Changed { member: String },
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated { member, first } => write!(f, "{member} is also that of line {first}"),
            Self::Taken { member } => write!(f, "{member} belongs to another user, or is reserved"),
            Self::Changed { member } => write!(f, "{member} was changed since it was imported"),
        }
    }
}

impl fmt::Display for LineResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Imported | Self::Unchanged => Ok(()),
            Self::Conflicts(conflicts) => {
                let conflicts: Vec<_> = conflicts.iter().map(ToString::to_string).collect();
                write!(f, "conflict: {}", conflicts.join("; "))
            }
            Self::Invalid(flaw) => write!(f, "invalid: {flaw}"),
        }
    }
}

/// What the lines of a run have in common.
#[derive(Clone, Copy)]
struct Progress<'r> {
    repetitions: &'r Repetitions,
    dry_run: bool,
    /// Whether there was a problem: no other line is begun.
    is_stopped: &'r AtomicBool,
}

impl Progress<'_> {
    fn is_stopped(self) -> bool {
        self.is_stopped.load(Relaxed)
    }
}

/// A line on its way into the tables.
struct Line<T> {
    number: u64,
    content: T,
}

/// A line as it was read: a user, or what is wrong with it.
type ParsedLine = Line<Result<ImportRecord, Flaw>>;

/// What is known of a line before it is written.
enum Checked {
    Settled(LineResult),
    /// Nobody has anything of what it claims.
    Free(Box<ImportRecord>),
}

impl UserImport {
    /// Reads what the tables know of the tenant. The error is a message for the operator.
    pub async fn prepare(
        file: &Path,
        tenant: &TenantId,
        store: Arc<Store>,
        entropy: Arc<dyn Entropy>,
        now: Timestamp,
    ) -> Result<Self, String> {
        let settings = store.get(&tenant_key(tenant)).await;
        let settings = settings.map_err(|error| chain(&error))?;
        let tenant_settings = settings.ok_or_else(|| format!("there is no tenant {tenant}"))?;
        let items = store.query(&tenant_items(tenant)).await;
        let is_source =
            |item: &Item| ItemKey::of(Table::Directory, item).kind() == Some(ItemKind::Source);
        let items = items.map_err(|error| chain(&error))?.into_iter();
        let sources = items
            .filter(is_source)
            .map(|item| from_item::<Source>(item).map(|source| (source.id.clone(), source)))
            .collect::<Result<_, _>>();
        Ok(Self {
            target: Target {
                tenant: tenant_settings,
                sources: sources.map_err(|error| chain(&error))?,
                now,
            },
            file: file.to_owned(),
            store,
            entropy,
            remembered_claims: repeated_claims::CAPACITY,
        })
    }

    /// Remembers so many claims of lines at a time, while it looks for those that several lines
    /// have. With fewer, the file is read more often.
    #[must_use]
    pub fn remembering(self, claims: usize) -> Self {
        Self {
            remembered_claims: claims,
            ..self
        }
    }

    /// Imports the users, and writes a line to `report` about each one of the file that is refused.
    /// The error is a message for the operator: the file cannot be read, or the tables cannot be
    /// written. What was imported until then stays, and another run takes up the rest.
    pub async fn run(
        &self,
        dry_run: bool,
        report: &mut impl Write,
    ) -> Result<ImportSummary, String> {
        let repetitions = repeated_claims::find(|| self.claims(), self.remembered_claims)?;
        let mut summary = ImportSummary::default();
        let mut problem = None;
        let is_stopped = AtomicBool::new(false);
        let progress = Progress {
            repetitions: &repetitions,
            dry_run,
            is_stopped: &is_stopped,
        };
        let mut results = std::pin::pin!(self.results(progress)?);
        while let Some(result) = results.next().await {
            // What is being written is waited for, so that the summary says what there is.
            let Line { number, content } = match result {
                Ok(line) => line,
                Err(other) => {
                    is_stopped.store(true, Relaxed);
                    problem.get_or_insert(other);
                    continue;
                }
            };
            summary.count(&content);
            if matches!(content, LineResult::Conflicts(_) | LineResult::Invalid(_)) {
                writeln!(report, "line {number}: {content}").map_err(|error| error.to_string())?;
            }
        }
        match problem {
            None => Ok(summary),
            Some(problem) => Err(format!(
                "{problem}; until then: {summary}. Run it again for the rest"
            )),
        }
    }

    /// What becomes of each line, in their order.
    fn results<'s>(
        &'s self,
        progress: Progress<'s>,
    ) -> Result<impl Stream<Item = Result<Line<LineResult>, String>> + 's, String> {
        let batches = Batches {
            lines: self.records()?,
            next: None,
            target: &self.target,
        };
        let checked = stream::iter(batches)
            .take_while(move |_| ready(!progress.is_stopped()))
            .map(move |batch| self.check(batch, progress.repetitions))
            .buffered(READS)
            .flat_map(stream::iter);
        Ok(checked
            .map(move |line| self.settle(line, progress))
            .buffered(WRITES))
    }

    /// The lines of the file, parsed.
    fn records(&self) -> Result<impl Iterator<Item = Result<ParsedLine, String>>, String> {
        let file = self.file.display();
        let opened = File::open(&self.file).map_err(|error| format!("{file}: {error}"))?;
        let lines = Lines {
            reader: BufReader::new(opened),
            number: 0,
        };
        Ok(lines.map(move |line| {
            let Line { number, content } = line.map_err(|error| format!("{file}: {error}"))?;
            let content = content.and_then(|line| self.target.read(&line));
            Ok(Line { number, content })
        }))
    }

    /// What each line claims, of those that are valid.
    fn claims(
        &self,
    ) -> Result<impl Iterator<Item = Result<(u64, Vec<RecordClaim>), String>>, String> {
        let tenant = &self.target.tenant;
        Ok(self.records()?.filter_map(move |line| match line {
            Ok(line) => {
                let record = line.content.ok()?;
                Some(Ok((line.number, record.claims(tenant))))
            }
            Err(problem) => Some(Err(problem)),
        }))
    }

    /// Compares lines with the tables.
    async fn check(
        &self,
        batch: Result<Vec<ParsedLine>, String>,
        repetitions: &Repetitions,
    ) -> Vec<Result<Line<Checked>, String>> {
        let batch = match batch {
            Ok(batch) => batch,
            Err(problem) => return vec![Err(problem)],
        };
        let records = batch.iter().filter_map(|line| line.content.as_ref().ok());
        let keys: Vec<_> = records.flat_map(|record| self.keys(record)).collect();
        let items = match self.store.get_all(&keys).await {
            Ok(items) => items,
            Err(error) => return vec![Err(chain(&error))],
        };
        let mut items = items.into_iter();
        let check = |line: ParsedLine| {
            let Line { number, content } = line;
            let content = match content {
                Err(flaw) => Checked::Settled(LineResult::Invalid(flaw)),
                Ok(record) => {
                    let repeated = repetitions.get(&number).map_or(&[][..], Vec::as_slice);
                    let found = items.by_ref().take(self.keys(&record).count());
                    self.compare(record, repeated, found)?
                }
            };
            Ok(Line { number, content })
        };
        batch.into_iter().map(check).collect()
    }

    fn keys(&self, record: &ImportRecord) -> impl Iterator<Item = ItemKey> + use<> {
        let claims = record.claims(&self.target.tenant).into_iter();
        claims.map(|claim| claim.key)
    }

    /// Compares a line with the items of what it claims, in the order of its claims.
    fn compare(
        &self,
        record: ImportRecord,
        repeated: &[Repetition],
        found: impl Iterator<Item = Option<Item>>,
    ) -> Result<Checked, String> {
        let mut conflicts: BTreeSet<_> = repeated
            .iter()
            .map(|Repetition { member, first }| Conflict::Repeated {
                member: member.clone(),
                first: *first,
            })
            .collect();
        let mut found = found;
        // The first claim is the external id.
        let known: Option<Item> = found.next().flatten();
        let others: Vec<_> = found.collect();
        if let Some(known) = known {
            let known: ImportedUser = from_item(known).map_err(|error| chain(&error))?;
            let changed = known.changed_members(&record.digests).into_iter();
            conflicts.extend(changed.map(|member| Conflict::Changed {
                member: member.to_owned(),
            }));
            return Ok(Checked::Settled(if conflicts.is_empty() {
                LineResult::Unchanged
            } else {
                LineResult::Conflicts(conflicts)
            }));
        }
        let claims = record.claims(&self.target.tenant);
        for (claim, item) in claims.into_iter().skip(1).zip(others) {
            if item.is_some() {
                let member = claim.member;
                conflicts.insert(Conflict::Taken { member });
            }
        }
        Ok(if conflicts.is_empty() {
            Checked::Free(Box::new(record))
        } else {
            Checked::Settled(LineResult::Conflicts(conflicts))
        })
    }

    /// Writes a line, unless it is settled or nothing is to be written.
    async fn settle(
        &self,
        line: Result<Line<Checked>, String>,
        progress: Progress<'_>,
    ) -> Result<Line<LineResult>, String> {
        let Line { number, content } = line?;
        if progress.is_stopped() {
            return Err("stopped".to_owned());
        }
        let content = match content {
            Checked::Settled(result) => result,
            Checked::Free(_) if progress.dry_run => LineResult::Imported,
            Checked::Free(record) => self.write(*record).await?,
        };
        Ok(Line { number, content })
    }

    async fn write(&self, record: ImportRecord) -> Result<LineResult, String> {
        let id = UserId::draw(&*self.entropy, record.created_at);
        let created = record.clone().create(id.clone(), &self.target);
        let created = created.map_err(|error| chain(&error))?;
        let error = match self.store.commit(created).await {
            Ok(()) => return Ok(LineResult::Imported),
            Err(CommitError::NotDone(error)) => return Err(chain(&error)),
            Err(CommitError::Refused { error, .. } | CommitError::OutcomeUnknown(error)) => error,
        };
        // Somebody was faster, or the answer got lost: the tables know.
        let keys: Vec<_> = self.keys(&record).collect();
        let items = self.store.get_all(&keys).await;
        let items = items.map_err(|error| chain(&error))?;
        let owner = items
            .first()
            .cloned()
            .flatten()
            .map(from_item::<ImportedUser>);
        let owner = owner.transpose().map_err(|error| chain(&error))?;
        if owner.is_some_and(|owner| owner.user_id == id) {
            return Ok(LineResult::Imported);
        }
        match self.compare(record, &[], items.into_iter())? {
            Checked::Settled(result) => Ok(result),
            Checked::Free(_) => Err(chain(&error)),
        }
    }
}

/// Lines whose claims are read in one call.
struct Batches<'t, L> {
    lines: L,
    /// The line that was too much for the batch before.
    next: Option<ParsedLine>,
    target: &'t Target,
}

impl<L> Iterator for Batches<'_, L>
where
    L: Iterator<Item = Result<ParsedLine, String>>,
{
    type Item = Result<Vec<ParsedLine>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Vec::new();
        let mut claims = 0;
        loop {
            let line = match self.next.take().map(Ok).or_else(|| self.lines.next()) {
                None => break,
                Some(Err(problem)) => return Some(Err(problem)),
                Some(Ok(line)) => line,
            };
            // A line without a user is settled as it is, and counts to keep batches small.
            let count = |record: &ImportRecord| record.claims(&self.target.tenant).len();
            claims += line.content.as_ref().map_or(1, count);
            if claims > READ_AT_ONCE && !batch.is_empty() {
                self.next = Some(line);
                break;
            }
            batch.push(line);
        }
        Some(Ok(batch)).filter(|_| claims > 0)
    }
}

/// The lines of a file, but for those that are blank.
struct Lines<R> {
    reader: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// Reads the next line, and no more of it than the longest one has. `None` at the end.
    fn read(&mut self) -> std::io::Result<Option<Result<Vec<u8>, Flaw>>> {
        let mut line = Vec::new();
        let mut limited = self.reader.by_ref().take(MAX_LINE + 1);
        if limited.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.len() as u64 > MAX_LINE && !line.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
            let flaw = format!("is longer than {MAX_LINE} bytes");
            return Ok(Some(Err(Flaw::new(flaw))));
        }
        // The mark that some editors put at the beginning of a file.
        let marked = line
            .strip_prefix(b"\xEF\xBB\xBF")
            .filter(|_| self.number == 1);
        Ok(Some(Ok(marked.map(<[u8]>::to_vec).unwrap_or(line))))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = std::io::Result<Line<Result<Vec<u8>, Flaw>>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let content = match self.read() {
                Ok(content) => content?,
                Err(error) => return Some(Err(error)),
            };
            let is_blank = |line: &Vec<u8>| line.trim_ascii().is_empty();
            if !content.as_ref().is_ok_and(is_blank) {
                let number = self.number;
                return Some(Ok(Line { number, content }));
            }
        }
    }
}
