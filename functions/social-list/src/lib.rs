//! `GET /api/v2/sdk/social`: lists the social accounts of the user.
//!
//! Applications of `ciam` get `socialUid`, `socialChannelId` and `idpId`, others `social_uid`.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::social,
    platform::{Platform, settings::BootError},
    storage::store::Store,
    tokens::open_session::SessionContext,
};
use std::sync::Arc;

pub struct SocialList(Arc<Store>);

impl Endpoint for SocialList {
    const ERRORS: ErrorGroups = &[];
    type Context = SessionContext;
    type Request = ();
    type Response = social::SocialList;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Store::of(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, (): ()) -> Result<social::SocialList> {
        social::list(context, &self.0).await
    }
}
