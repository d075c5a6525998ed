//! Makes and removes keys: run once at deployment, and daily by the calendar.

use shared::{
    api::endpoint::Job,
    error::Result,
    keys::rotation::Rotation,
    platform::{Platform, clock::Timestamp, settings::BootError},
};

pub struct RotateKeys(Rotation);

impl Job for RotateKeys {
    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Rotation::new(platform)?))
    }

    async fn run(&self, now: Timestamp) -> Result<()> {
        self.0.rotate(now).await
    }
}
