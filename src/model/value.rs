//! Values of properties: plain scalars, partial dates and text in several languages.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A language that text is stored and answered in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// English.
    En,
    /// Lithuanian.
    Lt,
}

impl Language {
    /// All of them, in the order of the fallback.
    pub const ALL: [Self; 2] = [Self::En, Self::Lt];

    /// Its ISO 639-1 code in capitals, as in the `Language` enum of the API.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "EN",
            Self::Lt => "LT",
        }
    }

    /// The language of a code in any case, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

/// A text in some of the languages. `any` holds text whose language is not stated, as most names are.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Localized {
    /// Text of no stated language.
    pub any: Option<Arc<str>>,
    /// English text.
    pub en: Option<Arc<str>>,
    /// Lithuanian text.
    pub lt: Option<Arc<str>>,
}

impl Localized {
    /// Text of no stated language.
    #[must_use]
    pub fn any(text: &str) -> Self {
        Self { any: Some(text.into()), ..Self::default() }
    }

    /// The text in `language`, if there is one.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&Arc<str>> {
        match language {
            Language::En => self.en.as_ref(),
            Language::Lt => self.lt.as_ref(),
        }
    }

    /// The text for a reader: the first of `languages` that there is, else English, else text of no
    /// stated language, else any other; and the language it is in (none for text of no stated language).
    #[must_use]
    pub fn read(&self, languages: &[Language]) -> Option<(&Arc<str>, Option<Language>)> {
        let stated = |language: Language| self.get(language).map(|text| (text, Some(language)));
        languages
            .iter()
            .find_map(|language| stated(*language))
            .or_else(|| stated(Language::En))
            .or_else(|| self.any.as_ref().map(|text| (text, None)))
            .or_else(|| stated(Language::Lt))
    }

    /// Every text there is: of no stated language, English, Lithuanian.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        [&self.any, &self.en, &self.lt].into_iter().flatten()
    }
}

/// A date that may lack its day or its month: `2014`, `2014-10`, `2014-10-20`.
///
/// Order: by first day, then the coarser first. Equality is exact: `2014` is not `2014-01-01`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: u16,
    /// 0 when not stated.
    month: u8,
    /// 0 when not stated.
    day: u8,
}

impl PartialDate {
    /// A date from its parts, where 0 is "not stated"; none when there is no such date.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year)
            && month <= 12
            && (month > 0 || day == 0)
            && (day == 0 || day <= days_in_month(year, month));
        real.then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Year, month and day as [`PartialDate::new`] takes them: 0 is "not stated".
    #[must_use]
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// The first day it can mean, as `yyyymmdd`.
    #[must_use]
    pub fn first_day(self) -> u32 {
        day_number(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day it can mean, as `yyyymmdd`.
    #[must_use]
    pub fn last_day(self) -> u32 {
        self.to_last_day().first_day()
    }

    /// The last day it can mean, as a date with a day.
    #[must_use]
    pub fn to_last_day(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        Self { month, day, ..self }
    }

    /// The parts packed in one number that keeps the order of dates; 0 is never one.
    #[must_use]
    pub fn packed(self) -> u64 {
        u64::from(self.first_day()) << 2
            | u64::from(u8::from(self.month > 0) + u8::from(self.day > 0))
    }
}

fn day_number(year: u16, month: u8, day: u8) -> u32 {
    u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.packed().cmp(&other.packed())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a date of the form `2014`, `2014-10` or `2014-10-20`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a date; expected `2014`, `2014-10` or `2014-10-20`")]
pub struct NotADate;

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| NotADate)
            }
            Some(_) => Err(NotADate),
        };
        let (year, month, day) = (part(4)?.ok_or(NotADate)?, part(2)?, part(2)?);
        if parts.next().is_some() || month == Some(0) || day == Some(0) {
            return Err(NotADate);
        }
        let small = |part: Option<u16>| u8::try_from(part.unwrap_or(0)).map_err(|_| NotADate);
        Self::new(year, small(month)?, small(day)?).ok_or(NotADate)
    }
}

/// A property's value. Absent properties have no value at all; there is no null here.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number.
    Float(f64),
    /// Text in no particular language.
    Text(Arc<str>),
    /// Text in several languages, of a `@localized` property.
    Localized(Arc<Localized>),
    /// A date that may lack day or month.
    Date(PartialDate),
    /// A value of the property's enumeration, as its position there.
    Enum(u8),
    /// Several values of one data type, in the order given.
    List(Arc<[Value]>),
}
