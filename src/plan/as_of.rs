//! The network as of a day.
//!
//! A node is there from the day that its `@begins` property tells until the one that its `@ends` property tells; what is
//! not stated is open. A link counts on a day when its own dates allow it and both its ends are there. So what joins
//! somebody to a project counts while the project runs, though the link says nothing of when.

use super::filter::{Comparison, Filter, Test};
use super::viewer::Sight;
use crate::model::{KindSet, Model, PartialDate, PropertyId, Value};
use crate::store::graph::Dates;

/// A day, and by which properties nodes tell a viewer when they are there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// With month and day.
    day: PartialDate,
    begins: Option<PropertyId>,
    ends: Option<PropertyId>,
}

impl AsOf {
    /// As of a date, whose last day is meant: `2014` is how things stood when 2014 ended. A property that the viewer
    /// may not see of every kind which has it decides nothing.
    #[must_use]
    pub fn new(model: &Model, sight: &Sight, date: PartialDate) -> Self {
        let seen = |property: &PropertyId| {
            let mut kinds = model.kinds.iter().filter(|kind| kind.property(*property).is_some());
            kinds.all(|kind| sight.of_kind(kind.id).has(*property))
        };
        Self {
            day: date.to_last_day(),
            begins: model.begins.filter(seen),
            ends: model.ends.filter(seen),
        }
    }

    /// The day, as `yyyymmdd`.
    #[must_use]
    pub fn day(self) -> u32 {
        self.day.first_day()
    }

    /// The properties that tell the first and the last day of a node, as far as they decide anything.
    #[must_use]
    pub fn bounds(self) -> [Option<PropertyId>; 2] {
        [self.begins, self.ends]
    }

    /// Whether a link's own dates allow that it counts: `since` means its first day, `until` its last, and a link that is
    /// only known to have held on a day counts from that day on.
    #[must_use]
    pub fn allows(self, dates: Dates) -> bool {
        let day = self.day();
        let since = if dates.until.is_none() { dates.since.or(dates.seen) } else { dates.since };
        since.is_none_or(|since| since.first_day() <= day)
            && dates.until.is_none_or(|until| until.last_day() >= day)
    }

    /// Whether a node is there whose properties have these dates.
    #[must_use]
    pub fn is_there(self, date: impl Fn(PropertyId) -> Option<PartialDate>) -> bool {
        let day = self.day();
        self.begins.and_then(&date).is_none_or(|begins| begins.first_day() <= day)
            && self.ends.and_then(&date).is_none_or(|ends| ends.last_day() >= day)
    }

    /// [`AsOf::is_there`] as a filter of nodes of some kinds; every node of kinds that tell nothing of it is there.
    #[must_use]
    pub fn filter(self, model: &Model, kinds: KindSet) -> Filter {
        let beyond = |property: Option<PropertyId>, comparison| {
            let property = property?;
            let told = kinds.iter().any(|kind| model.kind(kind).property(property).is_some());
            let value = Value::Date(self.day);
            let test = Test::Compare { comparison, value, language: None };
            told.then(|| Filter::Property(property, test).negated())
        };
        let begun = beyond(self.begins, Comparison::Greater);
        let not_over = beyond(self.ends, Comparison::Less);
        Filter::All(begun.into_iter().chain(not_over).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, network};

    #[test]
    fn a_link_counts_from_its_first_day_to_its_last() {
        let model = network();
        let sight = Sight::new(&model, Audience::Public);
        let date = |text: &str| text.parse::<PartialDate>().ok();
        // since, until, seen, the days that it counts on, the days that it does not.
        for (since, until, seen, counts, not) in [
            ("", "", "", &["1900", "2999"][..], &[][..]),
            ("2014", "", "", &["2014-01-01", "2014", "2999"], &["2013", "2013-12-31"]),
            ("2014-05", "", "2020", &["2014-05-01", "2019"], &["2014-04-30"]),
            ("", "2014", "", &["1900", "2014-12-31", "2014"], &["2015-01-01"]),
            ("", "2014", "2013", &["1900", "2014"], &["2015"]),
            ("2014", "2014", "", &["2014-01-01", "2014-12-31"], &["2013-12-31", "2015"]),
            ("", "", "2014-03", &["2014-03-01", "2014", "2020"], &["2014-02-28", "2013"]),
        ] {
            let dates = Dates { since: date(since), until: date(until), seen: date(seen) };
            for (days, expected) in [(counts, true), (not, false)] {
                for day in days {
                    let as_of = AsOf::new(&model, &sight, date(day).expect("a date"));
                    assert_eq!(as_of.allows(dates), expected, "{dates:?} as of {day}");
                }
            }
        }
    }
}
