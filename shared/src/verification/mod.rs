//! Verification codes: issued, attempted, consumed; and the throttle and
//! lockout of their destinations.

pub mod attempt_record;
pub mod codes;
pub mod destination;
pub mod passwords;
pub mod requester;
pub mod sliding_window;
pub(crate) mod stored_code;
pub mod verified;
