//! How long a tenant's passwords last.

use crate::{platform::clock::Timestamp, tenants::tenant::Tenant};
use std::time::Duration;

/// How near a password is to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordAge {
    /// The user is told nothing.
    Fresh,
    /// The user is told to change it, and may go on without.
    ExpiresSoon,
    /// The user must change it.
    Expired,
}

impl Tenant {
    /// How near a password that was set at `changed_at` is to its end.
    #[must_use]
    pub fn password_age(&self, changed_at: Timestamp, now: Timestamp) -> PasswordAge {
        let Some(max_age) = self.password_max_age_days else {
            return PasswordAge::Fresh;
        };
        let days = |days: u16| Duration::from_hours(24 * u64::from(days));
        let expires_at = changed_at + days(max_age);
        if now >= expires_at {
            PasswordAge::Expired
        } else if now + days(self.password_warn_days) >= expires_at {
            PasswordAge::ExpiresSoon
        } else {
            PasswordAge::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const SET_AT: Timestamp = Timestamp::from_secs(1_700_000_000);
    const DAY: u64 = 86_400;

    fn tenant(settings: &Value) -> Tenant {
        let mut tenant = json!({ "id": "08f770f51f80d2f40f38c00cb199fd21" });
        let settings = settings.as_object().unwrap().clone();
        tenant.as_object_mut().unwrap().extend(settings);
        serde_json::from_value(tenant).unwrap()
    }

    #[test]
    fn a_password_expires_and_is_warned_of_to_the_second() {
        let tenant = tenant(&json!({ "password_max_age_days": 90, "password_warn_days": 7 }));
        let after = |seconds| tenant.password_age(SET_AT, SET_AT + Duration::from_secs(seconds));
        assert_eq!(after(0), PasswordAge::Fresh);
        assert_eq!(after(83 * DAY - 1), PasswordAge::Fresh);
        assert_eq!(after(83 * DAY), PasswordAge::ExpiresSoon);
        assert_eq!(after(90 * DAY - 1), PasswordAge::ExpiresSoon);
        assert_eq!(after(90 * DAY), PasswordAge::Expired);
        assert_eq!(after(9000 * DAY), PasswordAge::Expired);
    }

    #[test]
    fn no_password_expires_where_no_age_is_set_and_none_is_warned_of_where_no_days_are() {
        let long_after = SET_AT + Duration::from_hours(24 * 36_500);
        let without_age = tenant(&json!({ "password_warn_days": 7 }));
        assert_eq!(
            without_age.password_age(SET_AT, long_after),
            PasswordAge::Fresh
        );
        let without_warning = tenant(&json!({ "password_max_age_days": 1 }));
        let before = SET_AT + Duration::from_secs(DAY - 1);
        assert_eq!(
            without_warning.password_age(SET_AT, before),
            PasswordAge::Fresh
        );
    }
}
