//! Kinds of defects.

use wres_domain::Dataset;

/// A kind of defect that can be planted in clean tables. Each touches its own rows and, as far as it can, nothing else: it
/// is planted where no other rule has anything to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Defect {
    /// The cell of a column is empty.
    Missing(Dataset, &'static str),
    /// A row stands there twice.
    Repeated(Dataset),
    /// A row stands there again with other details.
    Conflicting(Dataset),
    /// An event of a person number that is nobody's.
    Stranger(Dataset),
    /// An event earlier than the person's start of service.
    BeforeJoining(Dataset),
    /// An event later than the person's day of leaving.
    AfterLeaving(Dataset),
    /// An event of another year.
    OutsidePeriod(Dataset),
    /// A grade that is on no rung.
    UnknownGrade,
    /// Service starts after the snapshot.
    StartAfterSnapshot,
    /// Service starts in 1900.
    StartLongAgo,
    /// Service started in childhood.
    StartInChildhood,
    /// A regulated professional of eighteen.
    YoungProfessional,
    /// More than full time in one post.
    FteAboveOne,
    /// No hours in a permanent post.
    FteZero,
    /// Weekly hours in place of a share.
    HoursForFte,
    /// Full-time pay below the legal minimum.
    PayBelowMinimum,
    /// Pay in pence.
    PayInPence,
    /// Actual pay of part-time hours.
    PayProRata,
    /// An hourly rate.
    PayHourly,
    /// Three times the pay of others on the rung.
    PayOutlier,
    /// A bonus in pence.
    BonusInPence,
    /// On the grade before joining.
    GradeBeforeService,
    /// On the grade after the snapshot.
    GradeAfterSnapshot,
    /// A second full-time post.
    TwoFullTimePosts,
    /// A senior manager on a low rung.
    ManagerOnLowRung,
    /// A social worker shown as not regulated.
    ProfessionNotRegulated,
    /// An apprentice on a rung of managers.
    ApprenticeManager,
    /// A second post with another ethnicity.
    TwoEthnicities,
    /// A leaver who is in post.
    LeaverInPost,
    /// A leaver who was in no list, without an ethnicity.
    LeaverNowhereKnown,
    /// Appointed and not shortlisted.
    AppointedNotShortlisted,
    /// Appointed and not interviewed.
    AppointedNotInterviewed,
    /// Appointed without an offer.
    AppointedNotOffered,
    /// Appointed and withdrawn.
    AppointedAndWithdrew,
    /// An offer without shortlisting.
    OfferedNotShortlisted,
    /// A case closed before it began.
    ClosedBeforeEntry,
    /// Fitness to practise of somebody who is not regulated.
    FitnessNotRegulated,
    /// Training attended before it was requested.
    AttendedBeforeRequest,
    /// Training attended without approval.
    AttendedNotApproved,
    /// A cost above anything plausible.
    CostImplausible,
    /// A permanent move on the same rung.
    MoveOnSameRung,
    /// A permanent move downwards.
    MoveDownwards,
    /// A move to a grade that is on no rung.
    MoveToUnknownGrade,
    /// A promotion that the staff list does not show.
    MoveNotInStaff,
    /// A benefit and a detriment from one appraisal.
    BenefitAndDetriment,
    /// An incident reported before it occurred.
    ReportedBefore,
    /// A first response before the report.
    ResponseBeforeReport,
    /// A first response more than a year after the report.
    ResponseLate,
    /// An incident closed before it was reported.
    ClosedBeforeReport,
    /// An incident that is its own earlier one.
    OwnEarlierCase,
    /// An answer on satisfaction while the incident is open.
    SatisfiedWhileOpen,
    /// A questionnaire without an answer.
    NothingAnswered,
    /// A report of what did not happen.
    ReportedNothing,
    /// Somebody of last year is in no file.
    Vanished,
    /// Somebody who should have been there last year was not.
    Appeared,
    /// An ethnicity of another group than last year.
    EthnicityChanged,
    /// An ethnicity that was known last year.
    EthnicityLost,
    /// A lower rung than last year.
    RungDropped,
    /// Pay that jumped on the same rung.
    PayJumped,
    /// Another start of service than last year.
    StartMoved,
}

use Dataset::{Applications, Appraisals, Cases, Incidents, Leavers, Moves, Staff, Survey, Training};
use Defect as D;

impl Defect {
    /// Every kind that can be planted.
    pub const ALL: &'static [Self] = &[
        D::Missing(Staff, "person_id"),
        D::Missing(Staff, "contract"),
        D::Missing(Staff, "service"),
        D::Missing(Staff, "grade"),
        D::Missing(Staff, "hours_fte"),
        D::Missing(Staff, "service_start"),
        D::Missing(Staff, "salary_fte"),
        D::Missing(Leavers, "person_id"),
        D::Missing(Leavers, "left_on"),
        D::Missing(Leavers, "reason"),
        D::Missing(Applications, "application_id"),
        D::Missing(Applications, "shortlisted"),
        D::Missing(Applications, "appointed"),
        D::Missing(Cases, "person_id"),
        D::Missing(Cases, "kind"),
        D::Missing(Cases, "entered_on"),
        D::Missing(Training, "person_id"),
        D::Missing(Training, "kind"),
        D::Missing(Training, "funded"),
        D::Missing(Moves, "person_id"),
        D::Missing(Moves, "moved_on"),
        D::Missing(Survey, "respondent_id"),
        D::Repeated(Staff),
        D::Repeated(Leavers),
        D::Repeated(Applications),
        D::Repeated(Cases),
        D::Repeated(Training),
        D::Repeated(Moves),
        D::Repeated(Survey),
        D::Conflicting(Staff),
        D::Conflicting(Leavers),
        D::Conflicting(Applications),
        D::Conflicting(Cases),
        D::Conflicting(Survey),
        D::Stranger(Cases),
        D::Stranger(Training),
        D::Stranger(Moves),
        D::BeforeJoining(Leavers),
        D::BeforeJoining(Cases),
        D::BeforeJoining(Training),
        D::BeforeJoining(Moves),
        D::AfterLeaving(Cases),
        D::AfterLeaving(Training),
        D::OutsidePeriod(Leavers),
        D::OutsidePeriod(Applications),
        D::OutsidePeriod(Cases),
        D::OutsidePeriod(Training),
        D::OutsidePeriod(Moves),
        D::UnknownGrade,
        D::StartAfterSnapshot,
        D::StartLongAgo,
        D::StartInChildhood,
        D::YoungProfessional,
        D::FteAboveOne,
        D::FteZero,
        D::HoursForFte,
        D::PayBelowMinimum,
        D::PayInPence,
        D::PayProRata,
        D::PayHourly,
        D::PayOutlier,
        D::GradeBeforeService,
        D::GradeAfterSnapshot,
        D::TwoFullTimePosts,
        D::ManagerOnLowRung,
        D::ProfessionNotRegulated,
        D::ApprenticeManager,
        D::TwoEthnicities,
        D::LeaverInPost,
        D::LeaverNowhereKnown,
        D::AppointedNotShortlisted,
        D::AppointedNotInterviewed,
        D::AppointedNotOffered,
        D::AppointedAndWithdrew,
        D::OfferedNotShortlisted,
        D::ClosedBeforeEntry,
        D::FitnessNotRegulated,
        D::AttendedBeforeRequest,
        D::AttendedNotApproved,
        D::CostImplausible,
        D::MoveOnSameRung,
        D::MoveDownwards,
        D::MoveToUnknownGrade,
        D::MoveNotInStaff,
        D::Missing(Appraisals, "person_id"),
        D::Missing(Appraisals, "held_on"),
        D::Repeated(Appraisals),
        D::Stranger(Appraisals),
        D::OutsidePeriod(Appraisals),
        D::AfterLeaving(Appraisals),
        D::BenefitAndDetriment,
        D::Missing(Incidents, "case_id"),
        D::Missing(Incidents, "reported_on"),
        D::Repeated(Incidents),
        D::Conflicting(Incidents),
        D::OutsidePeriod(Incidents),
        D::ReportedBefore,
        D::ResponseBeforeReport,
        D::ResponseLate,
        D::ClosedBeforeReport,
        D::OwnEarlierCase,
        D::SatisfiedWhileOpen,
        D::NothingAnswered,
        D::ReportedNothing,
        D::Vanished,
        D::Appeared,
        D::EthnicityChanged,
        D::EthnicityLost,
        D::RungDropped,
        D::PayJumped,
        D::StartMoved,
        D::BonusInPence,
    ];

    /// The dataset that the defect is found in.
    #[must_use]
    pub fn dataset(self) -> Dataset {
        match self {
            D::Missing(dataset, _)
            | D::Repeated(dataset)
            | D::Conflicting(dataset)
            | D::Stranger(dataset)
            | D::BeforeJoining(dataset)
            | D::AfterLeaving(dataset)
            | D::OutsidePeriod(dataset) => dataset,
            D::LeaverInPost | D::LeaverNowhereKnown => Leavers,
            D::AppointedNotShortlisted
            | D::AppointedNotInterviewed
            | D::AppointedNotOffered
            | D::AppointedAndWithdrew
            | D::OfferedNotShortlisted => Applications,
            D::ClosedBeforeEntry | D::FitnessNotRegulated => Cases,
            D::AttendedBeforeRequest | D::AttendedNotApproved | D::CostImplausible => Training,
            D::MoveOnSameRung | D::MoveDownwards | D::MoveToUnknownGrade | D::MoveNotInStaff => Moves,
            D::BenefitAndDetriment => Appraisals,
            D::ReportedBefore
            | D::ResponseBeforeReport
            | D::ResponseLate
            | D::ClosedBeforeReport
            | D::OwnEarlierCase
            | D::SatisfiedWhileOpen => Incidents,
            D::NothingAnswered | D::ReportedNothing => Survey,
            _ => Staff,
        }
    }
}
