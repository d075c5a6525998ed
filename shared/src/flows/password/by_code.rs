//! Sets a password by a code: that of a user who has signed in, or a forgotten one.
//!
//! One path of the contract has both meanings (`pwd/update-by-mobile`, `pwd/update-by-email`). What
//! decides is the body: with a contact, the code proves whose password it is, and a session that
//! came along lends nothing; without, the session does, and the code must be one that was sent to
//! that user's own contact. [`TABLE`] has every case, and docs/logins.md shows it.

use crate::{
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode, ErrorGroups},
    },
    flows::password::{
        new_password::{NewPassword, PasswordSetter},
        reset::{ResetRequest, reset},
    },
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    tokens::open_session::{PresentedProof, ProofContext, SessionContext, SessionProofs},
    users::{password::Password, user::ContactOf},
    values::{
        code_type::CodeType as _,
        contact::{Contact, ContactKind},
        email::Email,
        mobile::Mobile,
        verification_code::VerifyCode,
    },
    verification::codes::{Claim, CodeUse, Codes},
};
use std::fmt::Write as _;

/// The body: a code that was sent to the user's own contact, and the new password.
#[derive(Debug)]
pub struct OwnPasswordRequest {
    code: VerifyCode,
    password: Password,
}

impl RequestBody for OwnPasswordRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            code: body.required("verify_code")?,
            password: body.required("password")?,
        })
    }
}

/// The body: with a contact, for a forgotten password; without, for that of the user
/// who has signed in.
#[derive(Debug)]
pub struct PasswordByCodeRequest<C> {
    contact: Option<C>,
    own: OwnPasswordRequest,
}

impl<C: Contact> RequestBody for PasswordByCodeRequest<C> {
    /// A contact of the other kind is refused: ignored, it would turn the one meaning of
    /// the call into the other.
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let other = match C::kind() {
            ContactKind::Mobile => Email::NAME,
            ContactKind::Email => Mobile::NAME,
        };
        if body.contains(other) {
            return Err(Error::new(ErrorCode::BadValue).with(other));
        }
        Ok(Self {
            contact: body.optional(C::NAME)?,
            own: OwnPasswordRequest::read(body)?,
        })
    }
}

/// What a call to set a password by a code does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordAct {
    /// Sets the password of whoever owns the contact in the body.
    Reset,
    /// Sets the password of the user whose session it is.
    ChangeOwn,
    /// Nothing: the contact is missing.
    Refuse,
}

/// The types of codes that set a password, without the kind of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CodeFor {
    Forgotten,
    Change,
    Update,
}

/// A row of the table.
struct Row {
    has_contact: bool,
    /// Whether a proof of a session was presented, where that makes a difference.
    has_proof: Option<bool>,
    /// The dialect, where that makes a difference.
    dialect: Option<Dialect>,
    act: PasswordAct,
    codes: &'static [CodeFor],
}

/// What is done at `pwd/update-by-mobile` and `pwd/update-by-email`. The first
/// row that fits decides.
const TABLE: &[Row] = &[
    Row {
        has_contact: true,
        has_proof: None,
        dialect: Some(Dialect::Eiam),
        act: PasswordAct::Reset,
        codes: &[CodeFor::Forgotten, CodeFor::Change],
    },
    Row {
        has_contact: true,
        has_proof: None,
        dialect: None,
        act: PasswordAct::Reset,
        codes: &[CodeFor::Forgotten],
    },
    Row {
        has_contact: false,
        has_proof: Some(true),
        dialect: None,
        act: PasswordAct::ChangeOwn,
        codes: &[CodeFor::Update],
    },
    Row {
        has_contact: false,
        has_proof: Some(false),
        dialect: None,
        act: PasswordAct::Refuse,
        codes: &[],
    },
];

impl Row {
    fn of(has_contact: bool, has_proof: bool, dialect: Dialect) -> Option<&'static Self> {
        TABLE.iter().find(|row| {
            row.has_contact == has_contact
                && row.has_proof.is_none_or(|of| of == has_proof)
                && row.dialect.is_none_or(|of| of == dialect)
        })
    }

    fn types<C: Contact>(&self) -> Vec<C::CodeType> {
        let of = |code: &CodeFor| match code {
            CodeFor::Forgotten => C::FORGET_PASSWORD,
            CodeFor::Change => C::CHANGE_PASSWORD,
            CodeFor::Update => C::UPDATE_PASSWORD,
        };
        self.codes.iter().map(of).collect()
    }
}

/// Sets passwords by codes.
pub struct PasswordByCode {
    sessions: SessionProofs,
    own: OwnPasswordByCode,
}

/// Sets the passwords of users who have signed in, by codes.
pub struct OwnPasswordByCode {
    codes: Codes,
    setter: PasswordSetter,
}

impl PasswordByCode {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Codes::ERRORS, NewPassword::ERRORS, &[ErrorCode::NoSuchUser]];

    /// Needs what [`SessionProofs`] and [`OwnPasswordByCode`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            sessions: SessionProofs::new(platform)?,
            own: OwnPasswordByCode::new(platform)?,
        })
    }

    /// Sets a password: whose, [the table](TABLE) says.
    pub async fn set<C: ContactOf>(
        &self,
        context: &ProofContext,
        request: PasswordByCodeRequest<C>,
    ) -> Result<()> {
        let ProofContext { cx, proof } = context;
        let PasswordByCodeRequest { contact, own } = request;
        let has_proof = !matches!(proof, PresentedProof::Nothing);
        let dialect = cx.caller.application.dialect;
        let missing = || Error::new(ErrorCode::Missing).with(C::NAME);
        let row = Row::of(contact.is_some(), has_proof, dialect).ok_or_else(missing)?;
        let types = row.types::<C>();
        match (row.act, contact) {
            (PasswordAct::Reset, Some(contact)) => {
                let request = ResetRequest {
                    contact,
                    code: own.code,
                    password: own.password,
                };
                let OwnPasswordByCode { codes, setter } = &self.own;
                reset(cx, request, &types, (codes, setter)).await
            }
            (PasswordAct::ChangeOwn, None) => {
                let open = self.sessions.open(cx, proof).await?;
                let cx = cx.clone();
                let context = SessionContext { cx, open };
                self.own.set::<C>(&context, own, &types).await
            }
            _ => Err(missing()),
        }
    }
}

impl OwnPasswordByCode {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Codes::ERRORS, NewPassword::ERRORS];

    /// Needs what [`Codes`] and [`Notices`](crate::flows::account::notices::Notices) need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            codes: Codes::new(platform)?,
            setter: PasswordSetter::new(platform)?,
        })
    }

    /// Sets the password of the user who asks, by a code that was sent to their own contact. Fails
    /// with `BadValue` where they have none of that kind.
    pub async fn change<C: ContactOf>(
        &self,
        context: &SessionContext,
        request: OwnPasswordRequest,
    ) -> Result<()> {
        self.set::<C>(context, request, &[C::CHANGE_PASSWORD]).await
    }

    async fn set<C: ContactOf>(
        &self,
        context: &SessionContext,
        request: OwnPasswordRequest,
        types: &[C::CodeType],
    ) -> Result<()> {
        let SessionContext { cx, open } = context;
        let OwnPasswordRequest { code, password } = request;
        let none = || Error::new(ErrorCode::BadValue).with(C::NAME);
        let contact = C::proved_by(&open.user).cloned().ok_or_else(none)?;
        let claim = Claim {
            contact,
            types,
            code: &code,
            used_for: CodeUse::Change,
        };
        let verified = self.codes.verify(cx, claim).await?;
        let (_, proof) = verified.into_parts();
        let mut proved_by = open.session.factors.counting().to_vec();
        proved_by.push(C::FACTOR);
        let entropy = &*self.setter.entropy;
        let changed = async {
            let new = NewPassword::check(cx, &open.user, &password, Some(proved_by), entropy)?;
            self.setter.change(context, &new, proof.consume).await
        };
        let refund = proof.refund;
        refund
            .unless_served(&self.setter.store, changed.await)
            .await
    }
}

/// The table for people, in Markdown.
#[must_use]
pub fn as_markdown() -> String {
    let mut text = String::from(
        "| contact in the body | session presented | dialect | what is done | types of code |\n\
         |---|---|---|---|---|\n",
    );
    for row in TABLE {
        let contact = if row.has_contact { "yes" } else { "no" };
        let proof = match row.has_proof {
            Some(true) => "yes",
            Some(false) => "no",
            None => "ignored",
        };
        let dialect = row
            .dialect
            .map_or("any".to_owned(), |of| format!("{of:?}").to_lowercase());
        let act = match row.act {
            PasswordAct::Reset => "sets the password of whoever owns the contact",
            PasswordAct::ChangeOwn => "sets the password of the session's user",
            PasswordAct::Refuse => "`COMMON.1001`: the contact is missing",
        };
        let types = row.types::<Mobile>().into_iter().zip(row.types::<Email>());
        let types = types.map(|(sms, email)| format!("`{}`, `{}`", sms.wire(), email.wire()));
        let types = types.collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            text,
            "| {contact} | {proof} | {dialect} | {act} | {types} |"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_row_and_a_contact_in_the_body_never_meets_a_session() {
        for dialect in [Dialect::Eiam, Dialect::Ciam, Dialect::Oneaccess] {
            for has_proof in [true, false] {
                let row = Row::of(true, has_proof, dialect).unwrap();
                assert_eq!(row.act, PasswordAct::Reset);
                assert!(!row.codes.contains(&CodeFor::Update));
                assert_eq!(
                    row.codes.contains(&CodeFor::Change),
                    dialect == Dialect::Eiam
                );
            }
            let own = Row::of(false, true, dialect).unwrap();
            assert_eq!(own.act, PasswordAct::ChangeOwn);
            assert_eq!(own.codes, [CodeFor::Update]);
            assert_eq!(
                Row::of(false, false, dialect).unwrap().act,
                PasswordAct::Refuse
            );
        }
    }
}
