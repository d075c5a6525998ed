//! The request and response of a function, for the description of the API.

use crate::functions::body_schema::{self, Member};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;
use shared::{
    api::{endpoint::Endpoint, extract::FromRequest},
    error::{Result, catalogue::ErrorForm},
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
    pub(crate) query: &'static [Header],
    /// Its body, in each form that it can have; none, where it has no body.
    pub(crate) forms: Option<Result<Vec<Vec<Member>>>>,
    /// How its body is written.
    pub(crate) encoding: BodyEncoding,
    /// The schema of its answer; none, where that is empty.
    pub(crate) answer: Option<Value>,
    /// Whether a rate limit of ours can refuse it.
    pub(crate) is_limited: bool,
    /// The form of its errors.
    pub(crate) error_form: ErrorForm,
}

impl Description {
    /// Describes a function by its types.
    #[must_use]
    pub fn of<F: Endpoint<Response: JsonSchema>>() -> Self {
        let context = ParseContext::new(date!(2026 - 11 - 20));
        // Each schema by itself, as answers have little in common.
        let settings =
            SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let answer = || {
            let mut schema = settings
                .into_generator()
                .into_root_schema_for::<F::Response>()
                .to_value();
            for about in ["$schema", "title"] {
                schema.as_object_mut().map(|schema| schema.remove(about));
            }
            schema
        };
        Self {
            headers: F::Context::HEADERS.concat(),
            query: F::Context::QUERY,
            forms: (F::Request::ENCODING != BodyEncoding::None)
                .then(|| body_schema::alternatives_of::<F::Request>(context)),
            encoding: F::Request::ENCODING,
            answer: (TypeId::of::<F::Response>() != TypeId::of::<()>()).then(answer),
            is_limited: F::IS_LIMITED,
            error_form: F::ERROR_FORM,
        }
    }
}
