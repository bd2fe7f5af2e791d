//! A TOML document in which every value knows where it stands, so that years can be laid over one another and an error
//! still points to the line that caused it.

use super::DefinitionError;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};
use wres_domain::{TomlFault, fitting};

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// What errors call the document.
    pub(crate) source: Arc<str>,
    /// Line, the first being 1.
    pub(crate) line: usize,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

/// A TOML value. Dates are not part of the definition language and arrive as text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Flag(bool),
    Array(Vec<Node>),
    /// In the order of the document.
    Table(Vec<(Key, Node)>),
}

/// The key of a table with its own place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) origin: Origin,
}

/// One step of a path into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// A path as it is printed: `indicator.3.case.where[0].column`.
pub(crate) fn print_path(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Key(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) => {
                out.push('.');
                out.push_str(key);
            }
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

impl Node {
    /// Reads a document.
    ///
    /// # Errors
    /// [`DefinitionError`] with the line of the first mistake of syntax.
    pub(crate) fn parse(source_name: &str, text: &str) -> Result<Self, DefinitionError> {
        let source: Arc<str> = source_name.into();
        let table = DeTable::parse(text).map_err(|error| {
            let TomlFault { line, sentence, .. } = TomlFault::of(text, &error);
            DefinitionError { line: line.and_then(fitting), ..DefinitionError::whole(source_name, sentence) }
        })?;
        let reader = Reader { source, text };
        reader.table(table.get_ref(), 1)
    }

    /// The value of a key of a table.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The text of a key of a table.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match &self.get(name)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where a path leads, or where its last existing part does.
    pub(crate) fn locate(&self, path: &[Step]) -> &Origin {
        let mut node = self;
        let mut origin = &self.origin;
        for step in path {
            let next = match (step, &node.value) {
                (Step::Key(name), Value::Table(entries)) => {
                    entries.iter().find(|(key, _)| key.name == *name).map(|(key, node)| (&key.origin, node))
                }
                (Step::Index(index), Value::Array(items)) => items.get(*index).map(|node| (&node.origin, node)),
                _ => None,
            };
            match next {
                Some((place, inner)) => (origin, node) = (place, inner),
                None => break,
            }
        }
        origin
    }

    /// Lays a later document over this one: tables are merged key by key, everything else is replaced. A table with
    /// `removed = true` takes its namesake away.
    pub(crate) fn overlay(&mut self, later: Self) {
        match (&mut self.value, later.value) {
            (Value::Table(base), Value::Table(changes)) => {
                for (key, change) in changes {
                    let at = base.iter().position(|(existing, _)| existing.name == key.name);
                    let removed = change.get("removed").is_some_and(|node| node.value == Value::Flag(true));
                    match at {
                        Some(at) if removed => {
                            base.remove(at);
                        }
                        Some(at) => {
                            base[at].0.origin = key.origin;
                            base[at].1.overlay(change);
                        }
                        None => base.push((key, change)),
                    }
                }
            }
            (value, replacement) => *value = replacement,
        }
        self.origin = later.origin;
    }
}

/// The line of a byte offset.
fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
}

struct Reader<'a> {
    source: Arc<str>,
    text: &'a str,
}

impl Reader<'_> {
    fn origin(&self, line: usize) -> Origin {
        Origin { source: Arc::clone(&self.source), line }
    }

    fn table(&self, table: &DeTable<'_>, line: usize) -> Result<Node, DefinitionError> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut out = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let line = line_of(self.text, key.span().start);
            let key = Key { name: key.get_ref().to_string(), origin: self.origin(line) };
            out.push((key, self.value(value.get_ref(), line)?));
        }
        Ok(Node { value: Value::Table(out), origin: self.origin(line) })
    }

    fn value(&self, value: &DeValue<'_>, line: usize) -> Result<Node, DefinitionError> {
        let fail = |what: &str| DefinitionError { line: Some(line), ..DefinitionError::whole(&self.source, what) };
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map(Value::Integer)
                .map_err(|_| fail("the whole number is too large"))?,
            DeValue::Float(number) => {
                number.as_str().parse().map(Value::Float).map_err(|_| fail("the number cannot be read"))?
            }
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(items) => {
                let items: Result<Vec<Node>, DefinitionError> = items
                    .iter()
                    .map(|item| self.value(item.get_ref(), line_of(self.text, item.span().start)))
                    .collect();
                Value::Array(items?)
            }
            DeValue::Table(table) => return self.table(table, line),
        };
        Ok(Node { value, origin: self.origin(line) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Step, Value, print_path};

    fn key(name: &str) -> Step {
        Step::Key(name.into())
    }

    #[test]
    fn every_value_knows_its_line() {
        let tree = Node::parse("a.toml", "x = 1\n\n[t.3]\ny = [\n  { z = true },\n  { z = false },\n]\n").unwrap();
        let at = |path: &[Step]| tree.locate(path).line;
        assert_eq!(at(&[key("x")]), 1);
        assert_eq!(at(&[key("t"), key("3"), key("y")]), 4);
        assert_eq!(at(&[key("t"), key("3"), key("y"), Step::Index(1), key("z")]), 6);
        assert_eq!(at(&[key("t"), key("3"), key("absent")]), 3);
    }

    #[test]
    fn a_mistake_of_syntax_names_its_line() {
        let error = Node::parse("a.toml", "x = 1\ny = = 2\n").unwrap_err();
        assert_eq!(error.line, Some(2), "{error}");
    }

    #[test]
    fn a_year_replaces_what_it_says_and_keeps_the_rest() {
        let mut base = Node::parse("2021", "[i.3]\na = 1\nb = 2\n[i.4]\na = 1\n").unwrap();
        base.overlay(Node::parse("2022", "[i.3]\nb = 3\n[i.4]\nremoved = true\n[i.5]\na = 9\n").unwrap());
        let indicators = base.get("i").unwrap();
        assert_eq!(indicators.get("3").and_then(|i| i.get("a")).map(|n| &n.value), Some(&Value::Integer(1)));
        assert_eq!(indicators.get("3").and_then(|i| i.get("b")).map(|n| &n.value), Some(&Value::Integer(3)));
        assert!(indicators.get("4").is_none() && indicators.get("5").is_some());
        let place = base.locate(&[key("i"), key("3"), key("b")]);
        assert_eq!((&*place.source, place.line), ("2022", 2));
    }

    #[test]
    fn a_path_reads_as_it_is_written() {
        assert_eq!(print_path(&[key("indicator"), key("3"), key("where"), Step::Index(0)]), "indicator.3.where[0]");
    }
}
