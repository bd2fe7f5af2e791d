//! The canonical ethnic groups, and the reasons why one is not known.

use serde::{Deserialize, Serialize};

/// Why a person's ethnicity is not known. Such a person is in no ratio's base, but in every table and completeness figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// Asked, and preferred not to say.
    Refused,
    /// Never asked, or the answer was not obtained or not recorded.
    NotAsked,
    /// The cell is empty.
    Blank,
    /// The cell holds something that the declared code list does not know.
    Unmapped,
}

macro_rules! ethnicities {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, $label:literal;)*) => {
        /// A canonical ethnic group: the 19 groups of the 2021 Census of England and Wales, groups that a source does not
        /// separate further (`*_unsplit`), and four kinds of unknown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Ethnicity {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl Ethnicity {
            /// Every value, in the order of the Census, then the unsplit groups, then the unknowns.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The canonical code, such as `asian_indian`. It is what stands in the lake.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The label of the harmonised standard.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    };
}

ethnicities! {
    /// Asian: Indian.
    AsianIndian => "asian_indian", "Indian";
    /// Asian: Pakistani.
    AsianPakistani => "asian_pakistani", "Pakistani";
    /// Asian: Bangladeshi.
    AsianBangladeshi => "asian_bangladeshi", "Bangladeshi";
    /// Asian: Chinese.
    AsianChinese => "asian_chinese", "Chinese";
    /// Asian: any other background.
    AsianOther => "asian_other", "Any other Asian background";
    /// Black: Caribbean.
    BlackCaribbean => "black_caribbean", "Caribbean";
    /// Black: African.
    BlackAfrican => "black_african", "African";
    /// Black: any other background.
    BlackOther => "black_other", "Any other Black, Black British or Caribbean background";
    /// Mixed: White and Black Caribbean.
    MixedWhiteBlackCaribbean => "mixed_wbc", "White and Black Caribbean";
    /// Mixed: White and Black African.
    MixedWhiteBlackAfrican => "mixed_wba", "White and Black African";
    /// Mixed: White and Asian.
    MixedWhiteAsian => "mixed_wa", "White and Asian";
    /// Mixed: any other background.
    MixedOther => "mixed_other", "Any other Mixed or multiple ethnic background";
    /// White: English, Welsh, Scottish, Northern Irish or British.
    WhiteBritish => "white_british", "English, Welsh, Scottish, Northern Irish or British";
    /// White: Irish.
    WhiteIrish => "white_irish", "Irish";
    /// White: Gypsy or Irish Traveller.
    WhiteGypsyTraveller => "white_git", "Gypsy or Irish Traveller";
    /// White: Roma.
    WhiteRoma => "white_roma", "Roma";
    /// White: any other background.
    WhiteOther => "white_other", "Any other White background";
    /// Other: Arab.
    OtherArab => "other_arab", "Arab";
    /// Other: any other ethnic group.
    OtherAny => "other_any", "Any other ethnic group";
    /// White, not separated further.
    WhiteUnsplit => "white_unsplit", "White (not separated)";
    /// Gypsy, Roma or Traveller, not separated further.
    WhiteGrtUnsplit => "white_grt_unsplit", "Gypsy, Roma or Traveller (not separated)";
    /// Mixed, not separated further.
    MixedUnsplit => "mixed_unsplit", "Mixed or multiple (not separated)";
    /// Asian, not separated further.
    AsianUnsplit => "asian_unsplit", "Asian or Asian British (not separated)";
    /// Black, not separated further.
    BlackUnsplit => "black_unsplit", "Black, Black British, Caribbean or African (not separated)";
    /// Other ethnic group, not separated further.
    OtherUnsplit => "other_unsplit", "Other ethnic group (not separated)";
    /// Any ethnic minority other than White minorities, not separated further.
    MinorityUnsplit => "minority_unsplit", "Black, Asian and minority ethnic (not separated)";
    /// Asked, and preferred not to say.
    UnknownRefused => "unknown_refused", "Prefer not to say";
    /// Never asked, or not recorded.
    UnknownNotAsked => "unknown_not_asked", "Not asked or not recorded";
    /// The cell is empty.
    UnknownBlank => "unknown_blank", "Left blank";
    /// Not in the declared code list.
    UnknownUnmapped => "unknown_unmapped", "Not recognised";
}

impl Ethnicity {
    /// The 19 groups of the 2021 Census, without unsplit groups and unknowns.
    #[must_use]
    pub fn nineteen() -> &'static [Self] {
        &Self::ALL[..19]
    }

    /// The value of a canonical code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }

    /// Why the ethnicity is not known; `None` where it is.
    #[must_use]
    pub fn unknown(self) -> Option<UnknownReason> {
        match self {
            Self::UnknownRefused => Some(UnknownReason::Refused),
            Self::UnknownNotAsked => Some(UnknownReason::NotAsked),
            Self::UnknownBlank => Some(UnknownReason::Blank),
            Self::UnknownUnmapped => Some(UnknownReason::Unmapped),
            _ => None,
        }
    }

    /// Whether the ethnicity is known.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.unknown().is_none()
    }
}

impl From<UnknownReason> for Ethnicity {
    fn from(reason: UnknownReason) -> Self {
        match reason {
            UnknownReason::Refused => Self::UnknownRefused,
            UnknownReason::NotAsked => Self::UnknownNotAsked,
            UnknownReason::Blank => Self::UnknownBlank,
            UnknownReason::Unmapped => Self::UnknownUnmapped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ethnicity;

    #[test]
    fn every_code_reads_back() {
        for &value in Ethnicity::ALL {
            assert_eq!(Ethnicity::from_code(value.code()), Some(value));
        }
    }

    #[test]
    fn there_are_nineteen_known_separate_groups_and_four_unknowns() {
        assert_eq!(Ethnicity::nineteen().len(), 19);
        assert!(Ethnicity::nineteen().iter().all(|e| e.is_known() && !e.code().ends_with("unsplit")));
        assert_eq!(Ethnicity::ALL.iter().filter(|e| !e.is_known()).count(), 4);
    }
}
