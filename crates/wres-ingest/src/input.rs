//! The only place where a file from outside is opened: files of a submission, mappings, keys, notes, corrections, pipeline files.
//!
//! What is opened is a regular file. A pipe, a device or a socket would hold a run for ever; a link may lead anywhere. So links are
//! resolved first, the path is looked at before it is opened, it is opened without blocking and without following a link, and what
//! was opened is looked at again.

use std::{
    borrow::Cow,
    fs::{File, Metadata, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};
use thiserror::Error;

/// Largest text that is read whole: a mapping, a pipeline file, a key.
pub const TEXT_BYTES: u64 = 16 << 20;

/// Why an input is not opened or not used. It travels inside [`io::Error`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// It is a folder, a pipe, a device or a socket.
    #[error("it is {0}, not a regular file")]
    NotAFile(&'static str),
    /// It is a link, or lies behind one, that leads out of its folder.
    #[error("it is a link that leads out of the folder or nowhere")]
    LeadsOut,
    /// It is larger than it may be.
    #[error("it has {length} bytes; at most {limit} are read")]
    TooLarge {
        /// Its size in bytes.
        length: u64,
        /// The most that is read.
        limit: u64,
    },
    /// It is no text, or in an encoding that cannot be told.
    #[error("it is not text in UTF-8: {0}. Save it as UTF-8 (in Notepad: Save as, Encoding UTF-8)")]
    Encoding(String),
}

/// Why there is no text of a file. The three are put right in three ways, so they are three errors.
#[derive(Debug, Error)]
pub enum TextFault {
    /// Nothing lies there.
    #[error("there is no file {}", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Something lies there and cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said, or a [`Refused`].
        source: io::Error,
    },
    /// It was read and is no text.
    #[error("cannot read {}: {refused}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// A [`Refused::Encoding`].
        refused: Refused,
    },
}

impl TextFault {
    fn of(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Unreadable { path, source: error },
        }
    }
}

impl Refused {
    fn error(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidInput, self)
    }

    /// The refusal inside an error of the system, if that is what it is.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

/// Opens a file that somebody named, of at most `limit` bytes; a link is followed, because it was named.
///
/// # Errors
/// [`Refused`] inside an [`io::Error`], or what the system said.
pub fn open_named(path: &Path, limit: u64) -> io::Result<File> {
    open_resolved(&path.canonicalize()?, limit)
}

/// Opens a file that was found in a folder. A link is followed only to a file within the folder.
///
/// # Errors
/// [`Refused`] inside an [`io::Error`], or what the system said.
pub fn open_within(folder: &Path, path: &Path, limit: u64) -> io::Result<File> {
    open_resolved(&resolve_within(&folder.canonicalize()?, path)?, limit)
}

/// Opens a file whose links have been resolved; one that has become a link since is refused.
pub(crate) fn open_resolved(path: &Path, limit: u64) -> io::Result<File> {
    check(&path.symlink_metadata()?, limit)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    check(&file.metadata()?, limit)?;
    Ok(file)
}

/// Where a path leads, if it leads to a regular file below `root`, whose own links are resolved.
pub(crate) fn resolve_within(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let named = path.symlink_metadata()?;
    let resolved = match path.canonicalize() {
        Ok(resolved) => resolved,
        // A link into nothing is no missing file: something lies there.
        Err(_) if named.is_symlink() => return Err(Refused::LeadsOut.error()),
        Err(error) => return Err(error),
    };
    if !resolved.starts_with(root) {
        return Err(Refused::LeadsOut.error());
    }
    check(&resolved.symlink_metadata()?, u64::MAX)?;
    Ok(resolved)
}

/// Reads a text that somebody named, such as a pipeline file.
///
/// # Errors
/// [`TextFault`]: it is missing, cannot be read as [`open_named`] says, or is neither UTF-8 nor UTF-16 with a byte-order mark. The mark
/// is left out.
pub fn read_named_text(path: &Path) -> Result<String, TextFault> {
    text(path, open_named(path, TEXT_BYTES))
}

/// Reads a text that was found in a folder, such as a mapping.
///
/// # Errors
/// As [`read_named_text`], with what [`open_within`] refuses.
pub fn read_text_within(folder: &Path, path: &Path) -> Result<String, TextFault> {
    text(path, open_within(folder, path, TEXT_BYTES))
}

/// The text of bytes in UTF-8, or in UTF-16 with a byte-order mark, without the mark.
///
/// # Errors
/// [`Refused::Encoding`], with the line of the first character that is none.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let rest = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        bytes => bytes,
    };
    if rest.contains(&0) {
        return Err(Refused::Encoding("it holds bytes of zero, as UTF-16 and binary files do".to_owned()));
    }
    std::str::from_utf8(rest).map(Cow::Borrowed).map_err(|error| {
        let line = 1 + rest.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
        Refused::Encoding(format!(
            "line {line} holds a character that is not UTF-8; the file is probably in Windows-1252"
        ))
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refused> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    match String::from_utf16(&units) {
        Ok(text) if bytes.len().is_multiple_of(2) => Ok(text),
        _ => Err(Refused::Encoding("it begins as UTF-16 and is not whole".to_owned())),
    }
}

fn text(path: &Path, file: io::Result<File>) -> Result<String, TextFault> {
    let mut bytes = Vec::new();
    // A file that grows while it is read is cut off here rather than read for ever.
    let read = file.and_then(|file| file.take(TEXT_BYTES).read_to_end(&mut bytes));
    read.map_err(|error| TextFault::of(path, error))?;
    match decode(&bytes) {
        Ok(text) => Ok(text.into_owned()),
        Err(refused) => Err(TextFault::NotText { path: path.to_owned(), refused }),
    }
}

fn check(metadata: &Metadata, limit: u64) -> io::Result<()> {
    if !metadata.is_file() {
        return Err(Refused::NotAFile(what(metadata)).error());
    }
    if metadata.len() > limit {
        return Err(Refused::TooLarge { length: metadata.len(), limit }.error());
    }
    Ok(())
}

fn what(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() {
        return "a folder";
    }
    if metadata.is_symlink() {
        return "a link";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        for (is, name) in [
            (kind.is_fifo(), "a pipe"),
            (kind.is_socket(), "a socket"),
            (kind.is_block_device() || kind.is_char_device(), "a device"),
        ] {
            if is {
                return name;
            }
        }
    }
    "something else"
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::{Refused, TextFault, decode, open_named, open_within, read_named_text, read_text_within};
    use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

    fn refusal(result: std::io::Result<std::fs::File>) -> Refused {
        Refused::of(&result.unwrap_err()).unwrap().clone()
    }

    #[test]
    fn pipes_devices_sockets_and_folders_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("staff.csv");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(refusal(open_named(&pipe, 10)), Refused::NotAFile("a pipe"));
        assert_eq!(refusal(open_within(folder.path(), &pipe, 10)), Refused::NotAFile("a pipe"));
        assert_eq!(refusal(open_named(Path::new("/dev/zero"), 10)), Refused::NotAFile("a device"));
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(refusal(open_named(&socket, 10)), Refused::NotAFile("a socket"));
        assert_eq!(refusal(open_named(folder.path(), 10)), Refused::NotAFile("a folder"));
    }

    #[test]
    fn a_link_is_followed_within_the_folder_only() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("in"), folder.path().join("secret"));
        fs::create_dir(&inside).unwrap();
        fs::write(&outside, "x").unwrap();
        fs::write(inside.join("real"), "x").unwrap();
        symlink("real", inside.join("near")).unwrap();
        symlink(&outside, inside.join("far")).unwrap();
        symlink("/dev/zero", inside.join("device")).unwrap();
        symlink("nothing", inside.join("broken")).unwrap();
        assert!(open_within(&inside, &inside.join("near"), 10).is_ok());
        for bad in ["far", "device", "broken"] {
            assert_eq!(refusal(open_within(&inside, &inside.join(bad), 10)), Refused::LeadsOut, "{bad}");
        }
        let missing = open_within(&inside, &inside.join("missing"), 10).unwrap_err();
        assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_beyond_its_size_and_a_text_in_another_encoding_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(refusal(open_named(&path, 4)), Refused::TooLarge { length: 5, limit: 4 });
        fs::write(&path, b"\xEF\xBB\xBFsite = 1").unwrap();
        assert_eq!(read_named_text(&path).unwrap(), "site = 1");
        for bad in [&b"\xFF\xFEs\0i"[..], b"\xFE\xFF\xD8\0", b"s\0i\0", b"\x80abc"] {
            assert!(matches!(decode(bad), Err(Refused::Encoding(_))), "{bad:?}");
        }
    }

    #[test]
    fn missing_unreadable_and_no_text_are_three_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("latin"), b"a = 1\nb = \"caf\xE9\"\n").unwrap();
        fs::create_dir(path("folder")).unwrap();
        symlink("nothing", path("broken")).unwrap();
        for read in [read_named_text, |path: &Path| read_text_within(path.parent().unwrap(), path)] {
            assert!(matches!(read(&path("none")), Err(TextFault::Missing { .. })));
            assert!(matches!(read(&path("folder")), Err(TextFault::Unreadable { .. })));
            let wrong = read(&path("latin")).unwrap_err();
            assert!(matches!(wrong, TextFault::NotText { .. }) && wrong.to_string().contains("line 2"), "{wrong}");
        }
        let broken = read_text_within(folder.path(), &path("broken"));
        assert!(matches!(broken, Err(TextFault::Unreadable { .. })), "a link to nothing is no missing file");
    }

    #[test]
    fn a_mark_is_no_character_and_bytes_that_are_not_utf_8_are_named_by_their_line() {
        for good in [&b"ab"[..], b"\xEF\xBB\xBFab", b"\xFF\xFEa\0b\0", b"\xFE\xFF\0a\0b"] {
            assert_eq!(decode(good).unwrap(), "ab");
        }
        let wrong = decode(b"a = 1\nb = \"caf\xE9\"\n").unwrap_err().to_string();
        assert!(wrong.contains("line 2") && wrong.contains("UTF-8"), "{wrong}");
    }
}
