"""Services and what they are made of. Names and numbers are invented."""

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationContext, TranslationSource

from services_guide import models


def greek():
    return Locale.objects.get_or_create(language_code="el")[0]


def english():
    return Locale.objects.get_or_create(language_code="en")[0]


class EntryFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    locale = factory.LazyFunction(greek)


class NeedFactory(EntryFactory):
    class Meta:
        model = models.Need

    name = factory.Sequence(lambda n: f"Ανάγκη {n}")


class AudienceFactory(EntryFactory):
    class Meta:
        model = models.Audience

    name = factory.Sequence(lambda n: f"Ομάδα {n}")


class HelplineFactory(EntryFactory):
    class Meta:
        model = models.Helpline
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Γραμμή {n}")
    number = factory.Sequence(lambda n: f"10{n % 1000:03d}")

    @factory.post_generation
    def needs(self, create, extracted, **kwargs):
        self.needs.set(extracted or [])


class ContactDetailsFactory(DjangoModelFactory):
    class Meta:
        model = models.ContactDetails
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Γραφείο {n}")

    @factory.post_generation
    def phones(self, create, extracted, **kwargs):
        for order, number in enumerate(extracted or []):
            models.ContactPhone.objects.create(contact=self, number=number, sort_order=order)

    @factory.post_generation
    def emails(self, create, extracted, **kwargs):
        for order, address in enumerate(extracted or []):
            models.ContactEmail.objects.create(contact=self, address=address, sort_order=order)


class OrganisationFactory(EntryFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Υπηρεσία {n}")
    kind = "department"
    contact = factory.SubFactory(ContactDetailsFactory)


class LegalReferenceFactory(DjangoModelFactory):
    class Meta:
        model = models.LegalReference

    kind = "law"
    citation = factory.Sequence(lambda n: f"Ν. {n}/2001 (ΦΕΚ Α' {n})")


def phone_number(n=0):
    """A number with the town's prefix that belongs to nobody we know."""
    return f"2341{90000 + n:06d}"


def make_guide():
    """A site with nothing but the Guide."""
    locale = greek()
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    home = root.add_child(instance=Page(title="Αρχική", slug="archiki", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home.add_child(instance=models.GuideIndexPage(title="Οδηγός", slug="odigos", locale=locale))


def make_service(guide, title="Επίδομα στέγασης", *, needs=(), audiences=(), references=(), **fields):
    """A live service of `guide`."""
    if "organisation" not in fields:
        fields["organisation"] = OrganisationFactory(locale=guide.locale)
    fields.setdefault("summary", "Βοήθεια για το ενοίκιο.")
    page = models.ServicePage(title=title, locale=guide.locale, **fields)
    page.needs = needs or [NeedFactory()]
    page.audiences = audiences or [AudienceFactory()]
    page.legal_references = [
        models.ServiceLegalReference(reference=reference, sort_order=order)
        for order, reference in enumerate(references)
    ]
    guide.add_child(instance=page)
    if page.live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def translate(original, *, publish=True, **texts):
    """`original` in English by way of wagtail-localize; `texts` are translations by field."""
    source, _ = TranslationSource.update_or_create_from_instance(original)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=english())
    for field, text in texts.items():
        segment = source.stringsegment_set.get(context__path=field)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=TranslationContext.objects.get(object_id=source.object_id, path=field),
            locale=english(),
            defaults={"data": text},
        )
    translation.save_target(publish=publish)
    return original.get_translation(english())
