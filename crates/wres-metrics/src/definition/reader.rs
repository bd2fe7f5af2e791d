//! Turns a document into typed definitions, and remembers the way so that an error names line and key.

use super::{
    DefinitionError,
    tree::{Node, Origin, Step, Value, print_path},
};
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

/// Reads a typed value from a document.
///
/// # Errors
/// [`DefinitionError`] at the innermost value that does not fit; an unknown key or word comes with the nearest known one.
pub(crate) fn read<'a, T: serde::Deserialize<'a>>(node: &'a Node) -> Result<T, DefinitionError> {
    T::deserialize(Place(node)).map_err(|fault| fault.locate(&node.origin))
}

/// The known word nearest to one that is not known, where one is near.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(given, word), word))
        .filter(|(distance, word)| *distance <= 2.max(word.chars().count() / 3))
        .min()
        .map(|(_, word)| format!("did you mean `{word}`?"))
}

/// A fault on its way up: the path grows at the front.
#[derive(Debug)]
pub(crate) struct Fault {
    origin: Option<Origin>,
    path: Vec<Step>,
    message: String,
    hint: Option<String>,
}

impl Fault {
    fn new(message: String, hint: Option<String>) -> Self {
        Self { origin: None, path: Vec::new(), message, hint }
    }

    fn inside(mut self, step: Step, origin: &Origin) -> Self {
        self.path.insert(0, step);
        self.origin.get_or_insert_with(|| origin.clone());
        self
    }

    fn locate(self, whole: &Origin) -> DefinitionError {
        let origin = self.origin.as_ref().unwrap_or(whole);
        DefinitionError {
            source_name: origin.source.to_string(),
            line: Some(origin.line),
            key: print_path(&self.path),
            message: self.message,
            hint: self.hint,
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::new(message.to_string(), None)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let hint =
            nearest(field, expected.iter().copied()).unwrap_or_else(|| format!("known keys are {}", list(expected)));
        Self::new(format!("there is no key `{field}` here"), Some(hint))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let hint = nearest(variant, expected.iter().copied());
        Self::new(format!("`{variant}` is not one of {}", list(expected)), hint)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the key `{field}` is missing"), None)
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A place in the document as serde sees it.
struct Place<'a>(&'a Node);

impl<'de> de::Deserializer<'de> for Place<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Float(number) => visitor.visit_f64(*number),
            Value::Flag(flag) => visitor.visit_bool(*flag),
            Value::Array(items) => visitor.visit_seq(Items { items, next: 0 }),
            Value::Table(entries) => visitor.visit_map(Entries { entries, next: 0 }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Text(text) => {
                let word: de::value::StrDeserializer<'_, Fault> = text.as_str().into_deserializer();
                de::Deserializer::deserialize_enum(word, name, variants, visitor)
            }
            _ => Err(de::Error::custom(format!("expected one of {}", list(variants)))),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Items<'de> {
    items: &'de [Node],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(node) = self.items.get(self.next) else { return Ok(None) };
        let step = Step::Index(self.next);
        self.next += 1;
        seed.deserialize(Place(node)).map(Some).map_err(|fault| fault.inside(step, &node.origin))
    }
}

struct Entries<'de> {
    entries: &'de [(super::tree::Key, Node)],
    next: usize,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, _)) = self.entries.get(self.next) else { return Ok(None) };
        let word: de::value::StrDeserializer<'_, Fault> = key.name.as_str().into_deserializer();
        seed.deserialize(word).map(Some).map_err(|fault| fault.inside(Step::Key(key.name.clone()), &key.origin))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let Some((key, node)) = self.entries.get(self.next) else {
            return Err(de::Error::custom("a key has no value"));
        };
        self.next += 1;
        seed.deserialize(Place(node)).map_err(|fault| fault.inside(Step::Key(key.name.clone()), &key.origin))
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, read};
    use crate::definition::tree::Node;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        column: String,
        kind: Option<Word>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Snapshot,
        InPeriod,
    }

    fn fault(text: &str) -> String {
        read::<Outer>(&Node::parse("x.toml", text).unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn a_definition_reads() {
        let tree = Node::parse("x.toml", "inner = [{ column = \"a\", kind = \"in_period\" }]").unwrap();
        let inner = vec![Inner { column: "a".into(), kind: Some(Word::InPeriod) }];
        assert_eq!(read::<Outer>(&tree), Ok(Outer { inner }));
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest() {
        assert_eq!(
            fault("[[inner]]\ncolunm = \"a\"\n"),
            "x.toml, line 2, `inner[0].colunm`: there is no key `colunm` here (did you mean `column`?)"
        );
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest() {
        assert_eq!(
            fault("[[inner]]\ncolumn = \"a\"\nkind = \"in_perod\"\n"),
            "x.toml, line 3, `inner[0].kind`: `in_perod` is not one of `snapshot`, `in_period` (did you mean `in_period`?)"
        );
    }

    #[test]
    fn a_missing_key_and_a_wrong_type_name_their_line() {
        assert!(fault("\n[[inner]]\n").starts_with("x.toml, line 2, `inner[0]`: the key `column` is missing"));
        assert!(fault("[[inner]]\ncolumn = 3\n").starts_with("x.toml, line 2, `inner[0].column`: invalid type"));
    }

    #[test]
    fn nothing_near_gives_no_suggestion() {
        assert_eq!(nearest("xyz", ["column", "dataset"]), None);
    }
}
