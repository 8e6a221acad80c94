//! A property's value as bytes, and reading it in place.

use std::sync::Arc;

use super::bytes::{Reader, put_date, put_number, put_signed, put_text};
use crate::model::{Language, Localized, PartialDate, Value};

const FALSE: u8 = 0;
const TRUE: u8 = 1;
const INT: u8 = 2;
const FLOAT: u8 = 3;
const TEXT: u8 = 4;
const LOCALIZED: u8 = 5;
const DATE: u8 = 6;
const ENUM: u8 = 7;
const LIST: u8 = 8;

/// Adds a value.
pub(super) fn put_value(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Bool(one) => bytes.push(if *one { TRUE } else { FALSE }),
        Value::Int(one) => {
            bytes.push(INT);
            put_signed(*one, bytes);
        }
        Value::Float(one) => {
            bytes.push(FLOAT);
            // One zero only: equal numbers have equal bytes.
            bytes.extend((one + 0.0).to_le_bytes());
        }
        Value::Text(one) => {
            bytes.push(TEXT);
            bytes.extend(one.as_bytes());
        }
        Value::Localized(one) => {
            bytes.push(LOCALIZED);
            let all = [&one.any, &one.en, &one.lt];
            bytes
                .push(all.iter().enumerate().fold(0, |m, (at, t)| m | u8::from(t.is_some()) << at));
            for text in all.into_iter().flatten() {
                put_text(text, bytes);
            }
        }
        Value::Date(one) => {
            bytes.push(DATE);
            put_date(*one, bytes);
        }
        Value::Enum(one) => bytes.extend([ENUM, *one]),
        Value::List(items) => {
            bytes.push(LIST);
            put_number(items.len() as u64, bytes);
            for item in items.iter() {
                let mut one = Vec::new();
                put_value(item, &mut one);
                put_number(one.len() as u64, bytes);
                bytes.extend(one);
            }
        }
    }
}

/// A value that is read in place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum ValueView<'a> {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(&'a str),
    Localized(LocalizedView<'a>),
    Date(PartialDate),
    Enum(u8),
    List(ListView<'a>),
}

/// A text in several languages that is read in place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LocalizedView<'a> {
    any: Option<&'a str>,
    en: Option<&'a str>,
    lt: Option<&'a str>,
}

/// Several values that are read in place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ListView<'a> {
    count: u32,
    items: &'a [u8],
}

impl<'a> ValueView<'a> {
    /// Reads the whole of `bytes` as one value; none when they are not one.
    #[inline]
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let value = match reader.byte()? {
            TEXT => return std::str::from_utf8(reader.rest()).ok().map(Self::Text),
            LOCALIZED => Self::Localized(LocalizedView::read(&mut reader)?),
            FALSE => Self::Bool(false),
            TRUE => Self::Bool(true),
            INT => Self::Int(reader.signed()?),
            FLOAT => Self::Float(f64::from_le_bytes(reader.array()?)),
            DATE => Self::Date(reader.date()?),
            ENUM => Self::Enum(reader.byte()?),
            LIST => {
                let count = u32::try_from(reader.number()?).ok()?;
                let items = reader.rest();
                for _ in 0..count {
                    Self::read(reader.sized()?)?;
                }
                Self::List(ListView { count, items })
            }
            _ => return None,
        };
        reader.rest().is_empty().then_some(value)
    }

    /// The value as the model has it.
    pub(super) fn owned(&self) -> Value {
        match self {
            Self::Bool(one) => Value::Bool(*one),
            Self::Int(one) => Value::Int(*one),
            Self::Float(one) => Value::Float(*one),
            Self::Text(one) => Value::Text(Arc::from(*one)),
            Self::Localized(one) => Value::Localized(Arc::new(Localized {
                any: one.any.map(Arc::from),
                en: one.en.map(Arc::from),
                lt: one.lt.map(Arc::from),
            })),
            Self::Date(one) => Value::Date(*one),
            Self::Enum(one) => Value::Enum(*one),
            Self::List(list) => Value::List(list.items().map(|item| item.owned()).collect()),
        }
    }

    /// Whether it is this value.
    pub(super) fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Bool(a), Value::Bool(b)) => a == b,
            (Self::Int(a), Value::Int(b)) => a == b,
            #[expect(clippy::float_cmp, reason = "equality is exact, as the contract says")]
            (Self::Float(a), Value::Float(b)) => a == b,
            (Self::Text(a), Value::Text(b)) => **a == **b,
            (Self::Date(a), Value::Date(b)) => a == b,
            (Self::Enum(a), Value::Enum(b)) => a == b,
            (Self::Localized(a), Value::Localized(b)) => {
                let same = |x: Option<&str>, y: &Option<Arc<str>>| x == y.as_deref();
                same(a.any, &b.any) && same(a.en, &b.en) && same(a.lt, &b.lt)
            }
            _ => false,
        }
    }
}

impl<'a> LocalizedView<'a> {
    #[inline]
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let mask = reader.byte()?;
        let mut one = |bit: u8| if mask & bit == 0 { Some(None) } else { reader.text().map(Some) };
        let (any, en, lt) = (one(1)?, one(2)?, one(4)?);
        (mask < 8).then_some(Self { any, en, lt })
    }

    /// As [`Localized::read`].
    #[inline]
    pub(super) fn best(&self, languages: &[Language]) -> Option<(&'a str, Option<Language>)> {
        let stated = |language| {
            let text = match language {
                Language::En => self.en,
                Language::Lt => self.lt,
            };
            text.map(|text| (text, Some(language)))
        };
        languages
            .iter()
            .find_map(|language| stated(*language))
            .or_else(|| stated(Language::En))
            .or_else(|| self.any.map(|text| (text, None)))
            .or_else(|| stated(Language::Lt))
    }

    /// Every text there is.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        [self.any, self.en, self.lt].into_iter().flatten()
    }
}

impl<'a> ListView<'a> {
    /// How many there are.
    pub(super) fn len(self) -> u32 {
        self.count
    }

    /// The values, in order.
    pub(super) fn items(self) -> impl Iterator<Item = ValueView<'a>> {
        let mut reader = Reader::new(self.items);
        (0..self.count).map_while(move |_| ValueView::read(reader.sized()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let text = |text: &str| Arc::<str>::from(text);
        for value in [
            Value::Bool(true),
            Value::Int(-5),
            Value::Float(2.5),
            Value::Text(text("Žalgiris")),
            Value::Localized(Arc::new(Localized {
                any: None,
                en: Some(text("a")),
                lt: Some(text("ą")),
            })),
            Value::Date("2014-10".parse().expect("a date")),
            Value::Enum(3),
            Value::List([Value::Text(text("lt")), Value::Text(text(""))].into()),
        ] {
            let mut bytes = Vec::new();
            put_value(&value, &mut bytes);
            let read = ValueView::read(&bytes).expect("what was written can be read");
            assert_eq!(read.owned(), value);
            bytes.push(0);
            assert!(matches!(value, Value::Text(_)) || ValueView::read(&bytes).is_none());
        }
    }
}
