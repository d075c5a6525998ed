//! The one loop that repeats what is written to DynamoDB, and what it makes of
//! each answer. For [`crate::storage::store`].
//!
//! An item in an ongoing `TransactWriteItems` refuses every other write. The SDK repeats none of
//! these refusals, so it makes one attempt for each call here and leaves all of them to this loop:
//! an attempt that was made behind its back could hide that an earlier one is in doubt.

use crate::{
    error::{Error, ErrorContext as _},
    platform::entropy::Entropy,
    storage::{item::Item, write::Write},
};
use aws_sdk_dynamodb::{
    Error as Refused,
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
    types::{CancellationReason, TransactWriteItem},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::{convert::Infallible, time::Duration};

/// How many attempts are made while others hold the items, or the table is busy. With the waits
/// between them they last some three seconds, in which an item takes 200 transactions.
const ATTEMPTS: u32 = 12;
/// How many are made that nobody answers: as many as the SDK makes of a read.
pub(super) const UNANSWERED: u32 = 3;
/// The longest wait after the first attempt. Thrice as long as a transaction holds its items: where
/// more than two want them, shorter waits only use up attempts.
pub(super) const FIRST_WAIT: Duration = Duration::from_millis(40);

/// How long a caller may wait for the loop.
#[derive(Clone, Copy)]
pub(super) struct RetryBudget {
    /// How long all attempts may take together.
    pub(super) total: Duration,
    /// The longest wait after an attempt.
    pub(super) longest_wait: Duration,
    /// How many attempts are made that nobody answers.
    pub(super) unanswered: u32,
}

/// A call that writes, as the loop repeats it.
pub(super) enum Call {
    Write(Write),
    Transaction(Vec<TransactWriteItem>),
}

/// Why one attempt did not end well.
#[derive(Debug)]
pub(super) enum AttemptError {
    /// A condition did not hold.
    Refused { by: usize, item: Item },
    /// A transaction was cancelled because others were writing its items: what bears its token was
    /// not done, now or earlier.
    Cancelled(Error),
    /// Others hold the item, or the table is busy: this attempt did nothing.
    Contended(Error),
    /// An earlier attempt of the same transaction is still running.
    InProgress(Error),
    /// This attempt did nothing, and neither will another.
    Rejected(Error),
    /// Nobody knows what it did.
    Unknown(Error),
}

/// Why a call did not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// A condition did not hold.
    Refused { by: usize, item: Item },
    /// It was not done.
    NotDone(Error),
    /// Nobody knows whether it was done.
    Unknown(Error),
}

/// Makes a call until it is answered for good, or until its time is over. `make_attempt`
/// gets the token of a transaction. A token is kept while what bears it may be running or
/// done, and is a new one after a cancellation.
pub(super) async fn persist<F>(
    make_attempt: impl Fn(String) -> F,
    entropy: &dyn Entropy,
    retries: RetryBudget,
) -> Result<Item, Failure>
where
    F: Future<Output = Result<Item, AttemptError>>,
{
    // Outside of the loop, for when time is over in the middle of an attempt.
    let mut is_in_doubt = false;
    let all = repeat(make_attempt, entropy, retries, &mut is_in_doubt);
    match tokio::time::timeout(retries.total, all).await {
        Ok(end) => end,
        Err(over) => {
            let Err(error) = Err::<Infallible, _>(over).internal("writing items in time");
            Err(given_up(is_in_doubt, error))
        }
    }
}

async fn repeat<F>(
    make_attempt: impl Fn(String) -> F,
    entropy: &dyn Entropy,
    retries: RetryBudget,
    is_in_doubt: &mut bool,
) -> Result<Item, Failure>
where
    F: Future<Output = Result<Item, AttemptError>>,
{
    let mut token = draw_token(entropy);
    let mut attempt = 0;
    let mut unanswered = 0;
    loop {
        attempt += 1;
        let was_in_doubt = std::mem::replace(is_in_doubt, true);
        let (error, is_last) = match make_attempt(token.clone()).await {
            Ok(item) => return Ok(item),
            Err(AttemptError::Refused { by, item }) => return Err(Failure::Refused { by, item }),
            Err(AttemptError::Cancelled(error)) => {
                *is_in_doubt = false;
                token = draw_token(entropy);
                (error, attempt >= ATTEMPTS)
            }
            Err(AttemptError::Contended(error)) => {
                *is_in_doubt = was_in_doubt;
                (error, attempt >= ATTEMPTS)
            }
            Err(AttemptError::InProgress(error)) => (error, attempt >= ATTEMPTS),
            Err(AttemptError::Rejected(error)) => {
                *is_in_doubt = was_in_doubt;
                (error, true)
            }
            Err(AttemptError::Unknown(error)) => {
                unanswered += 1;
                (error, unanswered >= retries.unanswered)
            }
        };
        if is_last {
            return Err(given_up(*is_in_doubt, error));
        }
        retries.wait(attempt, entropy).await;
    }
}

/// A client request token: at most 36 characters.
fn draw_token(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn given_up(is_in_doubt: bool, error: Error) -> Failure {
    if is_in_doubt {
        Failure::Unknown(error)
    } else {
        Failure::NotDone(error)
    }
}

impl RetryBudget {
    /// Waits after an attempt, counted from 1: anything from nothing to twice the last longest
    /// wait, so that those who met once do not meet again.
    pub(super) async fn wait(self, attempt: u32, entropy: &dyn Entropy) {
        let longest = FIRST_WAIT
            .saturating_mul(1 << attempt.saturating_sub(1).min(10))
            .min(self.longest_wait);
        let mut draw = [0; 2];
        entropy.fill(&mut draw);
        let part = f64::from(u16::from_le_bytes(draw)) / f64::from(u16::MAX);
        tokio::time::sleep(longest.mul_f64(part)).await;
    }
}

impl AttemptError {
    /// What an error of the SDK's says.
    pub(super) fn of<E>(error: SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata,
        Refused: From<SdkError<E, HttpResponse>>,
    {
        let make = match &error {
            SdkError::ConstructionFailure(_) => Self::Rejected,
            SdkError::ServiceError(answer) => match answer.err().code() {
                Some(
                    "TransactionConflictException"
                    | "ThrottlingException"
                    | "ProvisionedThroughputExceededException"
                    | "RequestLimitExceeded",
                ) => Self::Contended,
                Some("TransactionInProgressException") => Self::InProgress,
                _ if answer.raw().status().is_client_error() => Self::Rejected,
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        };
        match Refused::from(error) {
            Refused::ConditionalCheckFailedException(refused) => Self::Refused {
                by: 0,
                item: refused.item.unwrap_or_default(),
            },
            Refused::TransactionCanceledException(cancelled) => {
                let reasons = cancelled.cancellation_reasons.clone().unwrap_or_default();
                let of = |reason: &CancellationReason| reason.code() == Some(UNMET);
                if let Some(by) = reasons.iter().position(of) {
                    let item = reasons[by].item().cloned().unwrap_or_default();
                    return Self::Refused { by, item };
                }
                let error = internal(Refused::TransactionCanceledException(cancelled));
                if reasons.iter().any(is_passing) {
                    Self::Cancelled(error)
                } else {
                    Self::Rejected(error)
                }
            }
            other => make(internal(other)),
        }
    }
}

const UNMET: &str = "ConditionalCheckFailed";

/// Whether nothing was wrong but that somebody else was writing the same item, or that
/// the table was busy.
fn is_passing(reason: &CancellationReason) -> bool {
    matches!(
        reason.code(),
        Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
    )
}

fn internal(error: Refused) -> Error {
    let Err(error) = Err::<Infallible, _>(error).internal("writing items");
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::entropy::SeededEntropy;
    use std::sync::Mutex;

    const AT_ONCE: RetryBudget = RetryBudget {
        total: Duration::from_mins(1),
        longest_wait: Duration::ZERO,
        unanswered: UNANSWERED,
    };

    type Attempt = Result<Item, fn(Error) -> AttemptError>;

    /// Makes a call whose attempts end like that, the last one again and again: how the call
    /// ends, and the tokens.
    async fn call(attempts: &[Attempt]) -> (Result<Item, Failure>, Vec<String>) {
        let tokens = Mutex::new(Vec::new());
        let make_attempt = async |token: String| {
            let mut tokens = tokens.lock().unwrap();
            tokens.push(token);
            let end = attempts.get(tokens.len() - 1).or(attempts.last()).unwrap();
            end.clone()
                .map_err(|setback| setback(Error::internal("trying")))
        };
        let end = persist(make_attempt, &SeededEntropy::new(1), AT_ONCE).await;
        (end, tokens.into_inner().unwrap())
    }

    #[tokio::test]
    async fn a_token_is_reused_until_a_cancellation() {
        let attempts = [
            Err(AttemptError::InProgress as fn(Error) -> AttemptError),
            Err(AttemptError::Unknown),
            Err(AttemptError::Contended),
            Err(AttemptError::Cancelled),
            Ok(Item::new()),
        ];
        let (end, tokens) = call(&attempts).await;
        assert!(end.is_ok());
        assert!(
            tokens[..4].iter().all(|token| *token == tokens[0]),
            "{tokens:?}"
        );
        assert_ne!(tokens[4], tokens[0]);
        assert!(tokens[0].len() <= 36, "longer than DynamoDB takes");
    }

    #[tokio::test]
    async fn what_collides_each_time_was_not_done() {
        for setback in [
            AttemptError::Cancelled as fn(Error) -> AttemptError,
            AttemptError::Contended,
        ] {
            let (end, tokens) = call(&[Err(setback)]).await;
            assert!(matches!(end, Err(Failure::NotDone(_))), "{end:?}");
            assert_eq!(tokens.len(), 12);
        }
    }

    #[tokio::test]
    async fn what_nobody_answers_is_in_doubt_whatever_comes_after_but_a_cancellation() {
        let unknown = Err(AttemptError::Unknown as fn(Error) -> AttemptError);
        let (end, tokens) = call(std::slice::from_ref(&unknown)).await;
        assert!(matches!(end, Err(Failure::Unknown(_))), "{end:?}");
        assert_eq!(tokens.len(), 3);
        for later in [
            AttemptError::Rejected as fn(Error) -> AttemptError,
            AttemptError::Contended,
            AttemptError::InProgress,
        ] {
            let (end, _) = call(&[unknown.clone(), Err(later)]).await;
            assert!(matches!(end, Err(Failure::Unknown(_))), "{end:?}");
        }
        let (end, _) = call(&[unknown, Err(AttemptError::Cancelled)]).await;
        assert!(matches!(end, Err(Failure::NotDone(_))), "{end:?}");
    }

    #[tokio::test]
    async fn what_is_rejected_is_tried_once() {
        let (end, tokens) = call(&[Err(AttemptError::Rejected)]).await;
        assert!(matches!(end, Err(Failure::NotDone(_))), "{end:?}");
        assert_eq!(tokens.len(), 1);
    }

    #[tokio::test]
    async fn what_is_under_way_when_time_is_over_is_in_doubt() {
        let retries = RetryBudget {
            total: Duration::ZERO,
            ..AT_ONCE
        };
        let never = |_| std::future::pending();
        let end = persist(never, &SeededEntropy::new(1), retries).await;
        assert!(matches!(end, Err(Failure::Unknown(_))), "{end:?}");
    }
}
