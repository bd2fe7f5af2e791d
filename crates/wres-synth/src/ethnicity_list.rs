//! How each list writes an ethnic group, and what a reader of the list makes of it.

use crate::style::EthnicityList;
use wres_domain::Ethnicity;

impl EthnicityList {
    /// The name of the list in a mapping file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Nhs | Self::NhsLabels => "nhs_dd_ethnic_category",
            Self::Dfe => "dfe_ssda903_cin",
            Self::AscWds => "ascwds_bulk_upload",
        }
    }

    /// What stands in the file.
    #[must_use]
    pub fn written(self, ethnicity: Ethnicity) -> &'static str {
        match self {
            Self::Labels => label(ethnicity),
            Self::Nhs => nhs(ethnicity).0,
            Self::NhsLabels => nhs(ethnicity).1,
            Self::Dfe => dfe(ethnicity),
            Self::AscWds => ascwds(ethnicity),
        }
    }

    /// The canonical group that a reader of the list must find: not every list tells all groups apart.
    #[must_use]
    pub fn read_as(self, ethnicity: Ethnicity) -> Ethnicity {
        use Ethnicity as E;
        match (self, ethnicity) {
            (Self::Labels, same) => same,
            (Self::Dfe, E::WhiteRoma) => E::WhiteGrtUnsplit,
            (Self::Nhs | Self::NhsLabels, E::WhiteGypsyTraveller | E::WhiteRoma) => E::WhiteOther,
            (Self::Nhs | Self::NhsLabels | Self::Dfe, E::OtherArab) => E::OtherAny,
            (Self::AscWds, E::WhiteRoma) => E::WhiteOther,
            (Self::AscWds, E::UnknownRefused) => E::UnknownNotAsked,
            (_, same) => same,
        }
    }
}

fn label(ethnicity: Ethnicity) -> &'static str {
    match ethnicity {
        Ethnicity::UnknownBlank => "",
        Ethnicity::UnknownNotAsked => "Not known",
        known => known.label(),
    }
}

/// Code and label of the NHS Data Dictionary, element ETHNIC CATEGORY. The label has the dash that word processors make.
fn nhs(ethnicity: Ethnicity) -> (&'static str, &'static str) {
    use Ethnicity as E;
    match ethnicity {
        E::WhiteBritish => ("A", "White – British"),
        E::WhiteIrish => ("B", "White – Irish"),
        E::WhiteOther | E::WhiteGypsyTraveller | E::WhiteRoma | E::WhiteUnsplit | E::WhiteGrtUnsplit => {
            ("C", "White – Any other White background")
        }
        E::MixedWhiteBlackCaribbean => ("D", "Mixed – White and Black Caribbean"),
        E::MixedWhiteBlackAfrican => ("E", "Mixed – White and Black African"),
        E::MixedWhiteAsian => ("F", "Mixed – White and Asian"),
        E::MixedOther | E::MixedUnsplit => ("G", "Mixed – Any other mixed background"),
        E::AsianIndian => ("H", "Asian or Asian British – Indian"),
        E::AsianPakistani => ("J", "Asian or Asian British – Pakistani"),
        E::AsianBangladeshi => ("K", "Asian or Asian British – Bangladeshi"),
        E::AsianOther | E::AsianUnsplit => ("L", "Asian or Asian British – Any other Asian background"),
        E::BlackCaribbean => ("M", "Black or Black British – Caribbean"),
        E::BlackAfrican => ("N", "Black or Black British – African"),
        E::BlackOther | E::BlackUnsplit => ("P", "Black or Black British – Any other Black background"),
        E::AsianChinese => ("R", "Other Ethnic Groups – Chinese"),
        E::OtherAny | E::OtherArab | E::OtherUnsplit | E::MinorityUnsplit => {
            ("S", "Other Ethnic Groups – Any other ethnic group")
        }
        E::UnknownRefused => ("Z", "Not stated"),
        E::UnknownNotAsked | E::UnknownUnmapped => ("99", "Not known"),
        E::UnknownBlank => ("", ""),
    }
}

/// Code of the Department for Education's children looked after and children in need returns.
fn dfe(ethnicity: Ethnicity) -> &'static str {
    use Ethnicity as E;
    match ethnicity {
        E::WhiteBritish | E::WhiteUnsplit => "WBRI",
        E::WhiteIrish => "WIRI",
        E::WhiteGypsyTraveller => "WIRT",
        E::WhiteRoma | E::WhiteGrtUnsplit => "WROM",
        E::WhiteOther => "WOTH",
        E::MixedWhiteBlackCaribbean => "MWBC",
        E::MixedWhiteBlackAfrican => "MWBA",
        E::MixedWhiteAsian => "MWAS",
        E::MixedOther | E::MixedUnsplit => "MOTH",
        E::AsianIndian => "AIND",
        E::AsianPakistani => "APKN",
        E::AsianBangladeshi => "ABAN",
        E::AsianOther | E::AsianUnsplit => "AOTH",
        E::AsianChinese => "CHNE",
        E::BlackCaribbean => "BCRB",
        E::BlackAfrican => "BAFR",
        E::BlackOther | E::BlackUnsplit => "BOTH",
        E::OtherAny | E::OtherArab | E::OtherUnsplit | E::MinorityUnsplit => "OOTH",
        E::UnknownRefused => "REFU",
        E::UnknownNotAsked | E::UnknownUnmapped => "NOBT",
        E::UnknownBlank => "",
    }
}

/// Code of the Adult Social Care Workforce Data Set's bulk upload. It has no code for a refusal.
fn ascwds(ethnicity: Ethnicity) -> &'static str {
    use Ethnicity as E;
    match ethnicity {
        E::WhiteBritish | E::WhiteUnsplit => "31",
        E::WhiteIrish => "32",
        E::WhiteGypsyTraveller | E::WhiteGrtUnsplit => "33",
        E::WhiteOther | E::WhiteRoma => "34",
        E::MixedWhiteBlackCaribbean => "35",
        E::MixedWhiteBlackAfrican => "36",
        E::MixedWhiteAsian => "37",
        E::MixedOther | E::MixedUnsplit => "38",
        E::AsianIndian => "39",
        E::AsianPakistani => "40",
        E::AsianBangladeshi => "41",
        E::AsianChinese => "42",
        E::AsianOther | E::AsianUnsplit => "43",
        E::BlackAfrican => "44",
        E::BlackCaribbean => "45",
        E::BlackOther | E::BlackUnsplit => "46",
        E::OtherArab => "47",
        E::OtherAny | E::OtherUnsplit | E::MinorityUnsplit => "98",
        E::UnknownRefused | E::UnknownNotAsked | E::UnknownUnmapped => "99",
        E::UnknownBlank => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::style::EthnicityList;
    use wres_domain::{Ethnicity, Grouping};

    const LISTS: [EthnicityList; 5] = [
        EthnicityList::Labels,
        EthnicityList::Nhs,
        EthnicityList::NhsLabels,
        EthnicityList::Dfe,
        EthnicityList::AscWds,
    ];

    #[test]
    fn no_list_moves_anyone_between_the_five_groups() {
        for list in LISTS {
            for &ethnicity in Ethnicity::nineteen() {
                let read = list.read_as(ethnicity);
                assert_eq!(Grouping::Five.group(read), Grouping::Five.group(ethnicity), "{list:?} {ethnicity:?}");
            }
        }
    }

    #[test]
    fn what_is_read_apart_is_written_apart() {
        for list in LISTS {
            for &one in Ethnicity::nineteen() {
                for &other in Ethnicity::nineteen() {
                    let apart = list.read_as(one) != list.read_as(other);
                    assert_eq!(list.written(one) != list.written(other), apart, "{list:?} {one:?} {other:?}");
                }
            }
        }
    }
}
