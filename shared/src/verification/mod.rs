//! Verification codes and passwords: attempts counted, compared and consumed; and the throttle and
//! lockout of what they are made at.

pub mod attempt_record;
pub mod codes;
pub mod destination;
pub mod passwords;
pub mod requester;
pub mod sliding_window;
pub(crate) mod stored_code;
pub mod verified;
