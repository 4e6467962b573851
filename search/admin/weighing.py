"""The weights of search: Wagtail's own form for settings, at its own address, which can be tried first."""

from wagtail.contrib.settings.views import EditView

from search.admin.trying import TriesQuestions


class WeightsView(TriesQuestions, EditView):
    template_name = "search/admin/weights.html"
