//! The Lambda entry point. The endpoint itself is in `lib.rs`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::function::Fatal> {
    shared::function::serve::<login_wechat_miniprogram::LoginWechatMiniprogram>().await
}
