from django.urls import path
from wagtail import hooks

from home import strict_admin, translations


@hooks.register("register_admin_urls", order=-10)
def translations_from_greek_only():
    """Stand before wagtail-localize's own addresses, which they equal, so that they are asked first."""
    return [
        path("localize/submit/page/<int:page_id>/", translations.TranslatePage.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            translations.TranslateSnippet.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", translations.UpdateTranslations.as_view()),
    ]


hooks.register("before_edit_page", translations.refuse_what_comes_too_early, order=-10)
hooks.register("insert_global_admin_js", strict_admin.script)
