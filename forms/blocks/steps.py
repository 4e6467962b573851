"""Steps, the ends for those who aren't eligible, and all that a step may hold."""

from threading import RLock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks import questions
from forms.blocks.group import GroupBlock
from forms.blocks.naming import HELP_LENGTH, LABEL_LENGTH, ConditionBlock, KeyBlock, Untranslated
from forms.blocks.questions import QuestionBlock, layout
from forms.definition import MOST_BOXES, MOST_FILES
from forms.reading import boxes_of

SERVICE_PAGE = "services_guide.ServicePage"
"""The Guide's entries, by name: this app doesn't know the Guide."""


class UploadBlock(QuestionBlock):
    most = blocks.IntegerBlock(default=3, min_value=1, max_value=MOST_FILES, label=_("Most files"))
    file_kinds = blocks.ChoiceBlock(
        choices=[
            ("any", _("Photographs and PDF")),
            ("images", _("Photographs only")),
            ("pdf", _("PDF only")),
        ],
        default="any",
        label=_("Which files"),
    )

    class Meta:
        label = _("Papers to upload")
        icon = "upload"
        form_layout = layout("most", "file_kinds")


class InformationBlock(QuestionBlock):
    """Something to read among the questions; it has no answer."""

    label = blocks.CharBlock(default="", required=False, max_length=LABEL_LENGTH, label=_("Heading"))
    help = None
    required = None
    text = blocks.RichTextBlock(
        default="", features=["bold", "ol", "ul", "link", "document-link"], label=_("Text")
    )

    class Meta:
        label = _("Information")
        icon = "info-circle"
        form_layout = layout(common=("label", "text"))


class QuestionsBlock(blocks.StreamBlock):
    text = questions.TextBlock()
    long_text = questions.LongTextBlock()
    one_of = questions.OneOfBlock()
    many_of = questions.ManyOfBlock()
    yes_no = questions.YesNoBlock()
    number = questions.NumberBlock()
    money = questions.MoneyBlock()
    date = questions.DateBlock()
    phone = questions.PhoneBlock()
    email = questions.EmailBlock()
    amka = questions.AmkaBlock()
    afm = questions.AfmBlock()
    address = questions.AddressBlock()
    iban = questions.IbanBlock()
    group = GroupBlock()
    upload = UploadBlock()
    declaration = questions.DeclarationBlock()
    information = InformationBlock()


class StepBlock(blocks.StructBlock):
    """One screen of the form."""

    title = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Title"))
    intro = blocks.TextBlock(
        default="", required=False, max_length=HELP_LENGTH, rows=2, label=_("Introduction")
    )
    questions = QuestionsBlock(required=False, label=_("Questions"))
    shown_if = ConditionBlock()
    key = KeyBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and sum(map(boxes_of, cleaned["questions"])) > MOST_BOXES:
            message = _("This step asks too much for one screen. Divide it into two.")
            raise blocks.StructBlockValidationError({"questions": ValidationError(message)})
        return cleaned

    class Meta:
        label = _("Step")
        icon = "form"
        label_format = "{title}"
        form_layout = blocks.BlockGroup(
            children=["title", "intro", "questions"], settings=["shown_if", "key"]
        )


class ServicesBlock(Untranslated, blocks.ListBlock):
    """Entries of the Guide, the same in all languages; each is shown in the reader's own."""


class EndBlock(blocks.StructBlock):
    """Where those arrive who are not eligible: why, and what there is for them."""

    title = blocks.CharBlock(default="", max_length=LABEL_LENGTH, label=_("Title"))
    intro = blocks.TextBlock(
        default="",
        max_length=2 * HELP_LENGTH,
        rows=4,
        label=_("Why, and what one can do"),
    )
    services = ServicesBlock(
        blocks.PageChooserBlock(page_type=[SERVICE_PAGE]),
        default=[],
        label=_("Services that do fit"),
    )
    shown_if = ConditionBlock()
    key = KeyBlock()

    class Meta:
        label = _("End: not eligible")
        icon = "cross"
        label_format = "{title}"
        form_layout = blocks.BlockGroup(children=["title", "intro", "services", "shown_if"], settings=["key"])


class StepsBlock(blocks.StreamBlock):
    """
    All steps of a form.

    Wagtail's deferred validation switches `required` on block instances that all threads share,
    so one thread saving a draft would let another publish incomplete questions: one at a time.
    """

    step = StepBlock()
    end = EndBlock()
    turn = RLock()

    def clean(self, value):
        with self.turn:
            return super().clean(value)

    def clean_deferred(self, value):
        with self.turn:
            return super().clean_deferred(value)
