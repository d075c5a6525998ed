//! Changes the profile of a user who has signed in.

use crate::{
    error::{
        Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::user_edit::{Edited, UserEdit},
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::store::Store,
    tokens::open_session::SessionContext,
    users::{
        profile::Profile,
        user::{ContactOf as _, User},
    },
    values::{contact::Contact as _, email::Email, mobile::Mobile},
};
use std::sync::Arc;

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
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[&[ErrorCode::UserNameTaken, ErrorCode::UndefinedAttribute]];

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
        let mut edit = UserEdit::of(open, &self.store);
        loop {
            let user = edit.user();
            let next = User {
                profile: user.profile.clone().changed(changes.clone()),
                ..user.clone()
            };
            if next.profile == user.profile {
                return Ok(());
            }
            if next.profile.user_name != user.profile.user_name {
                let profile = &next.profile;
                profile.check_chosen_name(&proved_contacts(user), tenant, cx.now)?;
            }
            let names = next.move_names(user, tenant)?;
            match edit.replace(next, names).await? {
                Edited::Done => return Ok(()),
                Edited::Again => {}
                Edited::Refused(error) => return Err(error),
            }
        }
    }
}

/// The contacts that a user has proved to own, in their normal forms.
fn proved_contacts(user: &User) -> Vec<String> {
    let mobile = Mobile::proved_by(user).map(Mobile::normal);
    let email = Email::proved_by(user).map(Email::normal);
    mobile.into_iter().chain(email).collect()
}
