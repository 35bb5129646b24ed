"""Settings: knobs read from the environment when they are asked for."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from shared.settings import Settings


def test_the_environment_is_read_when_settings_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that changes after the import is seen, and one without our prefix is not."""
    monkeypatch.setenv("SITREP_MAX_ATTEMPTS", "7")
    monkeypatch.setenv("QUEUE", "other")

    assert (7, "sitrep") == (Settings().max_attempts, Settings().queue)


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "70000"), ("key_prefix", "a:b"), ("lease_s", "0"), ("max_body_bytes", "many"), ("result_ttl_s", "-1")],
)
def test_a_bad_value_names_its_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The error says which setting is wrong."""
    monkeypatch.setenv(f"SITREP_{name.upper()}", value)

    with pytest.raises(ValidationError, match=name):
        Settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_is(name: str) -> None:
    """Each has a description, for the documents and for whoever operates the service."""
    assert Settings.model_fields[name].description
