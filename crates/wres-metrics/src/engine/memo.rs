//! What is found once, whoever asks again.

use std::{cell::RefCell, collections::HashMap, hash::Hash, rc::Rc};

/// Vectors by what was asked.
pub(crate) struct Memo<K, T>(RefCell<HashMap<K, Rc<[T]>>>);

impl<K, T> Default for Memo<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Hash + Eq, T> Memo<K, T> {
    /// What is known by a key, found now if it is not known yet.
    pub(crate) fn of(&self, key: K, find: impl FnOnce() -> Vec<T>) -> Rc<[T]> {
        if let Some(known) = self.0.borrow().get(&key) {
            return Rc::clone(known);
        }
        // Finding may itself ask, so nothing is borrowed meanwhile.
        let found: Rc<[T]> = find().into();
        self.0.borrow_mut().insert(key, Rc::clone(&found));
        found
    }
}
