"""What Toile stores, one file per noun; this page is the vocabulary.

Models import nothing of the layers above. A new noun gets its own file, is re-exported here, and its
table enters with the first service that writes it, by a migration of its own.
"""

from app.models.accounts import AuditEvent, Role, User
from app.models.base import NAME_MAX, SENTENCE_MAX, Base, now
from app.models.clusters import Cause, Choice, Cluster, ClusterEvidence, Decision, EvidenceState, Placement, Route
from app.models.diagnoses import Diagnosis, DiagnosisKind, Refusal, Suggestion
from app.models.feedback import (
    COMMENT_MAX,
    ErasedFeedback,
    Feedback,
    FeedbackSource,
    Keeping,
    OverallFit,
    ReadState,
    Wear,
    ZoneAnswer,
    fold_words,
)
from app.models.garments import Garment, GarmentColour, GarmentSize, GradeFrom, MeasureKind, PointOfMeasure
from app.models.imports import ImportReject, ImportRun
from app.models.issues import CorrectionKind, Issue, IssueCorrection, IssueOrigin
from app.models.jobs import Job, JobStatus
from app.models.label import Label, LengthUnit
from app.models.outcomes import Outcome
from app.models.packets import AnswerKind, Packet, PacketAnswer, PatternReading
from app.models.photos import DroppedPhoto, DropReason, Photo
from app.models.revisions import AppliesTo, PatternRevision, RevisionLine, RevisionMeasure, RevisionStatus, SizeChange
from app.models.rounds import CountKind, ProductionRound, RoundCount, RoundQuantity, RoundStatus
from app.models.samples import FitSample, SampleMeasure, SampleVerdict

__all__ = [
    "COMMENT_MAX",
    "NAME_MAX",
    "SENTENCE_MAX",
    "AnswerKind",
    "AppliesTo",
    "AuditEvent",
    "Base",
    "Cause",
    "Choice",
    "Cluster",
    "ClusterEvidence",
    "CorrectionKind",
    "CountKind",
    "Decision",
    "Diagnosis",
    "DiagnosisKind",
    "DropReason",
    "DroppedPhoto",
    "ErasedFeedback",
    "EvidenceState",
    "Feedback",
    "FeedbackSource",
    "FitSample",
    "Garment",
    "GarmentColour",
    "GarmentSize",
    "GradeFrom",
    "ImportReject",
    "ImportRun",
    "Issue",
    "IssueCorrection",
    "IssueOrigin",
    "Job",
    "JobStatus",
    "Keeping",
    "Label",
    "LengthUnit",
    "MeasureKind",
    "Outcome",
    "OverallFit",
    "Packet",
    "PacketAnswer",
    "PatternReading",
    "PatternRevision",
    "Photo",
    "Placement",
    "PointOfMeasure",
    "ProductionRound",
    "ReadState",
    "Refusal",
    "RevisionLine",
    "RevisionMeasure",
    "RevisionStatus",
    "Role",
    "RoundCount",
    "RoundQuantity",
    "RoundStatus",
    "Route",
    "SampleMeasure",
    "SampleVerdict",
    "SizeChange",
    "Suggestion",
    "User",
    "Wear",
    "ZoneAnswer",
    "fold_words",
    "now",
]
