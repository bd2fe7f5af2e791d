//! Groupings of the canonical groups. Every grouping is derived by summing, never asked for twice.

use crate::ethnicity::Ethnicity;
use serde::{Deserialize, Serialize};

/// A way of telling people apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// White against Black, Asian and minority ethnic.
    Binary,
    /// White British, White minorities, other ethnic minorities: keeps Gypsy, Roma and Traveller staff visible.
    ThreeWay,
    /// The five groups of the Government Statistical Service.
    Five,
    /// The nineteen groups of the 2021 Census.
    Nineteen,
}

/// One group of a grouping. In data it is its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Group {
    /// White, all of it.
    White,
    /// Black, Asian and minority ethnic: everybody known who is not White.
    Bme,
    /// White and not White British.
    WhiteMinority,
    /// Ethnic minorities other than White minorities.
    OtherMinority,
    /// Asian.
    Asian,
    /// Black.
    Black,
    /// Mixed.
    Mixed,
    /// Other.
    Other,
    /// One of the nineteen; White British of the three-way grouping too.
    Detailed(Ethnicity),
    /// Known, but the source does not separate it as far as the grouping asks.
    NotSeparated,
    /// Not known, for whatever reason.
    Unknown,
}

impl Grouping {
    /// Every grouping, coarse to fine.
    pub const ALL: [Self; 4] = [Self::Binary, Self::ThreeWay, Self::Five, Self::Nineteen];

    /// Its name in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::ThreeWay => "three_way",
            Self::Five => "five",
            Self::Nineteen => "nineteen",
        }
    }

    /// The group of an ethnicity under this grouping.
    #[must_use]
    pub fn group(self, ethnicity: Ethnicity) -> Group {
        use Ethnicity as E;
        if !ethnicity.is_known() {
            return Group::Unknown;
        }
        let five = match ethnicity {
            E::AsianIndian
            | E::AsianPakistani
            | E::AsianBangladeshi
            | E::AsianChinese
            | E::AsianOther
            | E::AsianUnsplit => Group::Asian,
            E::BlackCaribbean | E::BlackAfrican | E::BlackOther | E::BlackUnsplit => Group::Black,
            E::MixedWhiteBlackCaribbean
            | E::MixedWhiteBlackAfrican
            | E::MixedWhiteAsian
            | E::MixedOther
            | E::MixedUnsplit => Group::Mixed,
            E::OtherArab | E::OtherAny | E::OtherUnsplit => Group::Other,
            E::MinorityUnsplit => Group::NotSeparated,
            _ => Group::White,
        };
        match self {
            Self::Binary if five == Group::White => Group::White,
            Self::Binary => Group::Bme,
            Self::ThreeWay => match ethnicity {
                E::WhiteBritish => Group::Detailed(ethnicity),
                E::WhiteUnsplit => Group::NotSeparated,
                _ if five == Group::White => Group::WhiteMinority,
                _ => Group::OtherMinority,
            },
            Self::Five => five,
            Self::Nineteen if Ethnicity::nineteen().contains(&ethnicity) => Group::Detailed(ethnicity),
            Self::Nineteen => Group::NotSeparated,
        }
    }

    /// The groups that are compared, in the order of display; the reference group is among them.
    #[must_use]
    pub fn groups(self) -> Vec<Group> {
        match self {
            Self::Binary => vec![Group::Bme, Group::White],
            Self::ThreeWay => {
                vec![Group::OtherMinority, Group::WhiteMinority, Group::Detailed(Ethnicity::WhiteBritish)]
            }
            Self::Five => vec![Group::Asian, Group::Black, Group::Mixed, Group::Other, Group::White],
            Self::Nineteen => Ethnicity::nineteen().iter().map(|&e| Group::Detailed(e)).collect(),
        }
    }

    /// The group that others are compared with.
    #[must_use]
    pub fn reference(self) -> Group {
        match self {
            Self::Binary | Self::Five => Group::White,
            Self::ThreeWay | Self::Nineteen => Group::Detailed(Ethnicity::WhiteBritish),
        }
    }
}

impl Group {
    /// Its name in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Bme => "bme",
            Self::WhiteMinority => "white_minority",
            Self::OtherMinority => "other_minority",
            Self::Asian => "asian",
            Self::Black => "black",
            Self::Mixed => "mixed",
            Self::Other => "other",
            Self::Detailed(ethnicity) => ethnicity.code(),
            Self::NotSeparated => "not_separated",
            Self::Unknown => "unknown",
        }
    }

    /// The default label; configuration may replace it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::White => "White",
            Self::Bme => "Black, Asian and minority ethnic",
            Self::WhiteMinority => "White minority",
            Self::OtherMinority => "Other ethnic minority",
            Self::Asian => "Asian",
            Self::Black => "Black",
            Self::Mixed => "Mixed",
            Self::Other => "Other",
            Self::Detailed(Ethnicity::WhiteBritish) => "White British",
            Self::Detailed(ethnicity) => ethnicity.label(),
            Self::NotSeparated => "Not separated this far",
            Self::Unknown => "Not known",
        }
    }
}

impl From<Group> for &'static str {
    fn from(group: Group) -> Self {
        group.code()
    }
}

impl TryFrom<String> for Group {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        let plain = [
            Self::White,
            Self::Bme,
            Self::WhiteMinority,
            Self::OtherMinority,
            Self::Asian,
            Self::Black,
            Self::Mixed,
            Self::Other,
            Self::NotSeparated,
            Self::Unknown,
        ];
        plain
            .into_iter()
            .find(|group| group.code() == code)
            .or_else(|| Ethnicity::from_code(&code).map(Self::Detailed))
            .ok_or_else(|| format!("`{code}` is not a group"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Grouping};
    use crate::ethnicity::Ethnicity;

    #[test]
    fn gypsy_roma_and_traveller_staff_are_white_in_two_and_minority_in_three() {
        for e in [Ethnicity::WhiteGypsyTraveller, Ethnicity::WhiteRoma, Ethnicity::WhiteGrtUnsplit] {
            assert_eq!(Grouping::Binary.group(e), Group::White);
            assert_eq!(Grouping::ThreeWay.group(e), Group::WhiteMinority);
        }
    }

    #[test]
    fn every_known_ethnicity_is_white_or_bme() {
        for &e in Ethnicity::ALL {
            let group = Grouping::Binary.group(e);
            assert_eq!(group == Group::Unknown, !e.is_known());
            assert_ne!(group, Group::NotSeparated);
        }
    }

    #[test]
    fn every_group_reads_back_from_its_code() {
        for group in Grouping::ALL.into_iter().flat_map(Grouping::groups).chain([Group::NotSeparated, Group::Unknown]) {
            assert_eq!(Group::try_from(group.code().to_owned()), Ok(group));
        }
    }

    #[test]
    fn unknown_is_never_compared() {
        for grouping in Grouping::ALL {
            assert!(!grouping.groups().contains(&Group::Unknown));
            assert!(grouping.groups().contains(&grouping.reference()));
        }
    }

    #[test]
    fn what_is_not_separated_is_said_so_and_not_guessed() {
        assert_eq!(Grouping::ThreeWay.group(Ethnicity::WhiteUnsplit), Group::NotSeparated);
        assert_eq!(Grouping::Nineteen.group(Ethnicity::AsianUnsplit), Group::NotSeparated);
    }
}
