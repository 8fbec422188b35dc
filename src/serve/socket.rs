//! The private socket between the guard and the server behind it.
//!
//! On Unix a file in a folder that only this user can enter; elsewhere a loopback port.

#[cfg(unix)]
pub(super) use unix::{Address, Stream};

#[cfg(not(unix))]
pub(super) use tcp::{Address, Stream};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::net::UnixListener;
    use std::path::{Path, PathBuf};

    use tempfile::TempDir;

    /// A connection.
    pub(in super::super) type Stream = std::os::unix::net::UnixStream;

    /// The system's limit for a socket's path, in bytes, less the name.
    const LONGEST: usize = 80;

    /// Where the socket is; its folder goes when this does.
    pub(in super::super) struct Address {
        path: PathBuf,
        _folder: TempDir,
    }

    impl Address {
        /// Makes a socket.
        ///
        /// # Errors
        /// Where no folder or socket can be made.
        pub(in super::super) fn listen() -> io::Result<(UnixListener, Self)> {
            let mut folder = tempfile::Builder::new().prefix("bailiwick-").tempdir()?;
            if folder.path().as_os_str().len() > LONGEST {
                folder = tempfile::Builder::new().prefix("bailiwick-").tempdir_in(Path::new("/tmp"))?;
            }
            let path = folder.path().join("preview");
            Ok((UnixListener::bind(&path)?, Self { path, _folder: folder }))
        }

        /// Connects to it.
        ///
        /// # Errors
        /// Where nobody listens any more.
        pub(in super::super) fn connect(&self) -> io::Result<Stream> {
            Stream::connect(&self.path)
        }
    }
}

#[cfg(not(unix))]
mod tcp {
    use std::io;
    use std::net::{Ipv4Addr, SocketAddr, TcpListener};

    /// A connection.
    pub(in super::super) type Stream = std::net::TcpStream;

    /// Where the socket is.
    pub(in super::super) struct Address(SocketAddr);

    impl Address {
        /// Makes a socket.
        ///
        /// # Errors
        /// Where no port is free.
        pub(in super::super) fn listen() -> io::Result<(TcpListener, Self)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            let address = listener.local_addr()?;
            Ok((listener, Self(address)))
        }

        /// Connects to it.
        ///
        /// # Errors
        /// Where nobody listens any more.
        pub(in super::super) fn connect(&self) -> io::Result<Stream> {
            Stream::connect(self.0)
        }
    }
}
