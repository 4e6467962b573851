"""What the text of a page is made of."""

from threading import RLock

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LockedStreamBlock(blocks.StreamBlock):
    """
    A StreamBlock that one thread checks at a time.

    Saving a draft makes Wagtail switch `required` off, for a moment, on block objects that all
    threads share; without the lock another thread's publishing could pass with fields empty.
    """

    turn = RLock()

    def clean(self, value):
        with self.turn:
            return super().clean(value)

    def clean_deferred(self, value):
        with self.turn:
            return super().clean_deferred(value)


class LinkBlock(blocks.StructBlock):
    """A page of this site, under a name of its own where its title is too long for a menu."""

    page = blocks.PageChooserBlock(label=_("page"))
    label = blocks.CharBlock(label=_("label"), required=False, max_length=40)

    class Meta:
        icon = "link"
        label = _("link")


class LinksBlock(LockedStreamBlock):
    """A menu."""

    link = LinkBlock()


class PhrasesBlock(LockedStreamBlock):
    """Short phrases, each a line of text."""

    phrase = blocks.CharBlock(label=_("phrase"), max_length=60)


class BodyBlock(LockedStreamBlock):
    """The text of a page: headings, paragraphs and lists, nothing that could carry a layout."""

    heading = blocks.CharBlock(label=_("heading"), icon="title", max_length=150)
    paragraph = blocks.RichTextBlock(
        label=_("paragraph"), icon="pilcrow", features=["bold", "italic", "link"]
    )
    list = blocks.ListBlock(blocks.CharBlock(label=_("item")), label=_("list"), icon="list-ul")
