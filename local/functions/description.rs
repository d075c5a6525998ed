//! What a function asks and answers, for the description of the API.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;
use shared::{
    api::{endpoint::Function, extract::Admission},
    error::Result,
    observability::audit::Event,
    request::{
        body::{Ask, Member, Survey},
        headers::Header,
    },
    values::field::Rules,
};
use std::any::TypeId;
use time::macros::date;

/// What a function asks and answers.
pub struct Description {
    pub(crate) headers: Vec<Header>,
    /// Its body, in each form that it can have; none, where it has no body.
    pub(crate) forms: Option<Result<Vec<Vec<Member>>>>,
    /// The schema of its answer; none, where that is empty.
    pub(crate) answer: Option<Value>,
    pub(crate) sends: bool,
}

impl Description {
    /// Of a function.
    #[must_use]
    pub fn of<F: Function<Answer: JsonSchema>>() -> Self {
        let rules = Rules { area_code: 86, code_length: 6, today: date!(2026 - 11 - 20) };
        // Each schema by itself, as answers have little in common.
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let answer = || {
            let mut schema = settings.into_generator().into_root_schema_for::<F::Answer>().to_value();
            for about in ["$schema", "title"] {
                schema.as_object_mut().map(|schema| schema.remove(about));
            }
            schema
        };
        Self {
            headers: F::Caller::HEADERS.concat(),
            forms: F::Ask::HAS_BODY.then(|| Survey::forms::<F::Ask>(&rules)),
            answer: (TypeId::of::<F::Answer>() != TypeId::of::<()>()).then(answer),
            sends: F::EVENT == Some(Event::Send),
        }
    }
}
