//! Random filters: conditions within conditions on nodes, their values and their links.

use tinklas::model::{DataType, Language, LinkId, Property, Value};
use tinklas::plan::filter::{
    Comparison, Filter, Letters, LinkDate, LinkFilter, Links, Part, Place, Test,
};

use super::Choices;
use super::plans::Planner;
use super::records::{date, item, some_id, text};

const COMPARISONS: [Comparison; 4] =
    [Comparison::Less, Comparison::AtMost, Comparison::Greater, Comparison::AtLeast];

impl Planner<'_, '_> {
    /// A filter of nodes, at most so deep.
    pub(super) fn filter(&mut self, depth: usize) -> Filter {
        if self.choices.chance(50) { self.condition(depth) } else { Filter::ANY }
    }

    fn condition(&mut self, depth: usize) -> Filter {
        match self.choices.below(16) {
            0 => {
                let everything = self.model.all_kinds();
                let ids =
                    self.choices.several(20, |choices| some_id(self.model, everything, choices));
                Filter::Id(ids)
            }
            1 | 2 => {
                let follow = self.follow(self.sight.kinds);
                let ids =
                    self.choices.several(4, |choices| some_id(self.model, follow.far, choices));
                Filter::Linked(follow, ids)
            }
            3 if depth > 0 => Filter::All(self.conditions(depth)),
            4 if depth > 0 => Filter::Any(self.conditions(depth)),
            5 | 6 if depth > 0 => Filter::Not(Box::new(self.condition(depth - 1))),
            7..=9 => self.links(depth),
            10 if self.choices.chance(10) => Filter::Never,
            _ => match self.property(self.sight.kinds) {
                Some(property) => Filter::Property(property.id, self.test(&property)),
                None => Filter::Never,
            },
        }
    }

    fn conditions(&mut self, depth: usize) -> Vec<Filter> {
        (0..self.choices.below(4)).map(|_| self.condition(depth - 1)).collect()
    }

    /// A condition on how many links there are: the four of the API most often.
    fn links(&mut self, depth: usize) -> Filter {
        let follow = self.follow(self.sight.kinds);
        let matching = self.link_filter(depth.saturating_sub(1), follow.link);
        let few = i64::try_from(self.choices.below(4)).unwrap_or(0);
        let count = match self.choices.below(6) {
            0 | 1 => Test::number(Comparison::AtLeast, 1),
            2 => Test::In(vec![Value::Int(0)]),
            3 => Test::In(vec![Value::Int(1)]),
            4 => Test::number(*self.choices.pick(&COMPARISONS), few - 1),
            _ => Test::In(vec![Value::Int(few), Value::Int(2)]),
        };
        Filter::Links(Box::new(Links { follow, matching, count }))
    }

    /// A filter of links of a kind.
    pub(super) fn link_filter(&mut self, depth: usize, link: LinkId) -> LinkFilter {
        let several = |planner: &mut Self| {
            (0..planner.choices.below(3))
                .map(|_| planner.link_filter(depth.saturating_sub(1), link))
                .collect()
        };
        match self.choices.below(12) {
            0..=2 => LinkFilter::ANY,
            3 if depth > 0 => LinkFilter::All(several(self)),
            4 if depth > 0 => LinkFilter::Any(several(self)),
            5 if depth > 0 => LinkFilter::Not(Box::new(self.link_filter(depth - 1, link))),
            6 | 7 => {
                let dates = [LinkDate::Since, LinkDate::Until, LinkDate::Seen];
                let test = self.date_test();
                LinkFilter::Date(*self.choices.pick(&dates), test)
            }
            8 => {
                let kind = self.model.link(link);
                let shown = self.sight.of_link(link);
                let seen: Vec<_> = kind.properties.iter().filter(|one| shown.has(one.id)).collect();
                match seen.get(self.choices.below(2)) {
                    Some(property) => LinkFilter::Property(property.id, self.test(property)),
                    None => LinkFilter::Any(Vec::new()),
                }
            }
            _ => LinkFilter::Node(self.condition(depth)),
        }
    }

    fn date_test(&mut self) -> Test {
        match self.choices.below(3) {
            0 => Test::Present,
            1 => Test::In(self.choices.several(3, |choices| Value::Date(date(choices)))),
            _ => {
                let comparison = *self.choices.pick(&COMPARISONS);
                let value = Value::Date(date(self.choices));
                Test::Compare { comparison, value, language: None }
            }
        }
    }

    /// A test that a property can be asked.
    fn test(&mut self, property: &Property) -> Test {
        let one = |choices: &mut Choices<'_>| item(self.model, property, choices);
        let ordered = !matches!(property.data, DataType::Bool | DataType::Enum(_));
        match self.choices.below(8) {
            0 => Test::Present,
            1..=3 if ordered && !property.list => {
                let comparison = *self.choices.pick(&COMPARISONS);
                let language = *self.choices.pick(&Language::ALL);
                let language = property.localized.then_some(language);
                Test::Compare { comparison, value: one(self.choices), language }
            }
            4..=6 if property.data == DataType::Text => {
                let words = text(self.choices);
                let kept = self.choices.below(4);
                let part: String = if self.choices.chance(30) {
                    words.chars().rev().take(kept).collect::<Vec<_>>().into_iter().rev().collect()
                } else {
                    words.chars().take(kept).collect()
                };
                let place = *self.choices.pick(&[Place::Anywhere, Place::Start, Place::End]);
                let folded = if property.search { Letters::Folded } else { Letters::Caseless };
                let letters = *self.choices.pick(&[folded, Letters::Caseless, Letters::Exact]);
                Test::Part(Part::new(&part, place, letters))
            }
            _ => Test::In(self.choices.several(3, one)),
        }
    }
}
