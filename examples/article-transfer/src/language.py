"""Split articles into sentences and the words that carry their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import spacy
from spacy.tokens import Doc, Span

from src.steps.fetch import Article

CONTENT_TAGS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


@dataclass(frozen=True)
class Sentence:
    """A sentence as written, the lemmas of its content words, and whether it is clear on its own."""

    text: str
    lemmas: tuple[str, ...]
    stands_alone: bool


@dataclass(frozen=True)
class Document:
    """An article with its sentences."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def lemmas(self) -> list[str]:
        """Return the content words of the whole article in order."""
        return [lemma for sentence in self.sentences for lemma in sentence.lemmas]


def analyse(articles: Iterable[Article], language_model: str) -> list[Document]:
    """Parse articles with a spaCy model."""
    model = spacy.load(language_model, exclude=["ner"])
    pairs = ((article.text, article) for article in articles)
    return [Document(article, _sentences(parsed)) for parsed, article in model.pipe(pairs, as_tuples=True)]


def _sentences(parsed: Doc) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(span.text.strip(), _lemmas(span), _stands_alone(span)) for span in parsed.sents if span.text.strip()
    )


def _lemmas(span: Span) -> tuple[str, ...]:
    return tuple(
        token.lemma_.lower() for token in span if token.pos_ in CONTENT_TAGS and token.is_alpha and not token.is_stop
    )


def _stands_alone(span: Span) -> bool:
    """Tell whether a noun comes before every pronoun such as "it" or "this", so that none needs another sentence."""
    for token in span:
        if token.pos_ in {"NOUN", "PROPN"}:
            return True
        if token.pos_ == "PRON" and ("Person=3" in token.morph or "PronType=Dem" in token.morph):
            return False
    return False
