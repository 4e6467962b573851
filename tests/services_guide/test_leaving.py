"""A page about danger has a way out; with nothing to delete it only leads away."""

from django.conf import settings

from tests.services_guide.factories import make_service


def test_a_page_about_danger_leads_away_at_once_and_sets_no_cookie(client, guide):
    response = client.get(make_service(guide, is_sensitive=True).get_url())

    html = response.content.decode()
    assert f'href="{settings.QUICK_EXIT_URL}" rel="noreferrer" data-quick-exit' in html
    assert '<form id="quick-exit"' not in html
    assert response.cookies == {}
    assert "form-action 'self';" in response["Content-Security-Policy"] + ";"


def test_other_pages_have_none(client, guide):
    html = client.get(make_service(guide).get_url()).content.decode()

    assert "quick-exit" not in html.split("<body")[1]
