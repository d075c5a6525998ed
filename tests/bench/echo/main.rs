//! The least that a Rust function behind an HTTP API can be: what the others are compared with.

use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(async |request: Request| {
        Ok::<Response<Body>, Error>(Response::new(request.into_body()))
    }))
    .await
}
