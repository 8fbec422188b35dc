//! Why a preview cannot begin.

use std::fmt;

/// The world's faults in starting the preview.
#[derive(Debug)]
pub enum ServeError {
    /// Another program listens there.
    PortTaken {
        /// The port.
        port: u16,
        /// The program that has it, as far as can be seen.
        holder: Option<String>,
        /// The next port that is free.
        free: Option<u16>,
    },
    /// The address cannot be listened on.
    Listen {
        /// The address as it was asked for.
        address: String,
        /// The system's reason.
        reason: String,
    },
    /// The handbook cannot be looked at.
    Load(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortTaken { port, holder, free } => {
                let holder = holder.as_deref().unwrap_or("another program");
                write!(f, "port {port} is taken by {holder}")?;
                match free {
                    Some(free) => write!(f, "\nhelp: port {free} is free: `--port {free}`; `--port 0` takes any"),
                    None => write!(f, "\nhelp: `--port 0` takes any that is free"),
                }
            }
            Self::Listen { address, reason } => {
                write!(f, "cannot listen on `{address}`: {reason}\nhelp: name another address with `--host`")
            }
            Self::Load(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ServeError {}
