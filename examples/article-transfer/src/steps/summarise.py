"""Summarise a cluster with sentences of its own articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from src.embedding import Vectors
from src.language import Sentence
from src.steps.cluster import Cluster

MINIMUM_LEMMAS = 4
NOVELTY = 0.5


@dataclass(frozen=True)
class Quote:
    """A sentence and the name of the article it stands in."""

    article: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A sentence that may enter the summary."""

    article: str
    sentence: Sentence


def summarise(found: Cluster, count: int) -> list[Quote]:
    """Choose sentences close to the cluster's centre, far from each other, one per article."""
    candidates = _candidates(found)
    if not candidates:
        return []
    vectors = _vectors(candidates)
    chosen: list[int] = []
    while len(chosen) < count:
        best = _next(candidates, vectors, chosen)
        if best is None:
            break
        chosen.append(best)
    return [Quote(candidates[index].article, candidates[index].sentence.text) for index in chosen]


def _candidates(found: Cluster) -> list[Candidate]:
    return [
        Candidate(document.article.name, sentence)
        for document in found.documents
        for sentence in document.sentences
        if sentence.stands_alone and len(sentence.lemmas) >= MINIMUM_LEMMAS
    ]


def _vectors(candidates: Sequence[Candidate]) -> Vectors:
    """Weigh words by how common they are in the cluster, since its topic is what its sentences share."""
    terms = TfidfVectorizer(analyzer=lambda candidate: candidate.sentence.lemmas, use_idf=False)
    vectors: Vectors = terms.fit_transform(candidates).toarray()
    return vectors


def _next(candidates: Sequence[Candidate], vectors: Vectors, chosen: Sequence[int]) -> int | None:
    """Return the candidate that adds most to those chosen."""
    used = {candidates[index].article for index in chosen}
    open_indexes = [index for index, candidate in enumerate(candidates) if candidate.article not in used]
    if not open_indexes:
        return None
    centrality = vectors @ vectors.mean(axis=0)
    overlap = (vectors @ vectors[list(chosen)].T).max(axis=1) if chosen else np.zeros(len(candidates))
    scores = centrality / centrality.max() - NOVELTY * overlap
    return max(open_indexes, key=lambda index: float(scores[index]))
