//! The request and response of a function, for the description of the API.

use crate::functions::body_schema::{self, Member};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;
use shared::{
    api::{endpoint::Endpoint, extract::FromRequest},
    error::{
        Result,
        catalogue::{Dialect, ErrorCode, ErrorForm},
    },
    observability::audit::Event,
    request::{
        body::{BodyEncoding, RequestBody},
        headers::Header,
    },
    values::field::ParseContext,
};
use std::any::TypeId;
use time::macros::date;

/// The request and response of a function.
pub struct Description {
    pub(crate) headers: Vec<Header>,
    /// Whether a request without any of the proofs that the headers may hold is admitted.
    pub(crate) is_proof_optional: bool,
    pub(crate) query: &'static [Header],
    /// Its body, in each form that it can have; none, where it has no body.
    pub(crate) forms: Option<Result<Vec<Vec<Member>>>>,
    /// How its body is written.
    pub(crate) encoding: BodyEncoding,
    /// The schema of its answer; none, where that is empty.
    pub(crate) answer: Option<Value>,
    /// The statuses that it answers with, where it is a flow.
    pub(crate) statuses: &'static [&'static str],
    /// The errors that it answers with, each once, in the order of the catalogue.
    pub(crate) errors: Vec<ErrorCode>,
    /// The form of its errors.
    pub(crate) error_form: ErrorForm,
    /// The dialect of errors for an application of `eiam`.
    pub(crate) eiam_prefix: Dialect,
    /// Whether a code proves a contact that is changed, or whose owner's password is. The error of
    /// a wrong code names the contact then, and has numbers of its own in `eiam`.
    pub(crate) is_change: bool,
}

impl Description {
    /// Describes a function by its types. The schemas of its answer are added to those of the
    /// generator.
    pub fn of<F: Endpoint<Response: JsonSchema>>(generator: &mut SchemaGenerator) -> Self {
        let context = ParseContext::new(date!(2026 - 11 - 20));
        let is_empty = TypeId::of::<F::Response>() == TypeId::of::<()>();
        let mut answer = || generator.subschema_for::<F::Response>().to_value();
        Self {
            headers: F::Context::HEADERS.concat(),
            is_proof_optional: F::Context::IS_PROOF_OPTIONAL,
            query: F::Context::QUERY,
            forms: (F::Request::ENCODING != BodyEncoding::None)
                .then(|| body_schema::alternatives_of::<F::Request>(context)),
            encoding: F::Request::ENCODING,
            answer: (!is_empty).then(&mut answer),
            statuses: F::STATUSES,
            errors: errors_of::<F>(),
            error_form: F::ERROR_FORM,
            eiam_prefix: F::EIAM_PREFIX,
            is_change: matches!(F::EVENT, Some(Event::ChangeContact | Event::ChangePassword)),
        }
    }
}

/// The errors of a function, of its context and of reading its body. Any call may fail.
fn errors_of<F: Endpoint>() -> Vec<ErrorCode> {
    let of_body: &[ErrorCode] = match F::Request::ENCODING {
        BodyEncoding::None => &[],
        // Members of a form have no type but text.
        BodyEncoding::Form => &[
            ErrorCode::Missing,
            ErrorCode::BadFormat,
            ErrorCode::BadValue,
            ErrorCode::BodyTooLarge,
        ],
        // What is wrong with an entry is for its function to say.
        BodyEncoding::List => &[
            ErrorCode::BadFormat,
            ErrorCode::WrongType,
            ErrorCode::BodyTooLarge,
        ],
        BodyEncoding::Json => &[
            ErrorCode::Missing,
            ErrorCode::BadFormat,
            ErrorCode::BadValue,
            ErrorCode::WrongType,
            ErrorCode::BodyTooLarge,
        ],
    };
    let groups = [F::Context::ERRORS, F::ERRORS].concat().concat();
    let occurs = |code: &&ErrorCode| {
        **code == ErrorCode::Busy || of_body.contains(code) || groups.contains(code)
    };
    ErrorCode::ALL.iter().filter(occurs).copied().collect()
}
