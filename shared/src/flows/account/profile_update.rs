//! Changes the profile of a user who has signed in.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::{
        item_keys::user_key,
        store::{CommitError, Store},
        transaction::Transaction,
    },
    tokens::open_session::SessionContext,
    users::{
        profile::Profile,
        user::{ContactOf as _, User},
    },
    values::{contact::Contact as _, email::Email, mobile::Mobile},
};
use std::sync::Arc;

/// How often a change is tried again on a user whom other requests are changing.
const ATTEMPTS: usize = 5;

/// The body: the members of the profile that change. Those that are absent stay as they are.
#[derive(Debug)]
pub struct ProfileUpdateRequest(Profile);

impl RequestBody for ProfileUpdateRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Profile::read_given(body).map(Self)
    }
}

/// Changes the profiles of users who are signed in.
pub struct ProfileUpdate {
    store: Arc<Store>,
}

impl ProfileUpdate {
    /// Needs the Directory table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
        })
    }

    /// Changes the profile of the user who asks, with what is unique in it, in one transaction.
    /// Where other requests change the user meanwhile, it is tried again on what they made of it.
    pub async fn update(
        &self,
        SessionContext { cx, open }: &SessionContext,
        ProfileUpdateRequest(changes): ProfileUpdateRequest,
    ) -> Result<()> {
        let tenant = &cx.caller.tenant;
        let context = tenant.parse_context(cx.now);
        let over = || Error::new(ErrorCode::Expired).with("id_token");
        let mut user = open.user.clone();
        for _ in 0..ATTEMPTS {
            let next = User {
                profile: user.profile.clone().changed(changes.clone()),
                version: user.version + 1,
                ..user.clone()
            };
            if next.profile == user.profile {
                return Ok(());
            }
            if next.profile.user_name != user.profile.user_name {
                let profile = &next.profile;
                profile.refuse_borrowed_name(&proved_contacts(&user), &context)?;
            }
            // The user comes first: whether they were changed meanwhile is to be told before what
            // follows from it.
            let replace = next.replace(&user)?;
            let writes = Transaction::default()
                .and(replace, move |_| over().because("user disabled or erased"))
                .with(next.move_names(&user, tenant)?);
            match self.store.commit(writes).await {
                Ok(()) => return Ok(()),
                Err(CommitError::Refused { by: 0, error }) => {
                    let found: Option<User> =
                        self.store.get(&user_key(&user.tenant, &user.id)).await?;
                    let generation = user.session_generation;
                    let is_same = |found: &User| found.session_generation == generation;
                    user = found.filter(is_same).ok_or(error)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::internal("changing a user whom others change"))
    }
}

/// The contacts that a user has proved to own, in their normal forms.
fn proved_contacts(user: &User) -> Vec<String> {
    let mobile = Mobile::proved_by(user).map(Mobile::normal);
    let email = Email::proved_by(user).map(Email::normal);
    mobile.into_iter().chain(email).collect()
}
