"""A question that is answered by rows, each of which asks the same."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks

from forms.blocks import questions
from forms.blocks.naming import LABEL_LENGTH
from forms.blocks.questions import QuestionBlock, layout
from forms.definition import MOST_BOXES, MOST_ROWS
from forms.reading import boxes_of


class RowBlock(blocks.StreamBlock):
    """What each row asks: questions with one answer."""

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
    iban = questions.IbanBlock()
    address = questions.AddressBlock()


class GroupBlock(QuestionBlock):
    required = None
    row_name = blocks.CharBlock(
        default="",
        max_length=LABEL_LENGTH,
        label=_("Name of one row"),
        help_text=_("For instance “Member of the household”."),
    )
    fewest = blocks.IntegerBlock(default=0, min_value=0, max_value=MOST_ROWS, label=_("Fewest rows"))
    most = blocks.IntegerBlock(default=6, min_value=1, max_value=MOST_ROWS, label=_("Most rows"))
    questions = RowBlock(label=_("Questions of each row"))

    def faults(self, value):
        if value["fewest"] > value["most"]:
            return {"most": _("There can't be fewer rows at most than at least.")}
        row = sum(boxes_of(inner) for inner in value["questions"])
        if row * value["most"] > MOST_BOXES:
            fitting = MOST_BOXES // row
            message = ngettext(
                "With so many questions, at most %(count)d row fits on the screen.",
                "With so many questions, at most %(count)d rows fit on the screen.",
                fitting,
            )
            return {"most": message % {"count": fitting}}
        return {}

    class Meta:
        label = _("Group that repeats")
        icon = "group"
        form_layout = layout("row_name", "fewest", "most", "questions", common=("label", "help"))
