//! The promises of the whole, each file about one thing. One binary, because linking several takes longer than running them.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a panic here is a failed test")]

mod stage;

mod attacks;
mod audit;
mod bad_input;
mod boot;
mod captcha;
mod cases;
mod checker;
mod codes;
mod config;
mod corpus;
mod costs;
mod faults;
mod house;
mod journeys;
mod keys;
mod limits;
mod local_cloud;
mod logs;
mod metrics;
mod nothing_learned;
mod once;
mod openapi;
mod people;
mod policies;
mod registration;
mod second_factor;
mod sending;
mod social;
mod tenants;
mod values;
mod wechat;
