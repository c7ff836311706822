//! Where a request comes from: the socket, or what a trusted proxy says of it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::Network;
use crate::error::Error;

/// The address of whoever made a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get().copied().ok_or_else(|| Error::failed("a request without an address"))
    }
}

/// Finds out the address once and leaves it with the request.
pub async fn find(State(trusted): State<Arc<[Network]>>, mut request: Request, next: Next) -> Response {
    let socket = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if let Some(socket) = socket {
        let address = address(socket.to_canonical(), request.headers(), &trusted);
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Walks the hops from the nearest to the farthest, for as long as the one before is trusted to tell of the next.
fn address(socket: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let said = headers.get_all(header::FORWARDED).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = said.flat_map(|value| value.split(',')).collect();
    let mut nearest = socket;
    for hop in hops.iter().rev() {
        if !trusted.iter().any(|network| network.contains(nearest)) {
            break;
        }
        let Some(next) = hop.split(';').find_map(node) else { break };
        nearest = next;
    }
    nearest
}

/// `for=192.0.2.7`, `for="[2001:db8::1]:4711"`.
fn node(pair: &str) -> Option<IpAddr> {
    let (name, value) = pair.trim().split_once('=')?;
    if !name.eq_ignore_ascii_case("for") {
        return None;
    }
    let value = value.trim_matches('"');
    let alone = value.trim_start_matches('[').trim_end_matches(']');
    let address = alone.parse().ok().or_else(|| value.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::address;
    use crate::config::Network;

    fn seen(forwarded: &[&'static str]) -> String {
        let headers: HeaderMap =
            forwarded.iter().map(|value| (header::FORWARDED, HeaderValue::from_static(value))).collect();
        let trusted: [Network; 2] = ["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()];
        address("10.0.0.1".parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_trusted_proxy_tells_of_the_hop_before_it() {
        assert_eq!(seen(&[]), "10.0.0.1");
        assert_eq!(seen(&["for=198.51.100.7;proto=https"]), "198.51.100.7");
        assert_eq!(seen(&["proto=https; For=\"198.51.100.7:4711\""]), "198.51.100.7");
        assert_eq!(seen(&["for=198.51.100.7, for=\"[2001:db8::5]:1\""]), "198.51.100.7");
        assert_eq!(seen(&["for=198.51.100.7", "for=10.2.0.1"]), "198.51.100.7");
    }

    #[test]
    fn nobody_else_is_believed() {
        assert_eq!(seen(&["for=203.0.113.9, for=198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen(&["for=203.0.113.9, for=unknown"]), "10.0.0.1");
        assert_eq!(seen(&["for=_hidden"]), "10.0.0.1");
    }
}
