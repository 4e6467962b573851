"""Where everything is. Public pages come last, under Wagtail: Greek at `/`, English at `/en/`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("search.api_urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # only under DEBUG
    *i18n_patterns(
        path("anazitisi/", include("search.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
