//! The groups of calls, in the order in which an application comes to them.

use serde_json::{Value, json};

struct Tag {
    name: &'static str,
    text: &'static str,
    /// What the paths of its calls begin with. The first tag of which one fits has the call.
    paths: &'static [&'static str],
}

const TAGS: &[Tag] = &[
    Tag {
        name: "Puzzle and codes",
        text: "A code is sent for the pass of a solved puzzle: get a puzzle, have the user move its \
               piece, verify where it was let go, and send the code with the pass.",
        paths: &[
            "/api/v2/sdk/captcha",
            "/api/v2/sdk/country-codes",
            "/api/v2/sdk/email/",
            "/api/v2/sdk/sms/",
        ],
    },
    Tag {
        name: "Registration",
        text: "A code proves a contact, whose owner becomes a user and is signed in.",
        paths: &["/api/v2/sdk/register/"],
    },
    Tag {
        name: "Login",
        text: "Signs users in, by WeChat, by a code or by a password.",
        paths: &["/api/v2/sdk/login"],
    },
    Tag {
        name: "Binding",
        text: "Links the social account of a state token to a user, and signs the user in. The state \
               token comes from the login by WeChat, with `SOCIAL_BIND` or `USER_REGISTER`.",
        paths: &[
            "/api/v2/sdk/social/bind",
            "/api/v2/sdk/social/register-bind",
            "/api/v2/sdk/social/username-password-bind",
            "/api/v2/sdk/social/wechat-mobile-",
        ],
    },
    Tag {
        name: "Second factor",
        text: "Goes on with a login that answered `MFA_AUTH`.",
        paths: &["/api/v2/sdk/mfa/", "/api/v2/sdk/mobile-by-token"],
    },
    Tag {
        name: "Session",
        text: "What a client does with a session: a fresh `id_token`, the list of sessions, the end.",
        paths: &[
            "/api/v2/sdk/logout",
            "/api/v2/sdk/public-key",
            "/api/v2/sdk/server-date",
            "/api/v2/sdk/sessions",
            "/api/v2/sdk/sso/",
        ],
    },
    Tag {
        name: "Profile",
        text: "What the user who has signed in sees and changes: profile, contacts, social accounts.",
        paths: &["/api/v2/sdk/profile", "/api/v2/sdk/social"],
    },
    Tag {
        name: "Password",
        text: "Sets, changes and renews passwords.",
        paths: &["/api/v2/sdk/pwd/"],
    },
    Tag {
        name: "Application server",
        text: "Calls of an application's own server, which proves itself by the application's secret. \
               Never make them from a device.",
        paths: &["/api/v2/tenant/"],
    },
    Tag {
        name: "Delivery receipts",
        text: "Where carriers report which texts arrived. `bindery receipts-url` prints the address for \
               each; whoever has it can report, and nothing else.",
        paths: &["/api/v2/receipts/"],
    },
    Tag {
        name: "Keys",
        text: "What it takes to verify an `id_token`. Anybody may ask.",
        paths: &["/api/v1/oauth2/"],
    },
];

/// All of them.
pub(super) fn all() -> Vec<Value> {
    let tag = |tag: &Tag| json!({ "name": tag.name, "description": tag.text });
    TAGS.iter().map(tag).collect()
}

/// The tag of a call.
pub(super) fn of(path: &str) -> Result<&'static str, String> {
    let has = |tag: &&Tag| tag.paths.iter().any(|begin| path.starts_with(begin));
    let tag = TAGS.iter().find(has);
    tag.map(|tag| tag.name)
        .ok_or_else(|| "no tag of local/openapi/tags.rs has it".to_owned())
}
