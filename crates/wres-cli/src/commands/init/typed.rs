//! What was typed in the dialogue.

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    Yes,
    No,
    Later,
    Back,
    Help,
    Quit,
    /// Anything else: a number, a name, a label.
    Said(String),
}

impl Typed {
    pub(super) fn read(line: &str) -> Self {
        match line.trim() {
            "y" | "Y" | "yes" => Self::Yes,
            "n" | "N" | "no" => Self::No,
            "q" | "Q" | "quit" => Self::Quit,
            "s" | "S" | "skip" | "" => Self::Later,
            "b" | "B" | "back" => Self::Back,
            "?" | "h" | "help" => Self::Help,
            other => Self::Said(other.to_owned()),
        }
    }
}
