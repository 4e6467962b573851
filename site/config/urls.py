"""Where everything is. Public pages come last, under Wagtail: Greek at `/`, English at `/en/`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as wagtail_serve

from forms import verifying
from forms.staff.doors import other_door
from home import views
from home.sitemap import PublicSitemap

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("admin/", include("forms.staff.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("search.api_urls")),
    # Pictures in the sizes pages show. Originals and documents have no address here: the first hold
    # what a camera wrote into them, the second go through Wagtail's own check.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    *i18n_patterns(
        path("anazitisi/", include("search.urls")),
        path("elegchos/", verifying.check, name="check_document"),
        # Wagtail's own pattern takes no dot: papers that a page makes, such as <form>/apodeixi.pdf.
        re_path(r"^((?:[\w\-]+/)+[\w\-]+\.pdf)$", wagtail_serve, name="document"),
        path("_util/login/", other_door, name="wagtailcore_login"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
