from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedContent(models.Model):
    """
    What a loader once made, so that loading again neither doubles it nor undoes what people did since.

    While `state` is still the object's state, nobody has touched it and newer data may replace it.
    An entry whose object is gone stands for "an editor deleted it": it isn't made again.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(_("object"), max_length=40)
    content_object = GenericForeignKey()
    digest = models.CharField(_("digest of the data"), max_length=64)
    state = models.CharField(_("digest of the object after loading"), max_length=64)

    class Meta:
        verbose_name = _("loaded content")
        verbose_name_plural = _("loaded content")

    def __str__(self):
        return self.key
