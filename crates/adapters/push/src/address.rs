//! Which addresses are called. A phone may name any, so no machine behind the shop's own walls may be among them.

use hyper::Uri;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_service::Service;

/// The longest address.
const ADDRESS_BYTES_MAX: usize = 2_000;

/// Why an address is not called. It is not repeated: it is a shopper's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAddress;

impl std::fmt::Display for NotAnAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "give the https address of a push service by its name, of at most {ADDRESS_BYTES_MAX} bytes"
        )
    }
}

impl std::error::Error for NotAnAddress {}

/// Looks at an address before it is kept, and again before it is called. With `plain`, this machine may be called, and
/// without encryption.
///
/// # Errors
/// Where it is not called.
pub fn check_address(endpoint: &str, plain: bool) -> Result<Uri, NotAnAddress> {
    let uri: Uri = endpoint.parse().map_err(|_| NotAnAddress)?;
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let number: Option<IpAddr> = host.parse().ok();
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let is_here = host == "localhost" || number.is_some_and(|number| number.is_loopback());
    let named = number.is_none() && host.contains('.') && !host.ends_with('.');
    let good = match uri.scheme_str() {
        _ if has_user || endpoint.len() > ADDRESS_BYTES_MAX => false,
        Some("https") => named || (plain && is_here),
        Some("http") => plain && is_here,
        _ => false,
    };
    good.then_some(uri).ok_or(NotAnAddress)
}

/// Whether a number is that of a machine that all the world can reach.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_for_tests = a == 198 && (18..20).contains(&b);
    let is_own = address.is_private() || address.is_loopback() || address.is_link_local();
    !(is_own || is_shared || is_for_tests || a == 0 || a >= 224 || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Global unicast, without what wraps a number of the other kind.
    let [first, second, ..] = address.segments();
    (0x2000..0x4000).contains(&first) && first != 0x2002 && !(first == 0x2001 && second < 0x200)
}

/// Looks names up, and finds only machines that all the world can reach: a name may be pointed anywhere at any time.
#[derive(Clone)]
pub(crate) struct PublicResolver {
    inner: GaiResolver,
    plain: bool,
}

impl PublicResolver {
    pub fn new(plain: bool) -> PublicResolver {
        PublicResolver { inner: GaiResolver::new(), plain }
    }
}

impl Service<Name> for PublicResolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (found, plain) = (self.inner.call(name), self.plain);
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                found.await?.filter(|address| plain || is_public(address.ip())).collect();
            match found.is_empty() {
                true => Err(std::io::Error::other("the name is that of no machine on the public network")),
                false => Ok(found.into_iter()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_push_services_with_encryption_are_called() {
        let check = |endpoint: &str, strict: bool, plain: bool| {
            assert_eq!(check_address(endpoint, false).is_ok(), strict, "{endpoint}");
            assert_eq!(check_address(endpoint, true).is_ok(), plain, "{endpoint}, in tests");
        };
        check("https://push.example/send/abc", true, true);
        check("https://push.example:8443/send/abc", true, true);
        check("http://push.example/send/abc", false, false);
        check("http://localhost:8090/notify/abc", false, true);
        check("http://127.0.0.1:8090/notify/abc", false, true);
        check("https://[::1]/", false, true);
        check("https://10.0.0.1/", false, false);
        check("https://intranet/", false, false);
        check("https://ann:secret@push.example/", false, false);
        check("file:///etc/passwd", false, false);
        check("", false, false);
        check(&format!("https://push.example/{}", "x".repeat(2_000)), false, false);
    }

    #[test]
    fn a_name_that_points_behind_the_walls_is_not_called() {
        let check = |address: &str, expected: bool| {
            assert_eq!(is_public(address.parse().expect("an address")), expected, "{address}");
        };
        check("142.250.180.10", true);
        check("2607:f8b0:4004:800::200a", true);
        for own in ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"] {
            check(own, false);
        }
        for own in ["::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "2002:a00:1::", "2001:0:a00:1::", "::"] {
            check(own, false);
        }
    }
}
