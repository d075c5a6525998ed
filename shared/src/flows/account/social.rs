//! The social accounts of a user who has signed in: the list of them, and their end.

use crate::{
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode, ErrorGroups},
    },
    flows::{
        account::notices::Notices,
        user_edit::{Edited, UserEdit},
    },
    observability::audit::Audited,
    platform::{Platform, clock::Timestamp, settings::BootError},
    providers::change_notice::Change,
    request::body::{BodyReader, RequestBody},
    storage::store::Store,
    tokens::open_session::SessionContext,
    users::{
        social_account::{UserLink, links_of, unlink},
        user::{ContactOf as _, User},
    },
    values::{
        email::Email,
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::{SourceId, UserId},
        masked::masked,
        mobile::Mobile,
    },
};
use serde::Serialize;
use std::sync::Arc;
use time::macros::format_description;

/// How clients call the social network of mini programs.
const SOCIAL_TYPE: &str = "weixin";

/// The social accounts of a user.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
            "social": [{
                "id": LinkId::SCHEMA.example,
                "userId": "20211112150743304-7A1A-2B62FF52A",
                "socialType": SOCIAL_TYPE,
                "social_uid": OpenId::SCHEMA.example,
                "socialNickname": "",
                "socialHeadImage": "",
                "socialAccountDetails": "",
                "createdAt": "2021-01-10 14:20:24.468",
                "updatedAt": "2021-01-10 14:20:24.468",
            }],
        }]))
)]
#[derive(Debug, Serialize)]
pub struct SocialList {
    pub social: Vec<SocialAccount>,
}

/// A social account of a user. What nobody told us is empty.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SocialAccount {
    /// What we call the link.
    pub id: String,
    pub user_id: UserId,
    pub social_type: &'static str,
    /// The account, as the social network calls it, for `ciam`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_uid: Option<String>,
    /// The same for `eiam` and `oneaccess`, which have another name for it.
    #[serde(rename = "social_uid", skip_serializing_if = "Option::is_none")]
    pub social_uid_of_others: Option<String>,
    /// The identity source, for `ciam`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_channel_id: Option<SourceId>,
    pub social_nickname: &'static str,
    pub social_head_image: &'static str,
    pub social_account_details: &'static str,
    /// The identity source, for `ciam`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idp_id: Option<SourceId>,
    /// In UTC, such as `2021-01-10 14:20:24.468`.
    pub created_at: String,
    pub updated_at: String,
}

impl Audited for SocialList {}

/// The body: which account. A field for each of the two forms in which clients name it.
#[derive(Debug)]
pub struct UnlinkRequest(LinkName);

/// The body of `social/unbind`.
#[derive(Debug)]
pub struct UnlinkAccountRequest(LinkName);

/// How a client names a link.
#[derive(Debug)]
enum LinkName {
    /// As we call it.
    Id(LinkId),
    /// As the social network calls the account.
    Account(OpenId),
}

/// What we call a link.
#[derive(Debug)]
struct LinkId(String);

impl Field for LinkId {
    const SCHEMA: FieldSchema =
        FieldSchema::like("^[0-9a-f]{32}$", 32, "71dd26999e314f9abb0c635336976635");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 32 && text.bytes().all(is_hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// What a social network calls an account. Printed masked.
struct OpenId(String);

masked!(OpenId);

impl Field for OpenId {
    const SCHEMA: FieldSchema = FieldSchema::text(128, "oGZUI0egBJY1zhBYw2KhdUfwVJJE");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.len() <= 128 {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// The social network that an account is of.
#[derive(Debug)]
struct SocialType;

impl Field for SocialType {
    const SCHEMA: FieldSchema = FieldSchema::one_of(&[SOCIAL_TYPE]);

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        (text == SOCIAL_TYPE)
            .then_some(Self)
            .ok_or(FieldError::Value)
    }
}

impl RequestBody for UnlinkRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required("id").map(LinkName::Id).map(Self)
    }
}

impl RequestBody for UnlinkAccountRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let account = body.required("social_uid")?;
        let _: SocialType = body.required("social_type")?;
        Ok(Self(LinkName::Account(account)))
    }
}

impl From<UnlinkAccountRequest> for UnlinkRequest {
    fn from(request: UnlinkAccountRequest) -> Self {
        Self(request.0)
    }
}

impl LinkName {
    fn names(&self, link: &UserLink) -> bool {
        match self {
            Self::Id(id) => link.id() == id.0,
            Self::Account(account) => link.open_id() == account.0,
        }
    }

    /// The member of the request that holds it.
    const fn member(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::Account(_) => "social_uid",
        }
    }
}

/// Lists the social accounts of the user who asks.
pub async fn list(
    SessionContext { cx, open }: &SessionContext,
    store: &Store,
) -> Result<SocialList> {
    let links = links_of(&open.user.id, &open.user.tenant, store).await?;
    let is_ciam = cx.caller.application.dialect == Dialect::Ciam;
    let account = |link: UserLink| {
        let account = link.open_id().to_owned();
        let of_ciam = is_ciam.then(|| link.source.clone());
        SocialAccount {
            id: link.id(),
            user_id: open.user.id.clone(),
            social_type: SOCIAL_TYPE,
            social_uid: is_ciam.then(|| account.clone()),
            social_uid_of_others: (!is_ciam).then_some(account),
            social_channel_id: of_ciam.clone(),
            social_nickname: "",
            social_head_image: "",
            social_account_details: "",
            idp_id: of_ciam,
            created_at: moment(link.linked_at()),
            updated_at: moment(link.linked_at()),
        }
    };
    Ok(SocialList {
        social: links.into_iter().map(account).collect(),
    })
}

fn moment(at: Timestamp) -> String {
    let form =
        format_description!("[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:3]");
    at.calendar().format(form).unwrap_or_default()
}

/// Unlinks the social accounts of users who are signed in.
pub struct Unlink {
    store: Arc<Store>,
    notices: Notices,
}

impl Unlink {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[&[ErrorCode::LastWayIn]];

    /// Needs what [`Notices`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            notices: Notices::new(platform)?,
        })
    }

    /// Unlinks an account of the user who asks, and with it every account that is the same person's
    /// at the social network: one that stayed would link the others again at the next login. Fails
    /// with `BadValue` if the user has no such account, and with `LastWayIn` if they have no other
    /// way to sign in.
    pub async fn unlink(
        &self,
        SessionContext { cx, open }: &SessionContext,
        request: impl Into<UnlinkRequest>,
    ) -> Result<()> {
        let UnlinkRequest(name) = request.into();
        let mut edit = UserEdit::of(open, &self.store);
        loop {
            let user = edit.user().clone();
            let links = links_of(&user.id, &user.tenant, &self.store).await?;
            let named = links.iter().find(|link| name.names(link));
            let named = named.ok_or_else(|| Error::new(ErrorCode::BadValue).with(name.member()))?;
            let (removed, left): (Vec<_>, Vec<_>) =
                links.iter().partition(|link| link.is_of_same_person(named));
            if left.is_empty() && !has_another_way_in(&user) {
                return Err(Error::new(ErrorCode::LastWayIn));
            }
            // The user is written too: of two who unlink the last two ways in at once, one is
            // refused.
            match edit.replace(user.clone(), unlink(&removed)).await? {
                Edited::Done => {
                    self.notices.tell(cx, &user, Change::SocialAccount).await;
                    return Ok(());
                }
                // A login changed the link meanwhile, or another request the user.
                Edited::Again | Edited::Refused(_) => {}
            }
        }
    }
}

/// Whether a user can come back without any social account.
fn has_another_way_in(user: &User) -> bool {
    (user.password.is_some() && user.profile.user_name.is_some())
        || Mobile::proved_by(user).is_some()
        || Email::proved_by(user).is_some()
}
