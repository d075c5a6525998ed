//! The wire contract: published requests and answers, validation, the API description.

mod fuzz_corpus;
mod invalid_requests;
mod openapi;
mod published_cases;
mod values;
