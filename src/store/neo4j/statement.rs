//! A Cypher statement with its parameters, as it is handed to the driver.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

/// How many items of a list [`Parameter::told`] has.
const MOST_TOLD: usize = 20;

/// A statement. Its text is written by hand or compiled from names of the model; whatever a user wrote is a
/// parameter.
///
/// A statement that is read returns one column named `row`. It is usually a list, whose positions are what
/// the statement says they are: a list costs no names on the wire and no table of names for each row.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    text: Cow<'static, str>,
    parameters: Vec<(Cow<'static, str>, Parameter)>,
}

impl Statement {
    /// A statement without parameters.
    #[must_use]
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), parameters: Vec::new() }
    }

    /// The statement with a parameter, named without its dollar.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Parameter>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parameters, in the order given.
    #[must_use]
    pub fn parameters(&self) -> &[(Cow<'static, str>, Parameter)] {
        &self.parameters
    }

    /// The text and the parameters as JSON, to be told to whoever asked for what it is sent for.
    #[must_use]
    pub fn told(&self) -> (&str, Map<String, Value>) {
        (&self.text, told(&self.parameters))
    }
}

fn told(named: &[(Cow<'static, str>, Parameter)]) -> Map<String, Value> {
    named.iter().map(|(name, value)| (name.to_string(), value.told())).collect()
}

/// The value of a parameter.
#[derive(Clone, PartialEq, Debug)]
pub enum Parameter {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(Arc<str>),
    /// Several values.
    List(Vec<Parameter>),
    /// Named values, each name once.
    Map(Vec<(Cow<'static, str>, Parameter)>),
}

impl Parameter {
    /// The value as JSON. Of a long list the first items are told, and how many more there are.
    fn told(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(one) => (*one).into(),
            Self::Int(number) => (*number).into(),
            Self::Float(number) => (*number).into(),
            Self::Text(text) => (**text).into(),
            Self::List(items) => {
                let rest = items.len().saturating_sub(MOST_TOLD);
                let rest = (rest > 0).then(|| format!("… and {rest} more").into());
                items.iter().take(MOST_TOLD).map(Self::told).chain(rest).collect()
            }
            Self::Map(named) => told(named).into(),
        }
    }
}

impl From<bool> for Parameter {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Parameter {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Parameter {
    fn from(value: u32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<f64> for Parameter {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Parameter {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Parameter {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}

impl From<Arc<str>> for Parameter {
    fn from(value: Arc<str>) -> Self {
        Self::Text(value)
    }
}

impl From<&Arc<str>> for Parameter {
    fn from(value: &Arc<str>) -> Self {
        Self::Text(value.clone())
    }
}

impl<T: Into<Self>> From<Vec<T>> for Parameter {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Into<Self>> From<Option<T>> for Parameter {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Parameter {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
