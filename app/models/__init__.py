"""What Toile stores, one file per noun; this page is the vocabulary.

Models import nothing of the layers above. A new noun gets its own file, is re-exported here, and its
table enters with the first service that writes it, by a migration of its own.
"""

from app.models.accounts import AuditEvent, Role, User
from app.models.base import NAME_MAX, NUMBER_MAX, SENTENCE_MAX, Base, now
from app.models.charts import ChartKind, ChartUpload
from app.models.clusters import Cause, Choice, Cluster, ClusterEvidence, Decision, EvidenceState, Placement, Route
from app.models.desk_sessions import DeskSession
from app.models.diagnoses import Diagnosis, DiagnosisKind, Refusal, Suggestion
from app.models.digests import Digest
from app.models.experience import Experience
from app.models.feedback import (
    COMMENT_MAX,
    ErasedFeedback,
    Feedback,
    FeedbackSource,
    Heard,
    Keeping,
    OverallFit,
    ReadState,
    SpamReason,
    Wear,
    ZoneAnswer,
)
from app.models.files import RevisionFile
from app.models.garments import (
    Article,
    Garment,
    GarmentColour,
    GarmentName,
    GarmentSize,
    GradeFrom,
    MeasureKind,
    PointOfMeasure,
)
from app.models.imports import ImportMapping, ImportReject, ImportRun, RejectKind
from app.models.invitations import AccountLink, Invitation
from app.models.issues import CorrectionKind, Issue, IssueCorrection, IssueOrigin
from app.models.jobs import Job, JobStatus
from app.models.label import Label, LengthUnit
from app.models.label_rules import PHRASE_MAX, LabelRule
from app.models.outbox import MailState, OutboxMail
from app.models.outcomes import Outcome, Verdict
from app.models.overrides import GateOverride
from app.models.own_tags import TAG_NAME_MAX, OwnTag
from app.models.packets import ADDRESS_MAX, AnswerKind, Packet, PacketAnswer, Paper, PatternReading
from app.models.photos import DroppedPhoto, DropReason, Photo
from app.models.pictures import GarmentPicture
from app.models.piece_measures import PieceMeasure
from app.models.purchases import Purchase
from app.models.remarks import Remark
from app.models.revisions import (
    AppliesTo,
    Direction,
    PatternRevision,
    Priority,
    RevisionLine,
    RevisionMeasure,
    RevisionStatus,
    SizeChange,
)
from app.models.rounds import CountKind, PieceCode, ProductionRound, RoundCount, RoundQuantity, RoundStatus
from app.models.samples import FitSample, SampleMeasure, SamplePhoto, SampleVerdict
from app.models.sketch_marks import FIELD_HEIGHT, FIELD_WIDTH, FlatSide, MarkKind, SketchMark
from app.models.sub_themes import SubTheme, SubThemeQuote
from app.models.tallies import Piece, Tally
from app.models.tellings import Telling
from app.models.tokens import ApiToken
from app.models.wishes import FixWish, StoppedAddress
from app.models.words import by_name, fold_words, index_words, print_words, split_words

__all__ = [
    "ADDRESS_MAX",
    "COMMENT_MAX",
    "FIELD_HEIGHT",
    "FIELD_WIDTH",
    "NAME_MAX",
    "NUMBER_MAX",
    "PHRASE_MAX",
    "SENTENCE_MAX",
    "TAG_NAME_MAX",
    "AccountLink",
    "AnswerKind",
    "ApiToken",
    "AppliesTo",
    "Article",
    "AuditEvent",
    "Base",
    "Cause",
    "ChartKind",
    "ChartUpload",
    "Choice",
    "Cluster",
    "ClusterEvidence",
    "CorrectionKind",
    "CountKind",
    "Decision",
    "DeskSession",
    "Diagnosis",
    "DiagnosisKind",
    "Digest",
    "Direction",
    "DropReason",
    "DroppedPhoto",
    "ErasedFeedback",
    "EvidenceState",
    "Experience",
    "Feedback",
    "FeedbackSource",
    "FitSample",
    "FixWish",
    "FlatSide",
    "Garment",
    "GarmentColour",
    "GarmentName",
    "GarmentPicture",
    "GarmentSize",
    "GateOverride",
    "GradeFrom",
    "Heard",
    "ImportMapping",
    "ImportReject",
    "ImportRun",
    "Invitation",
    "Issue",
    "IssueCorrection",
    "IssueOrigin",
    "Job",
    "JobStatus",
    "Keeping",
    "Label",
    "LabelRule",
    "LengthUnit",
    "MailState",
    "MarkKind",
    "MeasureKind",
    "OutboxMail",
    "Outcome",
    "OverallFit",
    "OwnTag",
    "Packet",
    "PacketAnswer",
    "Paper",
    "PatternReading",
    "PatternRevision",
    "Photo",
    "Piece",
    "PieceCode",
    "PieceMeasure",
    "Placement",
    "PointOfMeasure",
    "Priority",
    "ProductionRound",
    "Purchase",
    "ReadState",
    "Refusal",
    "RejectKind",
    "Remark",
    "RevisionFile",
    "RevisionLine",
    "RevisionMeasure",
    "RevisionStatus",
    "Role",
    "RoundCount",
    "RoundQuantity",
    "RoundStatus",
    "Route",
    "SampleMeasure",
    "SamplePhoto",
    "SampleVerdict",
    "SizeChange",
    "SketchMark",
    "SpamReason",
    "StoppedAddress",
    "SubTheme",
    "SubThemeQuote",
    "Suggestion",
    "Tally",
    "Telling",
    "User",
    "Verdict",
    "Wear",
    "ZoneAnswer",
    "by_name",
    "fold_words",
    "index_words",
    "now",
    "print_words",
    "split_words",
]
