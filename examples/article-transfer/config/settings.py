"""Load the settings file into a typed value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PATH = Path(__file__).with_name("settings.json")


@dataclass(frozen=True)
class Settings:
    """Everything a run can be told."""

    source: str
    database: str
    language_model: str
    dimensions: int
    minimum_cluster: int
    summary_sentences: int


def load_settings(path: Path = DEFAULT_PATH) -> Settings:
    """Read settings from a JSON file; a missing or unknown name is an error."""
    values = json.loads(path.read_text(encoding="utf-8"))
    try:
        return Settings(**values)
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from error
