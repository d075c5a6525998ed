//! What a user does, from the request to the stored item and the sent message.

mod account;
mod binding;
mod captcha;
mod journeys;
mod login_matrix;
mod logins;
mod migration;
mod passwords;
mod receipts;
mod registration;
mod second_factor;
mod send_code;
mod servers;
mod sessions;
mod signatures;
mod smtp;
mod wechat;
