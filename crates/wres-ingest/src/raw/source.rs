//! Where bytes come from: a file, or what is packed in it.

use crate::{
    context::Limits,
    input::open_resolved,
    raw::fingerprint::{Fingerprint, Fingerprints},
};
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::{
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::PathBuf,
    sync::Arc,
};
use thiserror::Error;

/// Why bytes are not read further: a limit. It travels inside [`io::Error`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what} is more than the limit of {limit}")]
pub(crate) struct LimitReached {
    pub(crate) what: &'static str,
    pub(crate) limit: u64,
}

impl LimitReached {
    pub(crate) fn error(what: &'static str, limit: u64) -> io::Error {
        io::Error::other(Self { what, limit })
    }
}

/// Bytes that can be read from the start as often as needed.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    base: Base,
    layers: Vec<Layer>,
    limits: Limits,
    fingerprints: Fingerprints,
}

#[derive(Debug, Clone)]
enum Base {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// A way in which bytes are packed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layer {
    /// A gzip file.
    Gzip,
    /// A part of an archive, stored as it is.
    Stored { start: u64, length: u64 },
    /// A part of an archive, deflated.
    Deflated { start: u64, length: u64 },
}

/// Something that can be read and searched.
pub(crate) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

impl Source {
    pub(crate) fn file(path: PathBuf, limits: Limits, fingerprints: Fingerprints) -> Self {
        Self { base: Base::File(path), layers: Vec::new(), limits, fingerprints }
    }

    /// The same bytes with one more layer taken off.
    pub(crate) fn unpacked(&self, layer: Layer) -> Self {
        let mut unpacked = self.clone();
        unpacked.layers.push(layer);
        unpacked
    }

    /// The bytes held in memory, so that they can be searched. What is a plain file already stays one.
    pub(crate) fn in_memory(&self) -> io::Result<Self> {
        if self.layers.is_empty() {
            return Ok(self.clone());
        }
        let limit = self.limits.memory_bytes;
        let mut bytes = Vec::new();
        self.open()?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(LimitReached::error("what has to be unpacked into memory", limit));
        }
        Ok(Self { base: Base::Memory(bytes.into()), layers: Vec::new(), ..self.clone() })
    }

    /// Reads from the start, unpacked. Fails with [`LimitReached`] once more comes out than the limit allows.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let mut reader: Box<dyn Read + Send> = match (&self.base, self.layers.first()) {
            (_, Some(Layer::Stored { start, .. } | Layer::Deflated { start, .. })) => {
                let mut whole = self.base.open(&self.limits)?;
                whole.seek(SeekFrom::Start(*start))?;
                Box::new(whole)
            }
            _ => Box::new(self.base.open(&self.limits)?),
        };
        for layer in &self.layers {
            reader = match *layer {
                Layer::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, reader))),
                Layer::Stored { length, .. } => Box::new(reader.take(length)),
                Layer::Deflated { length, .. } => {
                    Box::new(DeflateDecoder::new(BufReader::with_capacity(1 << 16, reader.take(length))))
                }
            };
        }
        if self.layers.is_empty() {
            return Ok(reader);
        }
        let limit = self.limits.unpacked_bytes;
        Ok(Box::new(Limited { reader, left: limit, limit }))
    }

    /// Something searchable, for bytes that are not packed ([`Source::in_memory`] sees to that).
    pub(crate) fn seekable(&self) -> io::Result<Box<dyn ReadSeek>> {
        self.base.open(&self.limits)
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What is known of a plain file; `None` for what is packed.
    pub(crate) fn fingerprint(&self) -> io::Result<Option<Arc<Fingerprint>>> {
        self.plain_file().map(|path| self.fingerprints.of(path)).transpose()
    }

    /// The plain file, if that is what this is.
    pub(crate) fn plain_file(&self) -> Option<&PathBuf> {
        match &self.base {
            Base::File(path) if self.layers.is_empty() => Some(path),
            _ => None,
        }
    }
}

impl Base {
    fn open(&self, limits: &Limits) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match self {
            Self::File(path) => Box::new(open_resolved(path, limits.file_bytes)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

/// Fails instead of reading more than a number of bytes.
struct Limited {
    reader: Box<dyn Read + Send>,
    left: u64,
    limit: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => {
                self.left = left;
                Ok(n)
            }
            None => Err(LimitReached::error("what the file unpacks to, in bytes,", self.limit)),
        }
    }
}
