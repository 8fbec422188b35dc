//! The addresses the preview listens on: both loopback ones unless told otherwise.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

use super::error::ServeError;
use super::holder;
use super::host::is_loopback;

/// How many ports after a taken one are tried, and how often a port of the system's choice is.
const TRIES: u16 = 32;

/// Listens on `port` of `host`; without a host, on this machine's own addresses only. Port 0 is any free port, the same
/// for all addresses.
///
/// # Errors
/// Where the port is taken or the address is not ours.
pub(super) fn listen(host: Option<&str>, port: u16) -> Result<Vec<TcpListener>, ServeError> {
    let fault = |error: io::Error| ServeError::Listen {
        address: format!("{}:{port}", host.unwrap_or("localhost")),
        reason: error.to_string(),
    };
    let addresses = addresses(host).map_err(fault)?;
    let tries = if port == 0 { TRIES } else { 1 };
    for _ in 1..tries {
        if let Ok(listeners) = bind(&addresses, port) {
            return Ok(listeners);
        }
    }
    match bind(&addresses, port) {
        Ok(listeners) => Ok(listeners),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(ServeError::PortTaken {
            port,
            holder: holder::of(port),
            free: (port.saturating_add(1)..=port.saturating_add(TRIES)).find(|&next| bind(&addresses, next).is_ok()),
        }),
        Err(error) => Err(fault(error)),
    }
}

fn addresses(host: Option<&str>) -> io::Result<Vec<IpAddr>> {
    let own = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    match host.map(|name| name.trim_matches(['[', ']'])) {
        None => Ok(own.to_vec()),
        Some(name) if name.eq_ignore_ascii_case("localhost") => Ok(own.to_vec()),
        Some(name) => {
            let mut found: Vec<IpAddr> = (name, 0).to_socket_addrs()?.map(|address| address.ip()).collect();
            found.sort();
            found.dedup();
            Ok(found)
        }
    }
}

/// All addresses or none; an address this machine does not have (IPv6 switched off) is passed over if another is left.
fn bind(addresses: &[IpAddr], port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    let mut absent = None;
    for &address in addresses {
        let port = match listeners.first() {
            Some(first) => first.local_addr()?.port(),
            None => port,
        };
        match TcpListener::bind(SocketAddr::new(address, port)) {
            Ok(listener) => listeners.push(listener),
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {
                return Err(error);
            }
            Err(error) => absent = Some(error),
        }
    }
    match absent {
        Some(error) if listeners.is_empty() => Err(error),
        _ => Ok(listeners),
    }
}

/// What is exposed by listening on `host`, in plain words; nothing where only this machine can connect.
pub(super) fn exposure(host: Option<&str>, port: u16) -> Option<String> {
    let host = host.map(|name| name.trim_matches(['[', ']'])).filter(|name| !is_loopback(name))?;
    let is_any = host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
    let whom = if is_any { "every network this machine is on".to_owned() } else { format!("the network of `{host}`") };
    Some(format!(
        "everyone on {whom} can now read this handbook on port {port}, drafts included, without a password or encryption"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_its_holder_and_the_next_free_one() {
        let first = listen(None, 0).expect("some port is free");
        let port = first[0].local_addr().expect("bound").port();
        let Err(error) = listen(None, port) else { panic!("the port is taken") };
        let text = error.to_string();
        assert!(text.contains(&format!("port {port} is taken")), "{text}");
        assert!(text.contains("help: "), "{text}");
        if cfg!(target_os = "linux") {
            assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
        }
        drop(first);
        assert!(listen(None, port).is_ok(), "free again at once");
    }

    #[test]
    fn only_loopback_is_listened_on_by_default_and_anything_else_is_said() {
        let listeners = listen(None, 0).expect("some port is free");
        assert!(listeners.iter().all(|one| one.local_addr().expect("bound").ip().is_loopback()));
        assert_eq!(exposure(None, 80), None);
        assert_eq!(exposure(Some("[::1]"), 80), None);
        assert!(exposure(Some("0.0.0.0"), 80).is_some_and(|text| text.contains("every network")));
    }
}
