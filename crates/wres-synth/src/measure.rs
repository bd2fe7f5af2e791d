//! What is planted, and so what can be asked of the truth.

/// Something whose true rate is known: cases among a base, both of people (or of applications and questionnaires).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Directly employed staff of the snapshot on the rung (1 lowest to 9 highest) / all of them.
    OnRung(u8),
    /// Directly employed staff of the snapshot in the pay band (0, 1, 2: below £30,000; to £69,999; from £70,000) / all.
    InPayBand(u8),
    /// Applications shortlisted / applications.
    Shortlisted,
    /// Applications appointed / applications shortlisted.
    Appointed,
    /// People entering a formal disciplinary process / everyone directly employed at any time in the period.
    Disciplinary,
    /// People entering fitness to practise / regulated professionals in either snapshot of the period.
    FitnessToPractise,
    /// People with funded non-mandatory training / everyone directly employed at any time in the period.
    FundedTraining,
    /// Questionnaires with yes / with yes or no: harassed by people who use care, relatives or the public.
    HarassedByPublic,
    /// Questionnaires with yes / with yes or no: harassed by colleagues.
    HarassedByColleague,
    /// Questionnaires with yes / with yes or no: harassed by managers.
    HarassedByManager,
    /// People who left for any reason / everyone directly employed at any time in the period.
    Left,
    /// People who left of their own will / everyone directly employed at any time in the period.
    LeftVoluntarily,
    /// Directly employed staff of the snapshot who are senior managers or directors (rung 8 and 9) / all of them.
    SeniorManager,
    /// People promoted in the period / directly employed staff of the snapshot before it, below the highest rung.
    Promoted,
}

impl Measure {
    /// Every measure.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let rungs = (1..=9).map(Self::OnRung);
        let bands = (0..=2).map(Self::InPayBand);
        let others = [
            Self::Shortlisted,
            Self::Appointed,
            Self::Disciplinary,
            Self::FitnessToPractise,
            Self::FundedTraining,
            Self::HarassedByPublic,
            Self::HarassedByColleague,
            Self::HarassedByManager,
            Self::Left,
            Self::LeftVoluntarily,
            Self::SeniorManager,
            Self::Promoted,
        ];
        rungs.chain(bands).chain(others).collect()
    }

    /// How many measures there are.
    pub(crate) const COUNT: usize = 24;

    /// The place of the measure among all; rungs and bands beyond the ladder count as the highest.
    pub(crate) fn index(self) -> usize {
        match self {
            Self::OnRung(rung) => usize::from(rung.clamp(1, 9)) - 1,
            Self::InPayBand(band) => 9 + usize::from(band.min(2)),
            Self::Shortlisted => 12,
            Self::Appointed => 13,
            Self::Disciplinary => 14,
            Self::FitnessToPractise => 15,
            Self::FundedTraining => 16,
            Self::HarassedByPublic => 17,
            Self::HarassedByColleague => 18,
            Self::HarassedByManager => 19,
            Self::Left => 20,
            Self::LeftVoluntarily => 21,
            Self::SeniorManager => 22,
            Self::Promoted => 23,
        }
    }

    /// The indicator of the social care standard that estimates it; `None` for what that standard does not measure.
    ///
    /// Several measures belong to one indicator where the indicator has strata.
    #[must_use]
    pub fn indicator(self) -> Option<&'static str> {
        Some(match self {
            Self::OnRung(_) | Self::InPayBand(_) => "sc-wres-1",
            Self::Appointed => "sc-wres-2",
            Self::Disciplinary => "sc-wres-3",
            Self::FitnessToPractise => "sc-wres-4",
            Self::FundedTraining => "sc-wres-5",
            Self::HarassedByPublic => "sc-wres-6",
            Self::HarassedByColleague => "sc-wres-7a",
            Self::HarassedByManager => "sc-wres-7b",
            Self::Left | Self::LeftVoluntarily => "sc-wres-8",
            Self::SeniorManager => "sc-wres-9",
            Self::Shortlisted | Self::Promoted => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn every_measure_has_its_own_place() {
        let places: Vec<usize> = Measure::all().into_iter().map(Measure::index).collect();
        assert_eq!(places, (0..Measure::COUNT).collect::<Vec<_>>());
    }
}
