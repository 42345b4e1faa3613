"""Fail unless the bundled corpus gives one cluster per topic: python -m checks.topics."""

from __future__ import annotations

import sys

from config.settings import load_settings
from src.main import Results, run
from src.steps.fetch import Article, fetch


def topic(name: str) -> str:
    """Return the topic of an article of the corpus, the first word of its name."""
    return name.partition("-")[0]


def grouped(names: list[str]) -> set[frozenset[str]]:
    """Group names by their topic."""
    return {frozenset(name for name in names if topic(name) == own) for own in map(topic, names)}


def problems(articles: list[Article], results: Results) -> list[str]:
    """Return what is wrong with the clusters and their summaries."""
    texts = {article.name: article.text for article in articles}
    clusters = {frozenset(document.article.name for document in found.documents) for found, _ in results}
    messages = [f"no cluster is {sorted(wanted)}" for wanted in grouped(list(texts)) - clusters]
    for found, summary in results:
        if not summary:
            messages.append(f"no summary: {' '.join(found.terms)}")
        foreign = [quote for quote in summary if quote.text not in texts[quote.article]]
        messages += [f"not in {quote.article}: {quote.text}" for quote in foreign]
    return messages


def main() -> int:
    """Run the application on the corpus and report."""
    settings = load_settings()
    messages = problems(fetch(settings.source), run(settings, settings.source))
    for message in messages:
        print(f"FAIL  {message}", file=sys.stderr)
    if not messages:
        print("ok    one cluster per topic, summaries quote their articles")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
