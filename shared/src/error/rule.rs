//! The names of the rate limits and lockouts that can refuse a request.
//!
//! Settings (`record_only`) and audit events use them, so they are public and stay as they are.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A rate limit or lockout, by its name in settings and audit events.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Sends to one destination.
    Destination,
    /// Sends asked for from one address.
    Address,
    /// Sends asked for from one device.
    Device,
    /// Sends asked for by one application.
    Application,
    /// Texts to one country.
    Country,
    /// Texts of the whole tenant: the circuit breaker.
    Tenant,
    /// Mails of the whole tenant: the circuit breaker.
    TenantMails,
    /// Puzzles asked for from one address.
    Puzzles,
    /// Wrong answers to puzzles from one address.
    PuzzleFailures,
    /// Texts asked for from one address and never used.
    AddressUnverified,
    /// Texts to one country and never used.
    CountryUnverified,
    /// Countries that are not texted at all.
    Countries,
    /// Failed attempts of one device and address at one destination.
    #[serde(alias = "trier")]
    Requester,
    /// Failed attempts of all requesters, or of all proven devices, at one destination.
    Lock,
    /// Failed attempts at one destination from where no code was asked for.
    Strangers,
    /// Wrong secrets of one application from one address.
    ClientSecrets,
    /// Wrong passwords, of any users, from one address or one device.
    PasswordFailures,
}

impl Rule {
    /// The name in settings and audit events.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Destination => "destination",
            Self::Address => "address",
            Self::Device => "device",
            Self::Application => "application",
            Self::Country => "country",
            Self::Tenant => "tenant",
            Self::TenantMails => "tenant_mails",
            Self::Puzzles => "puzzles",
            Self::PuzzleFailures => "puzzle_failures",
            Self::AddressUnverified => "address_unverified",
            Self::CountryUnverified => "country_unverified",
            Self::Countries => "countries",
            Self::Requester => "requester",
            Self::Lock => "lock",
            Self::Strangers => "strangers",
            Self::ClientSecrets => "client_secrets",
            Self::PasswordFailures => "password_failures",
        }
    }

    /// Tells whether the rule may be set to record only. Rules against guessing may not: without
    /// them, a code or password could be guessed. Rules of puzzles neither: puzzles leave no audit
    /// event in which they could be recorded.
    #[must_use]
    pub const fn may_be_recorded_only(self) -> bool {
        !matches!(
            self,
            Self::Requester
                | Self::Lock
                | Self::Strangers
                | Self::Puzzles
                | Self::PuzzleFailures
                | Self::ClientSecrets
                | Self::PasswordFailures
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
