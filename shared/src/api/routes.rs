//! The routes of the API, for the function that answers requests to anything else.

use crate::{
    api::extract::Anonymous,
    error::{
        Error,
        catalogue::{ErrorCode, ErrorGroups},
    },
};

/// Method and path of every route, one to a line, such as `GET /api/v2/sdk/captcha`.
pub struct Routes(&'static str);

impl Routes {
    /// How a request without a route is refused.
    pub const ERRORS: ErrorGroups = &[&[ErrorCode::UnknownRoute, ErrorCode::WrongMethod]];

    /// Takes the lines as they are: the file that holds them is generated and compared by a test.
    #[must_use]
    pub const fn new(lines: &'static str) -> Self {
        Self(lines)
    }

    /// Why nothing is done for a caller: 405 with the methods (`Allow`) where the path has others
    /// than the one that was used, else 404.
    #[must_use]
    pub fn refuse(&self, caller: &Anonymous) -> Error {
        let routes = self.0.lines().filter_map(|line| line.split_once(' '));
        let methods: Vec<_> = routes
            .filter(|(_, route)| matches_route(route, &caller.path))
            .map(|(method, _)| method)
            .collect();
        if methods.is_empty() {
            Error::new(ErrorCode::UnknownRoute)
        } else {
            Error::new(ErrorCode::WrongMethod).with(methods.join(", "))
        }
    }
}

/// Whether a path is one of a route's. A segment of the route in braces stands for any one segment.
#[must_use]
pub fn matches_route(route: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let fits = |part: &str| {
        segments.next().is_some_and(|segment| {
            part == segment || (part.starts_with('{') && part.ends_with('}') && !segment.is_empty())
        })
    };
    route.split('/').all(fits) && segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Timestamp;

    fn refusal(path: &str) -> Error {
        let routes = Routes::new("GET /one\nGET /two\nPOST /two\nGET /three/{x}\n");
        routes.refuse(&Anonymous {
            path: path.to_owned(),
            domain: String::new(),
            now: Timestamp::from_secs(0),
        })
    }

    #[test]
    fn a_path_that_is_there_for_other_methods_names_them_all() {
        let refused = refusal("/two");
        assert_eq!(refused.code(), ErrorCode::WrongMethod);
        assert_eq!(refused.params(), ["GET, POST"]);
        assert_eq!(refusal("/one").params(), ["GET"]);
        assert_eq!(refusal("/three/4").params(), ["GET"]);
    }

    #[test]
    fn any_other_path_is_unknown() {
        for path in ["", "/", "/on", "/one/", "/three", "/three/", "GET /one"] {
            assert_eq!(refusal(path).code(), ErrorCode::UnknownRoute, "{path}");
        }
    }

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
            assert_eq!(matches_route(route, path), is_fit, "{route} {path}");
        }
    }
}
