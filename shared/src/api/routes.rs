//! The routes of the API, for whoever asked for something else.

use crate::{
    api::extract::Anonymous,
    error::{Error, catalogue::ErrorCode},
    platform::{Platform, settings::BootError},
};
use std::{convert::Infallible, str::FromStr};

/// Method and path of every route.
pub struct Routes(Vec<(String, String)>);

impl Routes {
    /// Setting: `ROUTES`, as in `GET /a, POST /b/{c}`.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        platform.settings.get("ROUTES")
    }

    /// Why nothing is done for a caller: there is no such path ([`ErrorCode::UnknownRoute`]), or it
    /// is there for another method ([`ErrorCode::WrongMethod`]).
    #[must_use]
    pub fn refuse(&self, caller: &Anonymous) -> Error {
        match self.0.iter().find(|(_, path)| fits(path, &caller.path)) {
            Some((method, _)) => Error::new(ErrorCode::WrongMethod).with(method),
            None => Error::new(ErrorCode::UnknownRoute),
        }
    }
}

/// Whether a path is one of a route's, in which a segment in braces stands for any one segment.
#[must_use]
pub fn fits(route: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let fit = |part: &str| {
        segments.next().is_some_and(|segment| {
            part == segment || (part.starts_with('{') && part.ends_with('}') && !segment.is_empty())
        })
    };
    route.split('/').all(fit) && segments.next().is_none()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_in_braces_is_any_one_segment() {
        for (route, path, is_fit) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/b/", false),
            ("/a/b", "/a", false),
            ("/a/{x}/b", "/a/1/b", true),
            ("/a/{x}/b", "/a/b", false),
            ("/a/{x}/b", "/a//b", false),
            ("/a/{x}/b", "/a/1/2/b", false),
            ("/a/{x}", "/a/1/", false),
        ] {
            assert_eq!(fits(route, path), is_fit, "{route} {path}");
        }
    }
}
