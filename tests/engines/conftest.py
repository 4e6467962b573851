import json
import urllib.request
from itertools import count

import pytest

from search.engines.elastic.address import Address
from search.engines.elastic.engine import Elastic
from search.engines.embedded import Embedded
from tests.engines.nodes import Node

KINDS = ("opensearch", "elasticsearch")
SERVERS = [pytest.param(kind, marks=pytest.mark.servers) for kind in KINDS]
_names = count(1)


@pytest.fixture(scope="session")
def nodes(tmp_path_factory):
    """Both servers, started at the same time and for all tests."""
    started = {kind: Node(kind, tmp_path_factory.mktemp(kind)) for kind in KINDS}
    try:
        for node in started.values():
            node.start()
        yield {kind: node.wait() for kind, node in started.items()}
    finally:
        for node in started.values():
            node.stop()


@pytest.fixture(params=SERVERS)
def node(request, nodes):
    return nodes[request.param]


@pytest.fixture
def address(node):
    """A place of this test's own on a server."""
    address = Address(node.url, name=f"test{next(_names)}")
    yield address
    forget(address)


@pytest.fixture
def elastic(address):
    engine = Elastic(address)
    yield engine
    engine.close()


@pytest.fixture(params=["embedded", *SERVERS])
def engine(request, tmp_path):
    """Each engine there is, without an index yet."""
    if request.param == "embedded":
        yield Embedded(tmp_path / "index")
        return
    address = Address(request.getfixturevalue("nodes")[request.param].url, name=f"test{next(_names)}")
    engine = Elastic(address)
    yield engine
    engine.close()
    forget(address)


@pytest.fixture(params=SERVERS[:1])
def switched_over(request, settings, nodes):
    """The site as it is with SEARCH_URL, set as somebody sets it."""
    address = Address(nodes[request.param].url, name=f"test{next(_names)}")
    settings.SEARCH_URL = f"{address.url}/{address.name}"
    yield address
    forget(address)


def ask(address, method, target, body=None):
    """What a server says, without our client: `ask(address, "GET", "/_cat/indices?format=json")`."""
    request = urllib.request.Request(
        address.url + target,
        method=method,
        data=json.dumps(body).encode() if body is not None else None,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def indices(address):
    """Names of all indices of ours on the server."""
    return list(ask(address, "GET", f"/{address.name}-*"))


def forget(address):
    for name in indices(address):
        ask(address, "DELETE", f"/{name}")
