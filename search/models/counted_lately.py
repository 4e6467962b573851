from django.db import models


class CountedLately(models.Model):
    """
    That something was counted a moment ago, so that no web process counts it again: see `search.once`.

    The mark leads to no question, not even to the row that counted it, and the row is gone in two hours.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    hour = models.DateTimeField()
    """By this it is known when to forget it; nothing finer is kept."""

    def __str__(self):
        return self.mark
