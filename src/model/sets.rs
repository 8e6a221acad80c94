//! Small dense numbers for the names of a [`Model`](super::Model), and bit sets over them.
//!
//! A plan is resolved to these numbers once, so that stores compare integers and never names.

use std::fmt;

/// A kind of node, as its position in [`Model::kinds`](super::Model).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KindId(pub u8);

/// A kind of link, as its position in [`Model::links`](super::Model).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkId(pub u8);

/// A property *name*, shared by all kinds and links that have a property of that name
/// (the model refuses one name with two data types).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PropertyId(pub u8);

macro_rules! bit_set {
    ($(#[$doc:meta])* $name:ident of $item:ident over $bits:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name(pub $bits);

        impl $name {
            /// No member.
            pub const EMPTY: Self = Self(0);
            /// How many different members there can be.
            pub const CAPACITY: usize = <$bits>::BITS as usize;

            /// The set of one member.
            #[must_use]
            pub fn one(item: $item) -> Self {
                Self(1 << item.0)
            }

            /// Whether `item` is a member.
            #[must_use]
            pub fn has(self, item: $item) -> bool {
                self.0 >> item.0 & 1 == 1
            }

            /// The set with `item` added.
            #[must_use]
            pub fn with(self, item: $item) -> Self {
                Self(self.0 | 1 << item.0)
            }

            /// Members of either set.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Members of both sets.
            #[must_use]
            pub fn and(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Members of this set that are not in `other`.
            #[must_use]
            pub fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// Whether there is no member.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// How many members there are.
            #[must_use]
            pub fn len(self) -> usize {
                self.0.count_ones() as usize
            }

            /// The members, in rising order.
            pub fn iter(self) -> impl Iterator<Item = $item> {
                let mut rest = self.0;
                std::iter::from_fn(move || {
                    let next = u8::try_from(rest.trailing_zeros()).unwrap_or(u8::MAX);
                    (rest != 0).then(|| {
                        rest &= rest - 1;
                        $item(next)
                    })
                })
            }
        }

        impl FromIterator<$item> for $name {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                items.into_iter().fold(Self::EMPTY, Self::with)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_set().entries(self.iter().map(|item| item.0)).finish()
            }
        }
    };
}

bit_set!(
    /// Kinds of node.
    KindSet of KindId over u64
);
bit_set!(
    /// Kinds of link.
    LinkSet of LinkId over u64
);
bit_set!(
    /// Property names.
    PropertySet of PropertyId over u128
);
