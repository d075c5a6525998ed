//! The Lambda entry point. The endpoint itself is in `lib.rs`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::api::server::StartError> {
    shared::api::server::serve::<receipts_huawei::ReceiptsHuawei>().await
}
