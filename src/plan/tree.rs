//! The answer of a store: one value after the other, in the order of the plan.
//!
//! A tree has no names and no nesting of its own. It is read beside the plan that it answers, which says
//! what each cell means; so it is made and written without a map, a box or a copied key.

/// One value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell {
    /// Nothing there.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number.
    Float(f64),
    /// A text, as a range of the tree's text.
    Text(Span),
    /// A value of an enumeration: its position, of the property's enumeration.
    Enum(u8),
    /// A node of a kind; its fields follow.
    Node(crate::model::KindId),
    /// A link; its fields follow.
    Link,
    /// A list of so many items; they follow.
    List(u32),
}

/// A range of bytes of a tree's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    start: u32,
    length: u32,
}

/// The answer to a plan.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    cells: Vec<Cell>,
    text: String,
}

/// A place in a tree's cells to come back to, for a list whose length is known only at its end.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Tree {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All cells.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The text of a span of this tree.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.text.get(start..start + span.length as usize).unwrap_or_default()
    }

    /// Adds a cell that is not a text.
    pub fn push(&mut self, cell: Cell) {
        self.cells.push(cell);
    }

    /// Adds a text.
    pub fn push_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_span(start);
    }

    /// Adds a text that is formatted in place.
    pub fn push_display(&mut self, value: impl std::fmt::Display) {
        use std::fmt::Write as _;
        let start = self.text.len();
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{value}");
        self.push_span(start);
    }

    fn push_span(&mut self, start: usize) {
        let length = self.text.len() - start;
        let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.cells.push(Cell::Text(Span { start: span(start), length: span(length) }));
    }

    /// Begins a list whose length is told by [`Tree::end_list`].
    pub fn begin_list(&mut self) -> Mark {
        self.cells.push(Cell::List(0));
        Mark(self.cells.len() - 1)
    }

    /// Ends a list that has so many items.
    pub fn end_list(&mut self, list: Mark, items: usize) {
        self.cells[list.0] = Cell::List(u32::try_from(items).unwrap_or(u32::MAX));
    }
}

/// Trees are equal when they say the same, wherever their texts lie.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.cells.len() == other.cells.len()
            && self.cells.iter().zip(&other.cells).all(|pair| match pair {
                (Cell::Text(a), Cell::Text(b)) => self.text(*a) == other.text(*b),
                (a, b) => a == b,
            })
    }
}
