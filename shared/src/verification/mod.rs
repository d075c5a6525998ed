//! Verification codes: issued, attempted, consumed; and the throttle and lockout of their
//! destinations.

pub mod attempt_record;
pub mod codes;
pub mod destination;
pub mod sliding_window;
pub mod verified;
