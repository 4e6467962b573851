"""compose.yaml, as far as it can be tried without Docker."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from search.engines.elastic.address import from_settings
from tests.engines.stand_in import Reply, StandIn

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
VARIABLE = re.compile(r"\$\{(\w+)(:\?[^}]*|:-[^}]*)?\}")


def test_every_service_that_another_waits_for_says_when_it_is_ready():
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[name]


def test_volumes_and_networks_are_declared():
    for service in SERVICES.values():
        assert {mount.split(":")[0] for mount in service.get("volumes", [])} <= set(COMPOSE["volumes"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
    # The servers are reached by the site alone.
    assert COMPOSE["networks"]["inside"]["internal"]
    for name in ("postgres", "opensearch", "elasticsearch"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]


def test_no_secret_stands_in_the_file():
    secrets = re.findall(r"^ +\w*(?:PASSWORD|_KEYS?): +(.*)", TEXT, re.M)
    assert len(secrets) >= 5
    assert [value for value in secrets if not value.startswith("${")] == []


def test_the_site_does_not_start_without_what_its_settings_require():
    settings = (ROOT / "site/config/settings/production.py").read_text()
    wanted = set(re.findall(r'required(?:_list)?\("(\w+)"\)', settings))
    demanded = {name for name, otherwise in VARIABLE.findall(TEXT) if otherwise.startswith(":?")}

    assert len(wanted) >= 5
    assert wanted <= demanded
    assert wanted <= set(SERVICES["site"]["environment"])


@pytest.mark.parametrize("service", ["prepare", "worker", "meaning"])
def test_the_commands_are_ours(service):
    words = " ".join(SERVICES[service]["command"])
    named = re.findall(r"manage\.py,? (\w+)((?: --[\w-]+)*)", words)
    assert named
    for name, options in named:
        command = load_command_class(get_commands()[name], name)
        known = command.create_parser("manage.py", name)._option_string_actions
        assert set(options.split()) <= set(known)


def test_the_health_check_of_the_site_is_a_program_that_runs():
    *_python, program = SERVICES["site"]["healthcheck"]["test"]
    with StandIn(lambda request: Reply(503 if request.headers["host"] == "away" else 200, {})) as site:
        program = program.replace("http://127.0.0.1:8000", site.url)
        told = [
            subprocess.run([sys.executable, "-c", program], env={"ALLOWED_HOSTS": hosts}, capture_output=True)
            for hosts in ("koinoniki.example.gr,www", "away")
        ]

    assert [one.returncode for one in told] == [0, 1]
    assert [request.path for request in site.requests] == ["/readyz"] * 2


@pytest.mark.parametrize(
    ("profile", "host"), re.findall(r"COMPOSE_PROFILES=(\w+) SEARCH_URL=\S*?(\w+):9200 docker", TEXT)
)
def test_the_addresses_in_the_instructions_lead_to_the_servers(profile, host, settings):
    settings.SEARCH_URL = re.search(rf"COMPOSE_PROFILES={profile} SEARCH_URL=(\S+)", TEXT)[1]

    assert SERVICES[host]["profiles"] == [profile]
    assert from_settings().url == f"http://{host}:9200"


def test_the_image_installs_what_pdfs_need_and_runs_as_nobody_special():
    dockerfile = (ROOT / "Dockerfile").read_text()
    needed = re.search(r"libpango[^`]*", (ROOT / "docs/running.md").read_text())[0].split()

    assert len(needed) == 4
    assert all(package in dockerfile for package in needed)
    assert re.search(r"^USER site$", dockerfile, re.M)
