"""Create the database: python -m src.db.setup_database [PATH]."""

from __future__ import annotations

import argparse
import sqlite3
from pathlib import Path

from config.settings import load_settings

SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    source TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS cluster (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    terms TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS member (
    cluster INTEGER NOT NULL REFERENCES cluster (id) ON DELETE CASCADE,
    article TEXT NOT NULL REFERENCES article (name),
    PRIMARY KEY (cluster, article)
);
"""


def setup_database(path: Path) -> sqlite3.Connection:
    """Open the database, with its tables made where they are missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    return connection


def main() -> None:
    """Create the database and print its tables."""
    parser = argparse.ArgumentParser(description="Create the database.")
    parser.add_argument("path", nargs="?", type=Path, default=Path(load_settings().database))
    path: Path = parser.parse_args().path
    connection = setup_database(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    print(f"{path}: {', '.join(name for (name,) in tables)}")
    connection.close()


if __name__ == "__main__":
    main()
