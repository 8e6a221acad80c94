//! The socket beside the store's file.

use std::fs::Permissions;
use std::io::{Error, ErrorKind};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// The socket of a store.
pub(super) fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".sock");
    name.into()
}

/// A socket that is removed with this.
#[derive(Debug)]
pub(super) struct Socket {
    path: PathBuf,
    /// The number of the user that it belongs to.
    owner: u32,
}

impl Socket {
    /// Listens beside a store whose lock this process holds: a socket that is there was left behind by a process
    /// that was killed.
    pub(super) fn listen(store: &Path) -> Result<(Self, UnixListener), Error> {
        let path = beside(store);
        match std::fs::symlink_metadata(&path) {
            Ok(found) if found.file_type().is_socket() => std::fs::remove_file(&path)?,
            Ok(_) => return Err(Error::new(ErrorKind::AlreadyExists, "it is not a socket")),
            Err(_) => {}
        }
        let listener = UnixListener::bind(&path)?;
        let mut socket = Self { path, owner: 0 };
        std::fs::set_permissions(&socket.path, Permissions::from_mode(0o600))?;
        socket.owner = std::fs::metadata(&socket.path)?.uid();
        Ok((socket, listener))
    }

    /// Tells the peers of this user, and root, from others: one may have come before the socket had its mode.
    pub(super) fn admits(&self) -> impl Fn(&UnixStream) -> bool + Send + 'static {
        let owner = self.owner;
        move |peer| peer.peer_cred().is_ok_and(|who| who.uid() == owner || who.uid() == 0)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // One that stays is of no harm: the next server removes it, and commands find nobody there.
        let _ = std::fs::remove_file(&self.path);
    }
}
