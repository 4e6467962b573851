"""SEARCH_URL alone switches over: what may be written there, and that what is secret stays so."""

import datetime
import ssl
from base64 import b64encode
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured

from search.engines import engine
from search.engines.base import Unavailable
from search.engines.elastic.address import from_settings
from search.engines.elastic.engine import Elastic
from search.engines.elastic.nodes import OpenSearchNode
from search.engines.embedded import Embedded
from search.engines.fallback import WithFallback
from tests.engines.stand_in import ROOT, Reply, StandIn
from tests.search.factories import asked

EMPTY = {
    "timed_out": False,
    "_shards": {"failed": 0},
    "hits": {"total": {"value": 0}, "hits": []},
    "aggregations": {"type": {"buckets": []}, "unit": {"buckets": []}},
}


def test_without_an_address_the_embedded_engine_is_alone(settings):
    settings.SEARCH_URL = ""

    assert isinstance(engine(), Embedded)


def test_an_address_switches_over_and_the_embedded_engine_stands_by(settings):
    settings.SEARCH_URL = "http://127.0.0.1:9200"

    assert isinstance(engine(), WithFallback)
    assert engine() is engine()


def test_an_address_says_all_that_is_needed(settings):
    settings.SEARCH_URL = "https://kilkis:p%40ss@search.example.gr/social_guide"

    address = from_settings()

    assert (address.url, address.name) == ("https://search.example.gr:9200", "social_guide")
    assert (address.user, address.password) == ("kilkis", "p@ss")
    assert "p@ss" not in repr(address)


@pytest.mark.parametrize(
    "wrong",
    [
        "search.example.gr:9200",
        "ftp://search.example.gr",
        "http://",
        "http://host:port",
        "http://host/Capital",
        "http://host/a,b",
        "http://host/*",
        "http://host/?pretty",
    ],
)
def test_what_is_no_address_is_told_at_once(settings, wrong):
    settings.SEARCH_URL = wrong

    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        engine()


@pytest.mark.parametrize(
    ("url", "is_readable"),
    [
        ("http://search.example.gr", True),
        ("http://10.0.0.5:9200", True),
        ("https://search.example.gr", False),
        ("http://127.0.0.1:9200", False),
        ("http://localhost", False),
    ],
)
def test_the_checks_warn_of_a_connection_that_others_can_read(settings, url, is_readable):
    from search.engines.checks import connection_is_encrypted

    settings.SEARCH_URL = url

    assert [warning.id for warning in connection_is_encrypted(None)] == ["search.W001"] * is_readable


def test_the_checks_tell_of_what_is_no_address(settings):
    from search.engines.checks import connection_is_encrypted

    settings.SEARCH_URL = "nowhere"

    assert [error.id for error in connection_is_encrypted(None)] == ["search.E002"]


# Encryption and keys, with a certificate that nobody in the world trusts --------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Files of a certificate for 127.0.0.1 and of its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "search")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture
def encrypted(certificate, settings):
    """A server that is asked by https, in the settings."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with StandIn(lambda request: Reply(body=ROOT if request.is_root else EMPTY), tls=context) as server:
        settings.SEARCH_URL = server.url
        settings.SEARCH_CA = str(certificate[0])
        yield server


def ask_once():
    elastic = Elastic(from_settings())
    elastic.search(asked("βοήθεια"), limit=1)
    return elastic


def test_a_key_goes_with_every_question_over_an_encrypted_connection(encrypted, settings):
    settings.SEARCH_API_KEY = "c2VjcmV0"

    ask_once()

    assert {request.headers["authorization"] for request in encrypted.requests} == {"ApiKey c2VjcmV0"}
    assert len(encrypted.requests) == 2


def test_user_and_password_do_too(encrypted, settings):
    settings.SEARCH_URL = encrypted.url.replace("https://", "https://kilkis:p%40ss@")

    ask_once()

    expected = "Basic " + b64encode(b"kilkis:p@ss").decode()
    assert {request.headers["authorization"] for request in encrypted.requests} == {expected}


def test_a_server_that_nobody_vouches_for_gets_neither_key_nor_question(encrypted, settings):
    settings.SEARCH_CA = ""
    settings.SEARCH_API_KEY = "c2VjcmV0"

    with pytest.raises(Unavailable):
        ask_once()

    assert encrypted.requests == []


def test_opensearch_is_spoken_to_in_plain_json(encrypted):
    assert isinstance(next(iter(ask_once().server._open.transport.node_pool.all())), OpenSearchNode)

    types = {request.headers.get("content-type") for request in encrypted.requests if not request.is_root}
    assert types == {"application/json"}
