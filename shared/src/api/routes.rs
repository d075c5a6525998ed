//! The routes of the API, for the function that answers requests to anything else.

use crate::{
    api::extract::Anonymous,
    error::{Error, catalogue::ErrorCode},
};

/// Method and path of every route, one to a line, such as `GET /api/v2/sdk/captcha`.
pub struct Routes(&'static str);

impl Routes {
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
            .filter(|(_, path)| *path == caller.path)
            .map(|(method, _)| method)
            .collect();
        if methods.is_empty() {
            Error::new(ErrorCode::UnknownRoute)
        } else {
            Error::new(ErrorCode::WrongMethod).with(methods.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Timestamp;

    fn refusal(path: &str) -> Error {
        let routes = Routes::new("GET /one\nGET /two\nPOST /two\n");
        routes.refuse(&Anonymous {
            path: path.to_owned(),
            now: Timestamp::from_secs(0),
        })
    }

    #[test]
    fn a_path_that_is_there_for_other_methods_names_them_all() {
        let refused = refusal("/two");
        assert_eq!(refused.code(), ErrorCode::WrongMethod);
        assert_eq!(refused.params(), ["GET, POST"]);
        assert_eq!(refusal("/one").params(), ["GET"]);
    }

    #[test]
    fn any_other_path_is_unknown() {
        for path in ["", "/", "/on", "/one/", "/three", "GET /one"] {
            assert_eq!(refusal(path).code(), ErrorCode::UnknownRoute, "{path}");
        }
    }
}
