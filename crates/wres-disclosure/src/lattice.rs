//! How the groups of all groupings lie within one another: nineteen within five within two.
//!
//! The same people stand in several groupings: White of two groups is White of five, "other ethnic minority" of three is
//! Black, Asian and minority ethnic of two. Such groups are one node. A node is the sum of finer ones, and of people whom
//! the source does not separate that far.

use wres_domain::{Ethnicity, Group, Grouping};

/// A set of people told apart by ethnicity, whichever groupings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node(pub(crate) u8);

/// How many nodes there are: the nineteen, eleven more that groupings name, and what each coarse node leaves over.
pub(crate) const NODES: usize = PUBLISHED + 7;
/// How many of them groupings name.
pub(crate) const PUBLISHED: usize = 19 + 11;

impl Node {
    pub(crate) const WHITE: Self = Self(19);
    pub(crate) const BME: Self = Self(20);
    pub(crate) const WHITE_MINORITY: Self = Self(21);
    pub(crate) const ASIAN: Self = Self(22);
    pub(crate) const BLACK: Self = Self(23);
    pub(crate) const MIXED: Self = Self(24);
    pub(crate) const OTHER: Self = Self(25);
    /// White, not separated as far as three groups ask.
    pub(crate) const NOT_SEPARATED_THREE: Self = Self(26);
    /// Minority, not separated as far as five groups ask.
    pub(crate) const NOT_SEPARATED_FIVE: Self = Self(27);
    /// Known, not separated as far as nineteen groups ask.
    pub(crate) const NOT_SEPARATED_NINETEEN: Self = Self(28);
    pub(crate) const UNKNOWN: Self = Self(29);

    /// The node of a group; `None` for a group that the grouping does not have.
    pub(crate) fn of(grouping: Grouping, group: Group) -> Option<Self> {
        match (grouping, group) {
            (_, Group::Unknown) => Some(Self::UNKNOWN),
            (Grouping::Binary | Grouping::Five, Group::White) => Some(Self::WHITE),
            (Grouping::Binary, Group::Bme) | (Grouping::ThreeWay, Group::OtherMinority) => Some(Self::BME),
            (Grouping::ThreeWay, Group::WhiteMinority) => Some(Self::WHITE_MINORITY),
            (Grouping::Five, Group::Asian) => Some(Self::ASIAN),
            (Grouping::Five, Group::Black) => Some(Self::BLACK),
            (Grouping::Five, Group::Mixed) => Some(Self::MIXED),
            (Grouping::Five, Group::Other) => Some(Self::OTHER),
            (Grouping::ThreeWay, Group::NotSeparated) => Some(Self::NOT_SEPARATED_THREE),
            (Grouping::Five, Group::NotSeparated) => Some(Self::NOT_SEPARATED_FIVE),
            (Grouping::Nineteen, Group::NotSeparated) => Some(Self::NOT_SEPARATED_NINETEEN),
            (Grouping::ThreeWay, Group::Detailed(Ethnicity::WhiteBritish)) => {
                Some(Self::detailed(Ethnicity::WhiteBritish))
            }
            (Grouping::Nineteen, Group::Detailed(ethnicity)) if (ethnicity as usize) < 19 => {
                Some(Self::detailed(ethnicity))
            }
            _ => None,
        }
    }

    fn detailed(ethnicity: Ethnicity) -> Self {
        Self(ethnicity as u8)
    }

    /// The nodes within a node that a finer grouping tells apart, one list for each finer grouping, the nearest first.
    pub(crate) fn within(self) -> Vec<Vec<Self>> {
        use Ethnicity as E;
        let detailed = |list: &[E]| list.iter().map(|&e| Self::detailed(e)).collect::<Vec<_>>();
        let asian = [E::AsianIndian, E::AsianPakistani, E::AsianBangladeshi, E::AsianChinese, E::AsianOther];
        let black = [E::BlackCaribbean, E::BlackAfrican, E::BlackOther];
        let mixed = [E::MixedWhiteBlackCaribbean, E::MixedWhiteBlackAfrican, E::MixedWhiteAsian, E::MixedOther];
        let other = [E::OtherArab, E::OtherAny];
        let white_minority = [E::WhiteIrish, E::WhiteGypsyTraveller, E::WhiteRoma, E::WhiteOther];
        match self {
            Self::WHITE => vec![
                vec![Self::detailed(E::WhiteBritish), Self::WHITE_MINORITY, Self::NOT_SEPARATED_THREE],
                [detailed(&[E::WhiteBritish]), detailed(&white_minority)].concat(),
            ],
            Self::BME => vec![
                vec![Self::ASIAN, Self::BLACK, Self::MIXED, Self::OTHER, Self::NOT_SEPARATED_FIVE],
                [detailed(&asian), detailed(&black), detailed(&mixed), detailed(&other)].concat(),
            ],
            Self::WHITE_MINORITY => vec![detailed(&white_minority)],
            Self::ASIAN => vec![detailed(&asian)],
            Self::BLACK => vec![detailed(&black)],
            Self::MIXED => vec![detailed(&mixed)],
            Self::OTHER => vec![detailed(&other)],
            _ => Vec::new(),
        }
    }

    /// Nodes that have others within them.
    pub(crate) const COARSE: [Self; 7] =
        [Self::WHITE, Self::BME, Self::WHITE_MINORITY, Self::ASIAN, Self::BLACK, Self::MIXED, Self::OTHER];

    /// What the finer groups within a coarse node leave over: people whom the source does not separate that far. No grouping
    /// names them apart, but they follow from the others.
    pub(crate) fn left_over(self) -> Option<Self> {
        Self::COARSE.iter().position(|node| *node == self).map(|at| Self(30 + at as u8))
    }

    /// The node whose presence says that a list of [`Node::within`] is told apart by the table: a group that only the finer
    /// grouping has.
    pub(crate) fn marks(list: &[Self]) -> Option<Self> {
        list.iter().copied().find(|node| *node != Self::detailed(Ethnicity::WhiteBritish))
    }

    /// How much a reader loses with a group: the coarser the grouping that names it, the more.
    pub(crate) fn weight(self) -> u64 {
        match self {
            Self::WHITE | Self::BME => 60,
            Self::WHITE_MINORITY => 20,
            Self::ASIAN | Self::BLACK | Self::MIXED | Self::OTHER => 10,
            Self::UNKNOWN => 8,
            Self::NOT_SEPARATED_THREE | Self::NOT_SEPARATED_FIVE | Self::NOT_SEPARATED_NINETEEN => 2,
            node if node == Self::detailed(Ethnicity::WhiteBritish) => 20,
            _ => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NODES, Node};
    use wres_domain::{Ethnicity, Group, Grouping};

    #[test]
    fn every_group_of_every_grouping_has_a_node() {
        for grouping in Grouping::ALL {
            for &ethnicity in Ethnicity::ALL {
                let node = Node::of(grouping, grouping.group(ethnicity)).unwrap();
                assert!(usize::from(node.0) < NODES);
            }
        }
    }

    #[test]
    fn groups_that_hold_the_same_people_are_one_node() {
        for grouping in Grouping::ALL {
            for other in Grouping::ALL {
                for a in grouping.groups().into_iter().chain([Group::NotSeparated, Group::Unknown]) {
                    for b in other.groups().into_iter().chain([Group::NotSeparated, Group::Unknown]) {
                        let people = |g: Grouping, group| {
                            Ethnicity::ALL.iter().filter(move |e| g.group(**e) == group).collect::<Vec<_>>()
                        };
                        let same = Node::of(grouping, a).is_some() && Node::of(grouping, a) == Node::of(other, b);
                        let (left, right) = (people(grouping, a), people(other, b));
                        assert!(left.is_empty() || same == (left == right), "{grouping:?} {a:?} {other:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_lies_within_a_node_holds_no_one_else() {
        let people = |node: Node| {
            Grouping::ALL
                .into_iter()
                .flat_map(|g| Ethnicity::ALL.iter().map(move |&e| (Node::of(g, g.group(e)), e)))
                .filter(|(n, _)| *n == Some(node))
                .map(|(_, e)| e)
                .collect::<std::collections::BTreeSet<_>>()
        };
        for node in Node::COARSE {
            assert!(node.left_over().is_some_and(|left| usize::from(left.0) < NODES));
            for list in node.within() {
                let mut seen = std::collections::BTreeSet::new();
                for part in list {
                    assert!(people(part).is_subset(&people(node)), "{part:?} in {node:?}");
                    assert!(people(part).iter().all(|e| seen.insert(*e)), "{part:?} repeats people in {node:?}");
                }
            }
        }
    }
}
