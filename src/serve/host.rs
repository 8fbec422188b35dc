//! Whose requests are answered: the names in `Host`, and the pages that may listen.
//!
//! A page on the internet can let its own name point to 127.0.0.1 and then read what is served there through the
//! reader's browser. It cannot change the name in `Host`, so only names that are ours are answered.

use std::net::{IpAddr, Ipv6Addr};

/// The names under which the preview answers.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    names: Vec<String>,
    any_address: bool,
}

impl Hosts {
    /// Loopback names and `allowed`; with `bound` (what `--host` named) that too, and for one that is not loopback any
    /// address in numbers: whoever names a machine by its number has asked no foreign name server.
    pub(super) fn new(bound: Option<&str>, allowed: &[String]) -> Self {
        let bound = bound.map(|name| name.trim_matches(['[', ']']));
        let any_address = bound.is_some_and(|name| !is_loopback(name));
        let names = allowed.iter().map(String::as_str).chain(bound).map(str::to_lowercase).collect();
        Self { names, any_address }
    }

    /// Whether a request with this `Host` header is for us.
    pub(super) fn allows(&self, host: &str) -> bool {
        let Some(name) = name_of(host) else { return false };
        let name = name.to_lowercase();
        is_loopback(&name) || self.names.contains(&name) || (self.any_address && name.parse::<IpAddr>().is_ok())
    }
}

/// Whether a name or address always means this machine.
pub(super) fn is_loopback(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The name in a `Host` header, without its port and brackets; nothing where the header is malformed.
fn name_of(host: &str) -> Option<&str> {
    let (name, port) = if let Some(rest) = host.strip_prefix('[') {
        let (name, port) = rest.split_once(']')?;
        name.parse::<Ipv6Addr>().ok()?;
        (name, port.strip_prefix(':').or_else(|| port.is_empty().then_some("0")))
    } else {
        host.split_once(':').map_or((host, Some("0")), |(name, port)| (name, Some(port)))
    };
    let is_port = port.is_some_and(|port| port.parse::<u16>().is_ok());
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:".contains(&b));
    (is_port && is_name).then_some(name)
}

/// Whether a page of this `Origin` is one of ours, as the request's `Host` names us. No `Origin` is ours.
pub(super) fn is_own_origin(origin: Option<&str>, host: &str) -> bool {
    origin.is_none_or(|origin| {
        let authority = origin.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"));
        authority.is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_answered_by_default() {
        let hosts = Hosts::new(None, &[]);
        for foreign in [
            "evil.example",
            "evil.example:4000",
            "127.0.0.1.evil.example",
            "localhost.evil.example:4000",
            "notlocalhost",
            "",
            "192.168.1.5",
            "localhost:4000:1",
            "localhost:port",
            "[::1",
            "[evil]",
            "[::1]x",
            "user@localhost",
        ] {
            assert!(!hosts.allows(foreign), "{foreign}");
        }
        for own in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000", "[::1]", "localhost"] {
            assert!(hosts.allows(own), "{own}");
        }
    }

    #[test]
    fn a_host_that_is_asked_for_and_allowed_names_are_answered() {
        let hosts = Hosts::new(Some("0.0.0.0"), &["Docs.Acme.example".to_owned()]);
        for own in ["192.168.1.5:4000", "docs.acme.example", "localhost", "[fe80::1]:80"] {
            assert!(hosts.allows(own), "{own}");
        }
        assert!(!hosts.allows("evil.example"));
        assert!(Hosts::new(Some("build-box"), &[]).allows("build-box:80"));
        assert!(Hosts::new(Some("[::1]"), &[]).allows("[::1]:80"));
    }

    #[test]
    fn a_foreign_page_is_no_page_of_ours() {
        assert!(is_own_origin(None, "localhost:4000"));
        assert!(is_own_origin(Some("http://LOCALHOST:4000"), "localhost:4000"));
        for foreign in ["http://localhost:3000", "http://evil.example", "null", "file://", "localhost:4000"] {
            assert!(!is_own_origin(Some(foreign), "localhost:4000"), "{foreign}");
        }
    }
}
