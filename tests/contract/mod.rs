//! The wire contract: published requests and answers, validation, the API description.

mod browsers;
mod dialects;
mod discovery;
mod fuzz_corpus;
mod http;
mod invalid_requests;
mod openapi;
mod published_cases;
mod statuses;
mod values;
