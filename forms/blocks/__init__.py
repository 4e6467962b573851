"""
The form builder: steps, and the questions in them, as staff compose them in the CMS.

Block types of questions are the `kind`s of `forms.definition`. Keys name things for good and
are never translated; `forms.keys` makes them.
"""

from forms.blocks.group import GroupBlock
from forms.blocks.naming import KEY_LENGTH, ConditionBlock, KeyBlock, OptionBlock
from forms.blocks.questions import QuestionBlock
from forms.blocks.steps import EndBlock, QuestionsBlock, StepBlock, StepsBlock

__all__ = [
    "KEY_LENGTH",
    "ConditionBlock",
    "EndBlock",
    "GroupBlock",
    "KeyBlock",
    "OptionBlock",
    "QuestionBlock",
    "QuestionsBlock",
    "StepBlock",
    "StepsBlock",
]
