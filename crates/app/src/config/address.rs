//! Where Muster listens, what people type to reach it, and which proxies may speak for them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::str::FromStr;

use axum::http::Uri;
use clap::Args;

use super::BadSetting;

/// The settings of a command that listens.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Server")]
pub struct Server {
    /// Where to listen
    #[arg(long, value_name = "ADDR", env = "MUSTER_LISTEN", default_value_t = Self::DEFAULT_LISTEN)]
    pub listen: SocketAddr,

    /// Proxies whose `Forwarded` header is believed: addresses or networks, separated by commas
    #[arg(
        long,
        value_name = "LIST",
        env = "MUSTER_TRUSTED_PROXIES",
        value_delimiter = ',',
        hide_short_help = true
    )]
    pub trusted_proxies: Vec<Network>,
}

impl Server {
    /// Where Muster listens if nothing is said: reachable from this machine only.
    pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080));
}

/// The address that people reach Muster at: scheme, host and port, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address of a socket as a browser on the same machine reaches it.
    pub fn of_socket(listen: SocketAddr) -> Self {
        let host = if listen.ip().is_unspecified() {
            SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listen.port())
        } else {
            listen
        };
        Self(format!("http://{host}"))
    }

    /// Scheme, host and port.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether people come over https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether nobody but this machine can reach it, so that there is no use in telling others of it.
    pub fn is_local(&self) -> bool {
        let uri = self.0.parse::<Uri>().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// The full address of a path, which begins with a slash.
    pub fn of_path(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = |what: &str| BadSetting(format!("{what}, such as https://muster.example.com"));
        let uri = text.parse::<Uri>().map_err(|_| bad("the public address is scheme and host"))?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let scheme = scheme.ok_or_else(|| bad("the public address begins with http:// or https://"))?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let authority = authority.ok_or_else(|| bad("the public address is scheme and host"))?;
        if uri.path() != "/" && !uri.path().is_empty() || uri.query().is_some() {
            return Err(bad("the public address has no path"));
        }
        Ok(Self(format!("{scheme}://{authority}")))
    }
}

/// An address, or a network such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address lies in the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same_start(own.to_bits().into(), other.to_bits().into(), 32 - u32::from(self.bits))
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                same_start(own.to_bits(), other.to_bits(), 128 - u32::from(self.bits))
            }
            _ => false,
        }
    }
}

/// Whether two addresses are equal but for their last bits.
fn same_start(one: u128, other: u128, last: u32) -> bool {
    (one ^ other).checked_shr(last).unwrap_or(0) == 0
}

impl FromStr for Network {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadSetting("a proxy is an address or a network, such as 10.0.0.0/8".to_owned());
        let (address, bits) =
            text.trim().split_once('/').map_or((text.trim(), None), |(address, bits)| (address, Some(bits)));
        let address = address.parse::<IpAddr>().map_err(|_| bad())?.to_canonical();
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| bad())?;
        if bits > most { Err(bad()) } else { Ok(Self { address, bits }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_and_host() {
        let url = |text: &str| text.parse::<PublicUrl>().map(|url| url.to_string());
        assert_eq!(url("https://muster.example.com/").unwrap(), "https://muster.example.com");
        assert_eq!(url("http://[::1]:8080").unwrap(), "http://[::1]:8080");
        for wrong in ["", "muster.example.com", "ftp://x", "https://x/panel", "https://x/?a", "https://a:b@x"]
        {
            assert!(url(wrong).is_err(), "{wrong}");
        }
        for (address, local) in
            [("http://127.0.0.1:80", true), ("http://[::1]:8080", true), ("https://muster.example", false)]
        {
            assert_eq!(address.parse::<PublicUrl>().unwrap().is_local(), local, "{address}");
        }
        assert_eq!(PublicUrl::of_socket("0.0.0.0:80".parse().unwrap()).as_str(), "http://127.0.0.1:80");
        assert!(PublicUrl::of_socket(Server::DEFAULT_LISTEN).of_path("/a").ends_with(":8080/a"));
    }

    #[test]
    fn a_network_holds_its_addresses() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().contains(address.parse().unwrap())
        };
        assert!(holds("10.0.0.0/8", "10.200.3.4") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
        assert!(holds("192.0.2.7", "::ffff:192.0.2.7") && holds("2001:db8::/32", "2001:db8:1::1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && !holds("0.0.0.0/0", "::1"));
        assert!("10.0.0.0/33".parse::<Network>().is_err() && "proxy".parse::<Network>().is_err());
    }
}
