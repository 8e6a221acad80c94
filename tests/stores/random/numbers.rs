//! Random numbers about nodes, and random groups.

use tinklas::model::Language;
use tinklas::plan::numbers::{
    GroupBy, GroupOrder, GroupOrderKey, Grouping, GroupsGet, KeyGet, MeasureGet, Measured,
    NumbersGet,
};
use tinklas::plan::selection::Field;

use super::plans::Planner;

impl Planner<'_, '_> {
    /// Numbers about nodes of any kind.
    pub(super) fn numbers(&mut self, depth: usize) -> Vec<Field<NumbersGet>> {
        self.fields(4, |planner| match planner.choices.below(6) {
            0 => NumbersGet::Count,
            1 => NumbersGet::Typename("Numbers".into()),
            2 => NumbersGet::Keys(planner.key_fields(depth)),
            _ => {
                let measured = planner.measured();
                let fields = planner.fields(5, Self::measure);
                NumbersGet::Measures(measured, fields)
            }
        })
    }

    /// Groups of nodes of any kind.
    pub(super) fn grouping(&mut self, depth: usize) -> Grouping {
        let by = (0..=self.choices.below(3)).map(|_| self.group_by()).collect();
        let fields = self.fields(3, |planner| match planner.choices.below(5) {
            0 => GroupsGet::TotalCount,
            1 => GroupsGet::IsCut,
            2 => GroupsGet::Typename("Groups".into()),
            _ => GroupsGet::Groups(planner.numbers(depth)),
        });
        let order = self.group_order();
        Grouping { by, order, size: self.choices.below(7), fields }
    }

    fn group_order(&mut self) -> Option<GroupOrder> {
        let key = match self.choices.below(5) {
            0 => GroupOrderKey::Count,
            1 => GroupOrderKey::Keys,
            2 | 3 => GroupOrderKey::Measure(self.measured(), self.measure()),
            _ => return None,
        };
        let (descending, absent_first) = (self.choices.chance(50), self.choices.chance(50));
        Some(GroupOrder { key, descending, absent_first })
    }

    fn measure(&mut self) -> MeasureGet {
        let all = [
            MeasureGet::Count,
            MeasureGet::Distinct,
            MeasureGet::Min,
            MeasureGet::Max,
            MeasureGet::Sum,
            MeasureGet::Average,
            MeasureGet::Typename("Measure".into()),
        ];
        self.choices.pick(&all).clone()
    }

    fn group_by(&mut self) -> GroupBy {
        match self.choices.below(4) {
            0 => GroupBy::Linked(self.follow(self.sight.kinds)),
            1 => GroupBy::Year(self.measured()),
            _ => GroupBy::Value(self.measured()),
        }
    }

    fn measured(&mut self) -> Measured {
        let property = self.property(self.sight.kinds);
        let language = *self.choices.pick(&Language::ALL);
        let localized = property.as_ref().is_some_and(|property| property.localized);
        Measured {
            property: property.map(|property| property.id),
            language: localized.then_some(language),
        }
    }

    fn key_fields(&mut self, depth: usize) -> Vec<Field<KeyGet>> {
        self.fields(3, |planner| match planner.choices.below(3) {
            0 => KeyGet::Value,
            1 if depth > 0 => KeyGet::Node(planner.selection(depth - 1)),
            _ => KeyGet::Typename,
        })
    }
}
