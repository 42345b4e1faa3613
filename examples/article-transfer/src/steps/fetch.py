"""Fetch articles from a directory, a file or a URL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import urlopen

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Article:
    """One article: its name within the source, its title and its text."""

    name: str
    title: str
    text: str


def fetch(source: str) -> list[Article]:
    """Return the articles of a source, ordered by name."""
    articles = _fetch_url(source) if _is_url(source) else _fetch_path(Path(source))
    if not articles:
        raise ValueError(f"{source}: no articles")
    return sorted(articles, key=lambda article: article.name)


def _is_url(source: str) -> bool:
    return urlparse(source).scheme in {"http", "https"}


def _fetch_url(url: str) -> list[Article]:
    with urlopen(url, timeout=TIMEOUT_SECONDS) as response:
        content = response.read().decode("utf-8")
    return _parse_file(Path(urlparse(url).path), content)


def _fetch_path(path: Path) -> list[Article]:
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return [article for file in files for article in _parse_file(file, file.read_text(encoding="utf-8"))]


def _parse_file(path: Path, content: str) -> list[Article]:
    if path.suffix == ".json":
        return [Article(entry["name"], entry["title"], entry["text"]) for entry in json.loads(content)]
    return [_parse_text(path.stem, content)]


def _parse_text(name: str, content: str) -> Article:
    """Take the first line as the title and join the lines of each paragraph after it."""
    title, _, body = content.strip().partition("\n")
    paragraphs = (" ".join(paragraph.split()) for paragraph in body.split("\n\n"))
    return Article(name, title.strip(), "\n\n".join(paragraph for paragraph in paragraphs if paragraph))
