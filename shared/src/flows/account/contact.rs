//! Changes a contact of a user who has signed in: to one that a code proves.

use crate::{
    error::{Error, Result, catalogue::ErrorGroups},
    flows::{
        account::notices::Notices,
        contact_code::ContactCodeRequest,
        user_edit::{Edited, UserEdit, over},
    },
    platform::{Platform, settings::BootError},
    providers::change_notice::Change,
    storage::{item_keys::contact_owner_key, store::Store, transaction::Transaction},
    tokens::open_session::SessionContext,
    users::user::{ContactOf, User, gone_owner},
    values::{contact::ContactKind, identifiers::UserId},
    verification::codes::{Claim, CodeUse, Codes},
};
use std::sync::Arc;

/// Changes the mobile or the e-mail address of a user to one that a code sent there proves.
pub struct ContactChange {
    store: Arc<Store>,
    codes: Codes,
    notices: Notices,
}

/// What a change writes beside the user and what proves it.
struct NewContact<'a, C> {
    contact: &'a C,
    /// The user who owned it and is gone.
    gone: Option<UserId>,
}

impl ContactChange {
    /// The errors of the call itself.
    #[must_use]
    pub const fn errors<C: ContactOf>() -> ErrorGroups {
        const { &[Codes::ERRORS, &[C::TAKEN]] }
    }

    /// Needs what [`Codes`] and [`Notices`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            notices: Notices::new(platform)?,
        })
    }

    /// Makes a contact that a code proves the user's own, in place of the one that they had.
    ///
    /// One transaction consumes the code, claims the new contact, gives up the old one, changes the
    /// user, and ends all sessions but the one that asks. The user is told at the old contact. A
    /// repeat, whose contact is the user's already, changes nothing.
    pub async fn change<C: ContactOf>(
        &self,
        context: &SessionContext,
        request: ContactCodeRequest<C>,
    ) -> Result<()> {
        let SessionContext { cx, open } = context;
        let ContactCodeRequest { contact, code } = request;
        if open.user.has_proved(&contact) {
            return Ok(());
        }
        let claim = Claim {
            contact: contact.clone(),
            types: &[C::CHANGE],
            code: &code,
            used_for: CodeUse::Change,
        };
        let gone = gone_owner(&cx.caller.tenant.id, &contact, &self.store);
        let (verified, gone) = self.codes.verify_while(cx, claim, gone).await?;
        let (contact, proof) = verified.into_parts();
        let new = NewContact {
            contact: &contact,
            gone,
        };
        let applied = self.apply(context, &new, proof.consume).await;
        if let Some(before) = proof.refund.unless_served(&self.store, applied).await? {
            let change = match C::kind() {
                ContactKind::Mobile => Change::Mobile,
                ContactKind::Email => Change::Email,
            };
            self.notices.tell(cx, &before, change).await;
        }
        Ok(())
    }

    /// Writes the change, and returns the user as they were before it; nothing where the same
    /// request was faster under another connection.
    async fn apply<C: ContactOf>(
        &self,
        context: &SessionContext,
        new: &NewContact<'_, C>,
        consume: Transaction<'static>,
    ) -> Result<Option<User>> {
        let session = &context.open.session;
        let mut edit = UserEdit::of(&context.open, &self.store);
        loop {
            let user = edit.user().clone();
            if user.has_proved(new.contact) {
                return Ok(None);
            }
            let mut next = user.clone();
            new.contact.clone().give_to(&mut next);
            next.session_generation += 1;
            let mut writes = Transaction::default()
                .and(session.keep(&next), |_| over("session ended"))
                .with(consume.clone())
                .with(user.claim_contact(new.contact, new.gone.as_ref())?);
            if let Some(old) = C::proved_by(&user) {
                let key = contact_owner_key(&user.tenant, C::kind(), &old.normal());
                let not_theirs =
                    |_: &_| Error::internal("giving up a contact: somebody else owns it");
                writes = writes.and(user.release(key), not_theirs);
            }
            match edit.replace(next, writes).await? {
                Edited::Done => return Ok(Some(user)),
                Edited::Again => {}
                Edited::Refused(error) => return Err(error),
            }
        }
    }
}
