"""What the settings say of a search server, looked at before anybody searches."""

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from search.engines.elastic.address import from_settings


@register(Tags.security)
def connection_is_encrypted(app_configs, **kwargs) -> list[CheckMessage]:
    try:
        address = from_settings()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="search.E002")]
    if address and address.is_readable_by_others:
        return [
            Warning(
                f"What is said to {address.url} passes the network in the clear, the key too.",
                hint="Use https:// in SEARCH_URL, and SEARCH_CA for a certificate of your own.",
                id="search.W001",
            )
        ]
    return []
