//! The key that identifiers are hashed with at the door.

use crate::input::{Refused, decode, open_named};
use sha2::{Digest, Sha256, block_api::compress256};
use std::{
    io::Read,
    path::{Path, PathBuf},
};
use thiserror::Error;
use wres_domain::{SiteId, fitting};
use zeroize::{Zeroize, Zeroizing};

/// Fewest bytes of a key: as many as the hash yields.
pub const KEY_BYTES: usize = 32;
/// Fewest different byte values of a key. A random key of 32 bytes has about 30; a typed phrase or a pattern has few.
const DISTINCT_BYTES: usize = 16;

/// Most bytes of a key file.
const LARGEST_KEY_FILE: u64 = 64 << 10;

/// Why a key is refused. The key itself is never in the message.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The key file cannot be read.
    #[error("the key file {} cannot be read: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others than its owner can read the key file.
    #[error("the key file {} has the mode {mode:04o}, so that others than its owner can use it: chmod 600 {}", path.display(), path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The key file is not a text.
    #[error("the key file {} cannot be used: {refused}; a key is text, such as 64 hexadecimal digits", path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// Why.
        refused: Refused,
    },
    /// The key is too short.
    #[error("the key has {0} bytes; it needs at least {KEY_BYTES} random bytes, or 64 hexadecimal digits")]
    Short(usize),
    /// It is text in an encoding that cannot be read.
    #[error(
        "the key begins with a byte-order mark or is UTF-16, and what follows is no plain text; save it as plain text in UTF-8 \
         without a mark"
    )]
    Encoding,
    /// The key could be guessed.
    #[error("the key repeats itself and could be guessed; make one from a source of random bytes")]
    Weak,
}

/// A key for HMAC-SHA-256 over identifiers.
///
/// There is no default: whoever holds the key can find a person by trying numbers, so each installation makes its own and
/// keeps it apart from the data. The key is erased from memory when dropped, and printing it shows its id only.
#[derive(Clone)]
pub struct IdentifierKey {
    /// The key filled up with zeros to a block of the hash; a longer key is hashed before, as HMAC demands.
    block: Zeroizing<[u8; BLOCK]>,
    id: String,
}

/// Hashes the identifiers of one site and one kind.
///
/// HMAC-SHA-256 (RFC 2104) with the two states after the key's blocks kept, so that an ordinary identifier costs two rounds of
/// compression. A test compares it with the `hmac` crate.
#[derive(Clone)]
pub struct IdentifierHasher {
    inner: [u32; 8],
    outer: [u32; 8],
    /// Site and kind, which stand before every identifier.
    prefix: Vec<u8>,
}

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;
/// The state that SHA-256 begins with (FIPS 180-4, section 5.3.3).
const BEGIN: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

impl IdentifierKey {
    /// A key from bytes: 64 hexadecimal digits stand for 32 bytes, anything else for itself. White space around is ignored. A text
    /// that begins with a byte-order mark, or is UTF-16 as some shells write it, is the same key as without.
    ///
    /// # Errors
    /// [`KeyError::Encoding`] for marked bytes that are no text, [`KeyError::Short`] under 32 bytes, [`KeyError::Weak`] with fewer than 16 different bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let plain = plain_text(bytes)?;
        let trimmed = plain.as_deref().map_or(bytes, Vec::as_slice).trim_ascii();
        let key = Zeroizing::new(hexadecimal(trimmed).unwrap_or_else(|| trimmed.to_vec()));
        if key.len() < KEY_BYTES {
            return Err(KeyError::Short(key.len()));
        }
        let mut seen = [false; 256];
        key.iter().for_each(|&byte| seen[usize::from(byte)] = true);
        let repeats = (1..=key.len() / 2).any(|n| key.iter().zip(key.iter().skip(n)).all(|(a, b)| a == b));
        let runs = key.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) <= 1).count() * 2 > key.len();
        if seen.iter().filter(|&&s| s).count() < DISTINCT_BYTES || repeats || runs {
            return Err(KeyError::Weak);
        }
        let mut block = Zeroizing::new([0; BLOCK]);
        if key.len() <= BLOCK {
            block[..key.len()].copy_from_slice(&key);
        } else {
            block[..32].copy_from_slice(&Sha256::digest(&*key));
        }
        let mut this = Self { block, id: String::new() };
        this.id = format!("{:016x}", this.keyed(b"wres key id".to_vec()).hash(b""));
        Ok(this)
    }

    /// A key from a file, as [`IdentifierKey::from_bytes`]: a text that only its owner can read.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        let failed = |source| KeyError::File { path: path.to_owned(), source };
        let file = open_named(path, LARGEST_KEY_FILE).map_err(failed)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(KeyError::Open { path: path.to_owned(), mode });
            }
        }
        let mut bytes = Zeroizing::new(Vec::new());
        file.take(LARGEST_KEY_FILE).read_to_end(&mut bytes).map_err(failed)?;
        // A marked text is judged by `from_bytes`; anything else has to be text as it is.
        if plain_text(&bytes)?.is_none() {
            decode(&bytes).map_err(|refused| KeyError::Text { path: path.to_owned(), refused })?;
        }
        Self::from_bytes(&bytes)
    }

    /// The name of the key: 16 hexadecimal digits that tell two keys apart and give nothing away of either.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.id
    }

    /// A hasher for the identifiers of one site and one kind (`person`, `post`, `case`, ...). The same number at two sites,
    /// or of a person and of a post, gives two hashes; the same person at one site gives one, in every dataset and year.
    #[must_use]
    pub fn hasher(&self, site: &SiteId, kind: &str) -> IdentifierHasher {
        self.keyed([site.as_str().as_bytes(), &[0], kind.as_bytes(), &[0]].concat())
    }

    /// A secret for another purpose, from which neither the key nor the secret of a third purpose follows.
    #[must_use]
    pub fn secret_for(&self, purpose: &str) -> Zeroizing<[u8; 16]> {
        let hasher = self.keyed([b"wres secret for ", purpose.as_bytes()].concat());
        let halves = [hasher.hash(b"first half"), hasher.hash(b"second half")];
        let mut secret = Zeroizing::new([0; 16]);
        secret.chunks_mut(8).zip(halves).for_each(|(part, half)| part.copy_from_slice(&half.to_le_bytes()));
        secret
    }

    fn keyed(&self, prefix: Vec<u8>) -> IdentifierHasher {
        let state = |pad: u8| {
            let block = Zeroizing::new(self.block.map(|byte| byte ^ pad));
            let mut state = BEGIN;
            compress256(&mut state, &[*block]);
            state
        };
        IdentifierHasher { inner: state(0x36), outer: state(0x5c), prefix }
    }
}

impl IdentifierHasher {
    /// The first 64 bits of the hash of an identifier, which has been normalised before.
    #[must_use]
    pub fn hash(&self, identifier: &[u8]) -> u64 {
        let length = self.prefix.len() + identifier.len();
        let mut state = self.inner;
        // One byte ends the message and eight hold its length.
        if length <= BLOCK - 9 {
            let mut block = [0; BLOCK];
            block[..self.prefix.len()].copy_from_slice(&self.prefix);
            block[self.prefix.len()..length].copy_from_slice(identifier);
            end(&mut block, length, BLOCK + length);
            compress256(&mut state, &[block]);
        } else {
            let message = [self.prefix.as_slice(), identifier].concat();
            let (blocks, rest) = message.as_chunks::<BLOCK>();
            compress256(&mut state, blocks);
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            if rest.len() > BLOCK - 9 {
                block[rest.len()] = 0x80;
                compress256(&mut state, &[block]);
                block = [0; BLOCK];
                block[BLOCK - 8..].copy_from_slice(&bits(BLOCK + length));
            } else {
                end(&mut block, rest.len(), BLOCK + length);
            }
            compress256(&mut state, &[block]);
        }
        let mut block = [0; BLOCK];
        for (bytes, word) in block.chunks_exact_mut(4).zip(state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        end(&mut block, 32, BLOCK + 32);
        let mut state = self.outer;
        compress256(&mut state, &[block]);
        u64::from(state[0]) << 32 | u64::from(state[1])
    }
}

/// Ends a message in its last block: a bit of one, zeros, and the length of all blocks in bits.
fn end(block: &mut [u8; BLOCK], at: usize, length: usize) {
    block[at] = 0x80;
    block[BLOCK - 8..].copy_from_slice(&bits(length));
}

fn bits(length: usize) -> [u8; 8] {
    (length as u64).wrapping_mul(8).to_be_bytes()
}

impl Drop for IdentifierHasher {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl std::fmt::Debug for IdentifierKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentifierKey").field("id", &self.id).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for IdentifierHasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentifierHasher").finish_non_exhaustive()
    }
}

/// What stands in a marked text or in UTF-16, as plain ASCII; `None` for bytes that are a key as they are.
fn plain_text(bytes: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, KeyError> {
    let utf16 = |bytes: &[u8], low: usize| {
        let pairs = bytes.chunks(2).map(|pair| match *pair {
            [a, b] if [a, b][1 - low] == 0 => Ok([a, b][low]),
            _ => Err(KeyError::Encoding),
        });
        pairs.collect::<Result<Vec<u8>, KeyError>>().map(Zeroizing::new)
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Zeroizing::new(rest.to_vec()),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 0)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 1)?,
        // Random bytes do not have a zero in every second place.
        [_, 0, _, 0, _, 0, _, 0, ..] if bytes.chunks(2).all(|pair| pair.get(1) == Some(&0)) => utf16(bytes, 0)?,
        [0, _, 0, _, 0, _, 0, _, ..] if bytes.chunks(2).all(|pair| pair.len() == 2 && pair[0] == 0) => utf16(bytes, 1)?,
        _ => return Ok(None),
    };
    let is_text = text.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if is_text { Ok(Some(text)) } else { Err(KeyError::Encoding) }
}

fn hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(fitting::<u32, u8>);
    if text.len() < 2 * KEY_BYTES || !text.len().is_multiple_of(2) {
        return None;
    }
    text.chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::{IdentifierKey, KeyError};
    use wres_domain::SiteId;

    const HEX: &str = "8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7";

    fn key(text: &str) -> Result<IdentifierKey, KeyError> {
        IdentifierKey::from_bytes(text.as_bytes())
    }

    #[test]
    fn weak_keys_are_refused() {
        assert!(matches!(key(""), Err(KeyError::Short(0))));
        assert!(matches!(key("secret"), Err(KeyError::Short(6))));
        assert!(matches!(key(&"0".repeat(64)), Err(KeyError::Weak)));
        assert!(matches!(key(&"changeme".repeat(5)), Err(KeyError::Weak)));
        assert!(matches!(key("abcdefghijklmnopqrstuvwxyz0123456789"), Err(KeyError::Weak)));
        assert!(key(HEX).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_is_text_that_only_its_owner_can_read() {
        use std::{fs, os::unix::fs::PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let load = |bytes: &[u8], mode: u32| {
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            IdentifierKey::from_file(&path)
        };
        let good = load(HEX.as_bytes(), 0o600).unwrap();
        assert_eq!(load(format!("\u{feff}{HEX}\r\n").as_bytes(), 0o400).unwrap().key_id(), good.key_id());
        for mode in [0o640, 0o604, 0o644, 0o610] {
            assert!(matches!(load(HEX.as_bytes(), mode), Err(KeyError::Open { .. })), "{mode:o}");
        }
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(HEX.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(load(&utf16, 0o600).unwrap().key_id(), good.key_id());
        assert!(matches!(load(&[0x80; 40], 0o600), Err(KeyError::Text { .. })));
    }

    #[test]
    fn the_hash_is_hmac_sha_256_whatever_the_length() {
        use hmac::{Hmac, KeyInit, Mac};
        for length in (32..=70).chain([128, 200]) {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 151 + 17 + n * n) as u8).collect();
            let Ok(key) = IdentifierKey::from_bytes(&bytes) else { continue };
            let site = SiteId::new("E06000008").unwrap();
            for identifier in 0..150 {
                let identifier: Vec<u8> = (0..identifier).map(|n| n as u8).collect();
                let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&bytes).unwrap();
                mac.update(b"E06000008\0person\0");
                mac.update(&identifier);
                let expected = mac.finalize().into_bytes();
                let expected = expected.iter().take(8).fold(0_u64, |hash, &byte| hash << 8 | u64::from(byte));
                assert_eq!(key.hasher(&site, "person").hash(&identifier), expected, "{length} {}", identifier.len());
            }
        }
    }

    #[test]
    fn a_key_file_is_the_same_key_in_every_encoding_or_is_refused() {
        let plain = key(HEX).unwrap().key_id().to_owned();
        let lines = format!("{}\r\n", HEX.to_uppercase());
        let utf16 = |order: fn(u16) -> [u8; 2]| lines.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let marked = |mark: &[u8], text: &[u8]| [mark, text].concat();
        for bytes in [
            marked(b"\xEF\xBB\xBF", lines.as_bytes()),
            marked(b"\xFF\xFE", &little),
            marked(b"\xFE\xFF", &big),
            little.clone(),
            big.clone(),
        ] {
            assert_eq!(IdentifierKey::from_bytes(&bytes).unwrap().key_id(), plain, "{:?}", &bytes[..4]);
        }
        for mark in [b"\xEF\xBB\xBF".as_slice(), b"\xFF\xFE", b"\xFE\xFF"] {
            let noise: Vec<u8> = (0..48_u32).map(|n| (n * 151 + 17 + n * n) as u8).collect();
            assert!(matches!(IdentifierKey::from_bytes(&marked(mark, &noise)), Err(KeyError::Encoding)));
        }
    }

    #[test]
    fn printing_a_key_shows_its_id_only() {
        let key = key(HEX).unwrap();
        let shown = format!("{key:?}");
        assert!(shown.contains(key.key_id()) && !shown.contains("8f1c") && key.key_id().len() == 16);
    }

    #[test]
    fn the_same_number_of_another_site_or_kind_has_another_hash() {
        let key = key(HEX).unwrap();
        let (one, two) = (SiteId::new("E06000008").unwrap(), SiteId::new("E06000009").unwrap());
        let hash = key.hasher(&one, "person").hash(b"01234");
        assert_eq!(hash, key.hasher(&one, "person").hash(b"01234"));
        assert_ne!(hash, key.hasher(&two, "person").hash(b"01234"));
        assert_ne!(hash, key.hasher(&one, "post").hash(b"01234"));
        assert_ne!(hash, key.hasher(&one, "person").hash(b"1234"), "leading zeros are significant");
    }

    #[test]
    fn another_key_gives_other_hashes_and_another_id() {
        let (a, b) = (key(HEX).unwrap(), key(&HEX.replace('8', "9")).unwrap());
        let site = SiteId::new("A").unwrap();
        assert_ne!(a.key_id(), b.key_id());
        assert_ne!(a.hasher(&site, "person").hash(b"1"), b.hasher(&site, "person").hash(b"1"));
    }
}
