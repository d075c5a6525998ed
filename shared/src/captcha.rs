//! The sliding puzzle: solved once, it passes for one code to one destination.

use crate::{
    caller::Caller,
    catalogue::Code,
    clock::Timestamp,
    contact::Destination,
    entropy::{ALPHANUMERIC, Entropy, HEX},
    error::{Error, Result},
    field::{Field, Flaw, Rules, Shape},
    keys::{BlindKey, Blinded, KeySet},
    platform::{BootError, Platform},
    point::Point,
    puzzle,
    store::Store,
    write::{Item, Key, Table, Transaction, Write, Written, attribute, understand},
};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc, time::Duration};

/// How long a puzzle may be pondered.
const PUZZLE_LIFETIME: Duration = Duration::from_mins(2);
/// How long a solved puzzle is good for a code.
const PASS_LIFETIME: Duration = Duration::from_mins(3);
/// How far from the hole the piece may be let go, in pixels.
const TOLERANCE: f64 = 5.0;
/// Where the hole may begin, in pixels (the contract's 100…262, so that the piece ends within the picture).
const NEAREST: u16 = 100;
const CHOICES: u8 = 163;

/// A puzzle as it is kept.
#[derive(Serialize, Deserialize)]
struct Puzzle {
    x: u16,
    secret_key: String,
    /// Tenant and application.
    given_to: String,
    expires_at: Timestamp,
}

/// A solved puzzle as it is kept.
#[derive(Serialize)]
struct Solved {
    /// Blinded destination.
    destination: Blinded,
    given_to: String,
    /// Who made it: one request of several.
    made_by: String,
    expires_at: Timestamp,
}

/// A puzzle on its way to a person.
pub struct Posed {
    /// Names the puzzle.
    pub token: String,
    /// What the client may encrypt its answer with.
    pub secret_key: String,
    /// What the person sees.
    pub pictures: puzzle::Pictures,
}

/// Puzzles and passes.
pub struct Captcha {
    store: Arc<Store>,
    blind: Arc<KeySet<BlindKey>>,
    entropy: Arc<dyn Entropy>,
}

impl Captcha {
    /// Needs the blinding key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: platform.store()?,
            blind: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Draws a puzzle and remembers its answer.
    pub async fn pose(&self, caller: &Caller, now: Timestamp) -> Result<Posed> {
        let x = NEAREST + u16::from(self.entropy.below(CHOICES));
        let mut seed = [0; 8];
        self.entropy.fill(&mut seed);
        let pictures = puzzle::draw(u64::from_le_bytes(seed), x)?;
        let token = self.entropy.text(HEX, 32);
        let secret_key = self.entropy.text(ALPHANUMERIC, 16);
        let kept = Puzzle {
            x,
            secret_key: secret_key.clone(),
            given_to: given_to(caller),
            expires_at: now.after(PUZZLE_LIFETIME),
        };
        self.store.write(Write::create(puzzle_key(&token), &kept)?).await?;
        Ok(Posed { token, secret_key, pictures })
    }

    /// Checks where the piece was let go. Right or wrong, the puzzle is spent by the first answer; the same answer may be given again
    /// until it has led to a pass, should ours have got lost.
    pub async fn solve(&self, caller: &Caller, answer: Answer, now: Timestamp) -> Result<String> {
        let Answer { token, point, destination } = answer;
        let blind = self.blind.current(now).await?.key;
        let given = blind.tag(&["ANSWER", &token.0, &point.as_given(), destination.as_str()]);
        let spend = Write::update(puzzle_key(&token.0))
            .once_by(&given)
            .when("attribute_not_exists(mark) AND expires_at > :now AND given_to = :caller")
            .number(":now", now.secs())
            .text(":caller", given_to(caller));
        let puzzle: Puzzle = match self.store.write(spend).await? {
            Written::Done(item) => understand(item)?,
            Written::Refused(item) => return Err(refused(&item, caller, now)),
        };
        if puzzle.expires_at <= now || puzzle.given_to != given_to(caller) {
            return Err(Error::new(Code::CaptchaInvalid));
        }
        let not_solved = || Error::new(Code::CaptchaNotSolved);
        let (x, plain) = point.open(&puzzle.secret_key).ok_or_else(not_solved)?;
        if (x - f64::from(puzzle.x)).abs() > TOLERANCE {
            return Err(not_solved());
        }
        let pass = Solved {
            destination: blind_destination(&blind, caller, &destination),
            given_to: puzzle.given_to,
            made_by: self.entropy.text(ALPHANUMERIC, 12),
            expires_at: now.after(PASS_LIFETIME),
        };
        match self.store.write(Write::create(pass_key(&token.0), &pass)?).await? {
            Written::Refused(item) if attribute::<String>(&item, "made_by") != Some(pass.made_by) => {
                Err(refused(&item, caller, now))
            }
            _ => Ok(format!("{token}---{plain}")),
        }
    }
}

/// What a person answers to a puzzle.
#[derive(Debug)]
pub struct Answer {
    /// Which puzzle.
    pub token: Token,
    /// Where the piece was let go.
    pub point: Point,
    /// Where the code is to go.
    pub destination: Destination,
}

/// The name of a puzzle. Anything may be asked about; what is not a name is not found.
#[derive(Clone, Debug)]
pub struct Token(String);

impl Field for Token {
    const SHAPE: Shape = Shape::text(64, "6f1ed002ab5595859014ebf0951522d9");

    fn read(text: &str, _: &Rules) -> Result<Self, Flaw> {
        if text.len() <= 64 { Ok(Self(text.to_owned())) } else { Err(Flaw::Format) }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pass that a solved puzzle gave: `<token>---<point>`.
#[derive(Debug)]
pub struct PassToken(Token);

impl Field for PassToken {
    const SHAPE: Shape = Shape::text(512, "6f1ed002ab5595859014ebf0951522d9---{\"x\":237.0,\"y\":5.0}");

    fn read(text: &str, rules: &Rules) -> Result<Self, Flaw> {
        let name = text.split_once("---").map_or(text, |(name, _)| name);
        Token::read(name, rules).map(Self)
    }
}

/// A pass in the hands of somebody who spends it, under a name of their own.
pub struct Pass<'a> {
    token: &'a PassToken,
    name: String,
    caller: &'a Caller,
    destination: Blinded,
}

impl PassToken {
    /// For a send to a destination.
    #[must_use]
    pub fn spent_by<'a>(
        &'a self,
        name: String,
        caller: &'a Caller,
        blind: &BlindKey,
        destination: &Destination,
    ) -> Pass<'a> {
        Pass { token: self, name, caller, destination: blind_destination(blind, caller, destination) }
    }
}

impl Pass<'_> {
    /// Spends it, along with whatever else the send writes.
    #[must_use]
    pub fn spend(&self, now: Timestamp) -> Transaction {
        let spend = Write::update(pass_key(&self.token.0.0))
            .set("spent = :name")
            .when("attribute_not_exists(spent) AND expires_at > :now")
            .when("given_to = :caller AND destination = :destination")
            .number(":now", now.secs())
            .text(":name", &self.name)
            .text(":caller", given_to(self.caller))
            .text(":destination", self.destination.to_string());
        let caller = self.caller.clone();
        Transaction::default().and(spend, move |item| refused(item, &caller, now))
    }

    /// Makes it good again, for a send that came to nothing.
    #[must_use]
    pub fn give_back(&self) -> Transaction {
        let give = Write::update(pass_key(&self.token.0.0)).remove("spent").when("spent = :name");
        let not_ours = |_: &_| Error::impossible("giving a pass back");
        Transaction::default().and(give.text(":name", &self.name), not_ours)
    }
}

/// A puzzle or pass of this caller that is only too old is said to be; anything else is not known.
fn refused(item: &Item, caller: &Caller, now: Timestamp) -> Error {
    let kept: Option<Kept> = understand(item.clone()).ok();
    let is_old = |kept: Kept| {
        kept.given_to == given_to(caller) && kept.expires_at <= now && kept.mark.or(kept.spent).is_none()
    };
    Error::new(if kept.is_some_and(is_old) { Code::CaptchaExpired } else { Code::CaptchaInvalid })
}

/// What puzzles and passes have in common.
#[derive(Deserialize)]
struct Kept {
    given_to: String,
    expires_at: Timestamp,
    /// How the puzzle was answered.
    #[serde(default)]
    mark: Option<String>,
    /// Who spent the pass.
    #[serde(default)]
    spent: Option<String>,
}

fn given_to(caller: &Caller) -> String {
    format!("{}#{}", caller.tenant.id, caller.application.client_id)
}

fn blind_destination(blind: &BlindKey, caller: &Caller, destination: &Destination) -> Blinded {
    blind.blind(&["PASS", caller.tenant.id.as_str(), destination.as_str()])
}

fn puzzle_key(token: &str) -> Key {
    Key::new(Table::Transient, format!("PUZZLE#{token}"), "-")
}

fn pass_key(token: &str) -> Key {
    Key::new(Table::Transient, format!("PASS#{token}"), "-")
}
