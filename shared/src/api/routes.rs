//! What the API has, for whoever asked for something else.

use crate::{
    api::extract::Anonymous,
    error::{Error, catalogue::ErrorCode},
    platform::{Platform, settings::BootError},
};
use std::{convert::Infallible, str::FromStr};

/// Method and path of every route.
pub struct Routes(Vec<(String, String)>);

impl Routes {
    /// Setting: `ROUTES`, as in `GET /a, POST /b`.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        platform.settings.get("ROUTES")
    }

    /// Why nothing is done for a caller: there is no such path, or it is there for another method.
    #[must_use]
    pub fn refuse(&self, caller: &Anonymous) -> Error {
        match self.0.iter().find(|(_, path)| *path == caller.path) {
            Some((method, _)) => Error::new(ErrorCode::WrongMethod).with(method),
            None => Error::new(ErrorCode::UnknownRoute),
        }
    }
}

impl FromStr for Routes {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let routes = text
            .split(',')
            .filter_map(|route| route.trim().split_once(' '));
        Ok(Self(
            routes
                .map(|(method, path)| (method.to_owned(), path.to_owned()))
                .collect(),
        ))
    }
}
