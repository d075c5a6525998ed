//! The addresses to which carriers report: `/api/v2/receipts/company/tenant/carrier/token`.
//!
//! Reports are not signed. What proves a carrier is the token at the end of its address, which
//! nobody can guess who does not have the secret of the tenant's account there: so whoever prints
//! the address needs the secret, and another secret makes another address.

use crate::{
    tenants::delivery::Carrier,
    values::identifiers::{CarrierId, TenantId},
};
use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};

const PREFIX: &str = "/api/v2/receipts/";
/// 128 bits, in hexadecimal digits.
const TOKEN_LENGTH: usize = 32;

/// An address as a request names it. Nothing of it is proved until
/// [`ReceiptAddress::is_proved_by`] has said so.
#[derive(Debug)]
pub struct ReceiptAddress<'p> {
    /// The company, which tells how its reports are read.
    company: &'p str,
    pub tenant: TenantId,
    pub carrier: CarrierId,
    token: &'p str,
}

impl<'p> ReceiptAddress<'p> {
    /// Reads a path, where it can be one.
    #[must_use]
    pub fn read(path: &'p str) -> Option<Self> {
        let mut parts = path.strip_prefix(PREFIX)?.split('/');
        let mut next = || parts.next();
        let address = Self {
            company: next()?,
            tenant: next()?.to_owned().try_into().ok()?,
            carrier: next()?.to_owned().try_into().ok()?,
            token: next()?,
        };
        next().is_none().then_some(address)
    }

    /// Whether the token is the one that the secret of the carrier's account makes. It takes as
    /// long without a secret: no carrier has an empty one.
    #[must_use]
    pub fn is_proved_by(&self, secret: Option<&str>) -> bool {
        let own = token(
            self.company,
            &self.tenant,
            &self.carrier,
            secret.unwrap_or_default(),
        );
        let is_right = verify_slices_are_equal(own.as_bytes(), self.token.as_bytes()).is_ok();
        is_right && secret.is_some_and(|secret| !secret.is_empty())
    }
}

/// The path to which a carrier of a tenant reports; `None` where it has no reports.
#[must_use]
pub fn path_of(carrier: &Carrier, tenant: &TenantId, secret: &str) -> Option<String> {
    let company = carrier.receipt_source()?.company;
    let token = token(company, tenant, &carrier.id, secret);
    Some(format!("{PREFIX}{company}/{tenant}/{}/{token}", carrier.id))
}

/// Two tenants with one account have different tokens, and so have the routes of two companies.
fn token(company: &str, tenant: &TenantId, carrier: &CarrierId, secret: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let about = format!("receipts\n{company}\n{tenant}\n{carrier}");
    let tag = hmac::sign(&key, about.as_bytes());
    let mut token = hex::encode(tag);
    token.truncate(TOKEN_LENGTH);
    token
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";

    fn tenant() -> TenantId {
        TENANT.to_owned().try_into().unwrap()
    }

    fn carrier(kind: &str, receipts: bool) -> Carrier {
        let carrier = json!({ "id": "one", "kind": kind, "receipts": receipts });
        serde_json::from_value(carrier).unwrap()
    }

    #[test]
    fn an_address_is_proved_by_the_secret_that_made_it_and_no_other() {
        for kind in ["aliyun_sms", "tencent_sms", "huawei_sms"] {
            let path = path_of(&carrier(kind, true), &tenant(), "secret").unwrap();
            let address = ReceiptAddress::read(&path).unwrap();
            assert_eq!(address.token.len(), TOKEN_LENGTH);
            assert_eq!(
                (address.tenant.as_str(), address.carrier.as_str()),
                (TENANT, "one")
            );
            assert!(address.is_proved_by(Some("secret")));
            assert!(!address.is_proved_by(Some("another")));
            assert!(!address.is_proved_by(None));
        }
    }

    #[test]
    fn a_token_is_good_for_one_company_tenant_and_carrier() {
        let path = path_of(&carrier("aliyun_sms", true), &tenant(), "secret").unwrap();
        for (own, other) in [
            ("aliyun", "huawei"),
            (TENANT, "11111111111111111111111111111111"),
            ("/one/", "/two/"),
        ] {
            let path = path.replace(own, other);
            let address = ReceiptAddress::read(&path).unwrap();
            assert!(!address.is_proved_by(Some("secret")), "{path}");
        }
    }

    #[test]
    fn an_empty_secret_proves_nothing() {
        let path = path_of(&carrier("aliyun_sms", true), &tenant(), "").unwrap();
        let address = ReceiptAddress::read(&path).unwrap();
        assert!(!address.is_proved_by(Some("")));
        assert!(!address.is_proved_by(None));
    }

    #[test]
    fn carriers_without_reports_have_no_address() {
        for carrier in [carrier("aliyun_sms", false), carrier("sns", true)] {
            assert_eq!(path_of(&carrier, &tenant(), "secret"), None);
        }
    }

    #[test]
    fn any_other_path_is_no_address() {
        for path in [
            "",
            "/api/v2/receipts/",
            "/api/v2/receipts/aliyun/08f770f51f80d2f40f38c00cb199fd21/one",
            "/api/v2/receipts/aliyun/08f770f51f80d2f40f38c00cb199fd21/one/token/more",
            "/api/v2/receipts/aliyun/nobody/one/token",
            "/api/v2/receipts/aliyun/08f770f51f80d2f40f38c00cb199fd21/ONE/token",
            "/api/v1/receipts/aliyun/08f770f51f80d2f40f38c00cb199fd21/one/token",
        ] {
            assert!(ReceiptAddress::read(path).is_none(), "{path}");
        }
    }
}
