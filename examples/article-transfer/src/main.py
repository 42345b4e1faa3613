"""Fetch, cluster and summarise articles: python -m src.main [SOURCE] [--store]."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from config.settings import Settings, load_settings
from src.db.runs import store_run
from src.embedding import has_sentence_model
from src.language import analyse
from src.steps.cluster import Cluster, cluster
from src.steps.fetch import fetch
from src.steps.summarise import Quote, summarise

WIDTH = 96

Results = list[tuple[Cluster, list[Quote]]]


def run(settings: Settings, source: str) -> Results:
    """Return the clusters of a source, each with its summary."""
    documents = analyse(fetch(source), settings.language_model)
    clusters = cluster(documents, settings.dimensions, settings.minimum_cluster)
    return [(found, summarise(found, settings.summary_sentences)) for found in clusters]


def describe(found: Cluster, summary: Sequence[Quote]) -> str:
    """Write a cluster as text: its words, its articles, its summary."""
    lines = [f"{' '.join(found.terms)} ({len(found.documents)} articles)"]
    lines += [f"  - {document.article.title}" for document in found.documents]
    text = " ".join(quote.text for quote in summary)
    lines.append(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines)


def report(results: Results) -> str:
    """Write all clusters as text, after the kind of vectors they were found with."""
    embeddings = "sentence model" if has_sentence_model() else "TF-IDF and SVD"
    clusters = [describe(found, summary) for found, summary in results] or ["no clusters"]
    return "\n\n".join([f"embeddings: {embeddings}", *clusters])


def main() -> int:
    """Print the clusters of a source, store them if asked, and return the exit status."""
    settings = load_settings()
    parser = argparse.ArgumentParser(description="Cluster and summarise articles.")
    parser.add_argument("source", nargs="?", default=settings.source, help="directory, file or URL")
    parser.add_argument("--store", action="store_true", help="keep the result in the database")
    arguments = parser.parse_args()
    try:
        results = run(settings, arguments.source)
    except (OSError, ValueError) as error:
        print(f"article-transfer: {error}", file=sys.stderr)
        return 1
    print(report(results))
    if arguments.store:
        identifier = store_run(Path(settings.database), arguments.source, results)
        print(f"\nstored as run {identifier} in {settings.database}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
