//! What every endpoint shares. Each function crate adds only its own sentence.
//!
//! The modules stand on floors; one uses its own floor and those below.

// 4: from HTTP to a typed call, and back.
pub mod function;

// 3: the acts of the product.
pub mod arrival;
pub mod binding;
pub mod password_binding;
pub mod registration;
pub mod second_factor;
pub mod sending;

// 2: things with a table behind them, and the ways out.
pub mod caller;
pub mod captcha;
pub mod codes;
pub mod counters;
pub mod destination;
pub mod directory;
pub mod entry;
pub mod guard;
pub mod id_token;
pub mod mail;
pub mod messages;
pub mod once;
pub mod outcome;
pub mod proving;
pub mod registry;
pub mod rotation;
pub mod routes;
pub mod sessions;
pub mod sms;
pub mod social;
mod standing;
pub mod state;
pub mod upstream_token;
pub mod usage;
pub mod wechat;

// 1: what functions stand on.
pub mod address;
pub mod audit;
pub mod country;
pub mod keys;
pub mod log;
pub mod metrics;
pub mod platform;
pub mod request_key;
pub mod signer;
pub mod store;
mod tally;
pub mod trail;
pub mod write;

// 0: values.
pub mod application;
pub mod attribute;
pub mod catalogue;
pub mod clock;
pub mod contact;
pub mod decision;
pub mod email;
pub mod entropy;
pub mod error;
pub mod field;
pub mod form;
pub mod headers;
pub mod identifiers;
pub mod limits;
pub mod mobile;
pub mod password;
pub mod point;
pub mod profile;
pub mod puzzle;
pub mod regions;
pub mod source;
pub mod tenant;
pub mod text;
mod username_profile;
pub mod verify_code;

/// The names that functions are written with.
pub mod prelude {
    pub use crate::{
        arrival::{Arrival, WechatLogin},
        audit::{Event, Reply},
        binding::Binding,
        caller::{Anyone, Arrived, Caller},
        captcha::{Answer, Captcha, Posed},
        catalogue::Dialect,
        codes::Codes,
        contact::{EmailType, SmsType},
        country::CountryList,
        decision::Call as Binds,
        email::Email,
        error::Result,
        form::{Ask, Form},
        function::{Call, Function, Job},
        keys::{KeySet, PublicKey},
        mail::Mail,
        mobile::Mobile,
        outcome::Outcome,
        password_binding::{Credentials, PasswordBinding},
        platform::{BootError, Platform},
        proving::{Proving, WechatPhone},
        registration::{Registration, SignUp},
        rotation::Rotation,
        routes::Routes,
        second_factor::{Factor, SecondFactor},
        sending::{Order, Sending},
        sms::Sms,
        wechat::Wechat,
    };
}
