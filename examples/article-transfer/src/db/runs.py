"""Store the result of a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from src.db.setup_database import setup_database
from src.steps.cluster import Cluster
from src.steps.fetch import Article
from src.steps.summarise import Quote


def store_run(path: Path, source: str, results: Sequence[tuple[Cluster, list[Quote]]]) -> int:
    """Store clusters and summaries in one transaction and return the run's id."""
    connection = setup_database(path)
    try:
        with connection:
            run = _insert(connection, "INSERT INTO run (source) VALUES (?)", source)
            for found, summary in results:
                _store_cluster(connection, run, found, summary)
        return run
    finally:
        connection.close()


def _store_cluster(connection: sqlite3.Connection, run: int, found: Cluster, summary: list[Quote]) -> None:
    cluster = _insert(
        connection,
        "INSERT INTO cluster (run, terms, summary) VALUES (?, ?, ?)",
        run,
        " ".join(found.terms),
        " ".join(quote.text for quote in summary),
    )
    for document in found.documents:
        _store_article(connection, document.article)
        _insert(connection, "INSERT INTO member (cluster, article) VALUES (?, ?)", cluster, document.article.name)


def _store_article(connection: sqlite3.Connection, article: Article) -> None:
    connection.execute(
        "INSERT INTO article (name, title, text) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET title = excluded.title, text = excluded.text",
        (article.name, article.title, article.text),
    )


def _insert(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    return connection.execute(statement, values).lastrowid or 0
