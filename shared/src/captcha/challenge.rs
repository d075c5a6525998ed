//! The sliding puzzle: solved once, it passes for one code to one destination.

use crate::{
    captcha::{
        drop_point::{Point, Position},
        pass::{PASS_LIFETIME, PassRecord},
        picture,
        token::{Recipient, Token, issued_to, recipient_pseudonym, refused},
    },
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
        chain,
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy, HEX},
        settings::BootError,
    },
    rate_limits::puzzle_quota::{count_failure, count_puzzle},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
        pseudonyms::pseudonyms_of,
    },
    storage::{
        item::{attribute, from_item},
        item_keys::{pass_key, puzzle_key},
        store::Store,
        write::{Write, Written},
    },
    values::pseudonym::Pseudonym,
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a puzzle may be pondered.
const PUZZLE_LIFETIME: Duration = Duration::from_mins(2);
/// How far from the hole the piece may be let go, in pixels.
const TOLERANCE: f64 = 5.0;
/// The height at which the contract's clients let every piece go, in pixels: they
/// move it sideways only.
const HEIGHT: f64 = 5.0;
/// Where the hole may begin, in pixels (the contract's 100…262, so that the piece
/// ends within the picture).
const NEAREST: u16 = 100;
const CHOICES: u8 = 163;

/// A puzzle as it is kept.
#[derive(Serialize, Deserialize)]
struct Puzzle {
    x: u16,
    secret_key: String,
    #[serde(rename = "given_to")]
    issued_to: String,
    expires_at: Timestamp,
}

impl Puzzle {
    fn is_solved_by(&self, position: Position) -> bool {
        let is_near = (position.x - f64::from(self.x)).abs() <= TOLERANCE;
        is_near && (position.y - HEIGHT).abs() <= f64::EPSILON
    }
}

/// A puzzle on its way to a person.
pub struct Challenge {
    pub token: String,
    /// What the client may encrypt its answer with.
    pub secret_key: String,
    /// What the person sees.
    pub pictures: picture::Pictures,
}

pub struct Captcha {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
}

impl Captcha {
    /// The errors of a challenge.
    pub const CHALLENGE_ERRORS: ErrorGroups = &[&[ErrorCode::TooMany]];
    /// The errors of a solution.
    pub const SOLUTION_ERRORS: ErrorGroups = &[&[
        ErrorCode::CaptchaNotSolved,
        ErrorCode::CaptchaExpired,
        ErrorCode::CaptchaInvalid,
    ]];

    /// Needs the blinding key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Draws a puzzle and remembers its answer.
    pub async fn create_challenge(&self, cx: &Context) -> Result<Challenge> {
        let x = NEAREST + u16::from(self.entropy.below(CHOICES));
        let mut seed = [0; 8];
        self.entropy.fill(&mut seed);
        let pictures = picture::draw(u64::from_le_bytes(seed), x)?;
        let token = self.entropy.text(HEX, 32);
        let secret_key = self.entropy.text(ALPHANUMERIC, 16);
        let puzzle = Puzzle {
            x,
            secret_key: secret_key.clone(),
            issued_to: issued_to(cx),
            expires_at: cx.now + PUZZLE_LIFETIME,
        };
        // At once: where the address has had its share, nobody gets to know of the puzzle.
        let address = self.address(cx).await?;
        let create = Write::create(puzzle_key(&token), &puzzle)?;
        let (counted, created) = tokio::join!(
            count_puzzle(cx, &address, &self.store),
            self.store.write(create),
        );
        created?;
        counted?;
        Ok(Challenge {
            token,
            secret_key,
            pictures,
        })
    }

    async fn address(&self, cx: &Context) -> Result<Pseudonym> {
        let pseudonyms = self.pseudonyms.current(cx.now).await?.key;
        Ok(pseudonyms_of(cx, &pseudonyms).0)
    }

    /// Checks where the piece was let go. Right or wrong, the puzzle is spent by the first answer.
    /// The same answer once more, should ours have got lost, is answered alike.
    pub async fn solve(&self, cx: &Context, solution: Solution) -> Result<String> {
        let Solution {
            token,
            point,
            destination,
        } = solution;
        let pseudonyms = self.pseudonyms.current(cx.now).await?.key;
        let given = pseudonyms.tag(&["ANSWER", &token.0, &point.as_given(), destination.as_str()]);
        let spend = Write::update(puzzle_key(&token.0))
            .idempotent_by(&given)
            .condition("attribute_not_exists(mark) AND expires_at > :now AND given_to = :caller")
            .number(":now", cx.now.secs())
            .text(":caller", issued_to(cx));
        let puzzle: Puzzle = match self.store.write(spend).await? {
            Written::Done(item) => from_item(item)?,
            Written::Refused(item) => return Err(refused(&item, cx)),
        };
        if puzzle.expires_at <= cx.now || puzzle.issued_to != issued_to(cx) {
            return Err(Error::new(ErrorCode::CaptchaInvalid));
        }
        let opened = point.open(&puzzle.secret_key);
        let Some((_, plain)) = opened.filter(|(position, _)| puzzle.is_solved_by(*position)) else {
            let (address, _) = pseudonyms_of(cx, &pseudonyms);
            if let Err(error) = count_failure(cx, &address, &self.store).await {
                tracing::warn!("a wrong answer was not counted: {}", chain(&error));
            }
            return Err(Error::new(ErrorCode::CaptchaNotSolved));
        };
        let pass = PassRecord {
            destination: recipient_pseudonym(&pseudonyms, cx, &destination),
            issued_to: puzzle.issued_to,
            made_by: given,
            expires_at: cx.now + PASS_LIFETIME,
        };
        match self
            .store
            .write(Write::create(pass_key(&token.0), &pass)?)
            .await?
        {
            Written::Refused(item)
                if attribute::<String>(&item, "made_by") != Some(pass.made_by) =>
            {
                Err(refused(&item, cx))
            }
            _ => Ok(format!("{token}---{plain}")),
        }
    }
}

/// What a person answers to a puzzle.
#[derive(Debug)]
pub struct Solution {
    pub token: Token,
    /// Where the piece was let go.
    pub point: Point,
    /// Where the code is to go.
    pub destination: Recipient,
}

impl RequestBody for Solution {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            point: body.required("point_json")?,
            token: body.required("token")?,
            destination: body.required("sender")?,
        })
    }
}
