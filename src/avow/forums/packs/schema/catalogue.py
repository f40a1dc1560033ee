"""The shape of a catalogue: the example commitments that stand beside a pack, in its own file."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from avow.forums.packs.schema.base import ActionCode, Code, Language, Part, Slug, kept

MAX_EXAMPLES = 2000

ExampleCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$", max_length=60)
]
# A target of any Sustainable Development Goal, by its official number; 17.19 is the last.
SdgTarget = Annotated[str, StringConstraints(pattern=r"^(?:[1-9]|1[0-7])\.(?:[1-9]|1[0-9]|[a-d])$")]
# A text may not be longer than the field of a commitment that it fills in.
_Kept = AfterValidator(kept)
Text80 = Annotated[str, StringConstraints(max_length=80), _Kept]
Text200 = Annotated[str, StringConstraints(max_length=200), _Kept]
Text300 = Annotated[str, StringConstraints(max_length=300), _Kept]
Text1000 = Annotated[str, StringConstraints(max_length=1000), _Kept]
Text3000 = Annotated[str, StringConstraints(max_length=3000), _Kept]
Word = Annotated[dict[Language, Text80], Field(min_length=1)]
Job = Annotated[dict[Language, Text200], Field(min_length=1)]
Line = Annotated[dict[Language, Text300], Field(min_length=1)]
Summary = Annotated[dict[Language, Text1000], Field(min_length=1)]
Answer = Annotated[dict[Language, Text3000], Field(min_length=1)]
Month = Annotated[int, Field(ge=1, le=240)]


class ExampleFields(Part):
    """What the longer questions of a commitment are answered with, where the example answers."""

    description: Answer | None = None
    change: Answer | None = None
    beneficiaries: Answer | None = None
    baseline: Answer | None = None
    intersectionality: Answer | None = None
    leadership: Answer | None = None


class ExampleTarget(Part):
    """What is measured, `month` months after the first day; how far to go is the maker's to say."""

    indicator: Line
    unit: Word | None = None
    month: Month


class ExampleMilestone(Part):
    """What is done by `month` months after the first day."""

    title: Line
    month: Month


class ExamplePartner(Part):
    """What somebody could do in it: a role, never a name."""

    role: Job


class Guidance(Part):
    """Advice that stands beside a field while somebody writes."""

    title: Answer | None = None
    summary: Answer | None = None
    description: Answer | None = None
    change: Answer | None = None
    beneficiaries: Answer | None = None
    baseline: Answer | None = None
    targets: Answer | None = None
    milestones: Answer | None = None
    partners: Answer | None = None
    finance: Answer | None = None
    intersectionality: Answer | None = None
    leadership: Answer | None = None


class ExampleContent(Part):
    """What an example says: all that the secretariat may change on the platform."""

    years: Annotated[int, Field(ge=1, le=20)]  # length of the term it proposes
    sdg_targets: Annotated[tuple[SdgTarget, ...], Field(max_length=20)] = ()
    titles: Line
    summaries: Summary
    fields: ExampleFields = ExampleFields()
    targets: Annotated[tuple[ExampleTarget, ...], Field(max_length=6)] = ()
    milestones: Annotated[tuple[ExampleMilestone, ...], Field(max_length=10)] = ()
    partners: Annotated[tuple[ExamplePartner, ...], Field(max_length=6)] = ()
    guidance: Guidance = Guidance()


class PackExample(ExampleContent):
    """One example commitment. Its code is frozen: action and type, and a number if several."""

    code: ExampleCode
    action: ActionCode
    type: Code

    def content(self) -> ExampleContent:
        """Return what it says, without what it is."""
        return ExampleContent(**{name: getattr(self, name) for name in ExampleContent.model_fields})


class Catalogue(Part):
    """The examples of one forum. `format` is the version of this shape."""

    format: Literal[1] = 1
    forum: Slug
    examples: Annotated[tuple[PackExample, ...], Field(max_length=MAX_EXAMPLES)] = ()
