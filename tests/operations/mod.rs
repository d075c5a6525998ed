//! What the owner relies on: deployment, keys, configuration, policies, costs and metrics.

mod architecture;
mod boot;
mod carriers;
mod configuration;
mod costs;
mod iam_policies;
mod item_keys;
mod key_rotation;
mod local_cloud;
mod metrics;
mod prices;
mod user_import;
mod users;
mod wording;
