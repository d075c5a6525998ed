//! Sets a new password in place of a forgotten one.

use crate::{
    error::Result,
    flows::password::new_password::{NewPassword, PasswordSetter, gone},
    request::context::Context,
    storage::item_keys::{contact_owner_key, user_key},
    users::{
        password::Password,
        user::{ContactOf, Status, UniqueClaim, User},
    },
    values::verification_code::VerifyCode,
    verification::{
        codes::{Claim, CodeUse, Codes},
        verified::Proof,
    },
};

/// A contact, the code that was sent there, and the password that its owner wants.
#[derive(Debug)]
pub(super) struct ResetRequest<C> {
    pub(super) contact: C,
    pub(super) code: VerifyCode,
    pub(super) password: Password,
}

/// Sets the password of whoever owns the contact, in the transaction that consumes the code, and
/// ends all their sessions. Whether anybody owns it, only a right code tells.
pub(super) async fn reset<C: ContactOf>(
    cx: &Context,
    request: ResetRequest<C>,
    types: &[C::CodeType],
    (codes, setter): (&Codes, &PasswordSetter),
) -> Result<()> {
    let tenant = &cx.caller.tenant.id;
    let ResetRequest {
        contact,
        code,
        password,
    } = request;
    let key = contact_owner_key(tenant, C::kind(), &contact.normal());
    let claim = Claim {
        contact,
        types,
        code: &code,
        used_for: CodeUse::Reset,
    };
    let owner = setter.store.get::<UniqueClaim>(&key);
    let (verified, owner) = codes.verify_while(cx, claim, owner).await?;
    let (contact, Proof { consume, refund }) = verified.into_parts();
    let reset = async {
        let owner = owner.ok_or_else(|| gone("contact of nobody"))?;
        cx.audit.user(&owner.user_id);
        let user: Option<User> = setter.store.get(&user_key(tenant, &owner.user_id)).await?;
        let user = user.filter(|user| user.status == Status::Active);
        let user = user.ok_or_else(|| gone("user disabled or erased"))?;
        if !user.has_proved(&contact) {
            return Err(gone("contact given up while this was looked up"));
        }
        if PasswordSetter::has_just_set(cx, &user, &password)? {
            return Ok(());
        }
        let proved_by = Some(vec![C::FACTOR]);
        let new = NewPassword::check(cx, &user, &password, proved_by, &*setter.entropy)?;
        setter.reset(cx, user, &new, consume).await
    };
    refund.unless_served(&setter.store, reset.await).await
}
