"""Group articles by topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import hdbscan
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from src.embedding import embed
from src.language import Document

NOISE = -1
TERMS = 4


@dataclass(frozen=True)
class Cluster:
    """Articles of one topic and the words that tell it from the others."""

    label: int
    terms: tuple[str, ...]
    documents: tuple[Document, ...]


def cluster(documents: Sequence[Document], dimensions: int, minimum: int) -> list[Cluster]:
    """Return the clusters, largest first; articles that fit none are left out."""
    if len(documents) < minimum:
        raise ValueError(f"{len(documents)} articles: a cluster takes at least {minimum}")
    labels = _labels(documents, dimensions, minimum)
    terms = _terms(documents, labels)
    clusters = [
        Cluster(label, terms[label], tuple(d for d, own in zip(documents, labels, strict=True) if own == label))
        for label in sorted(set(labels) - {NOISE})
    ]
    return sorted(clusters, key=lambda found: (-len(found.documents), found.terms))


def _labels(documents: Sequence[Document], dimensions: int, minimum: int) -> list[int]:
    model = hdbscan.HDBSCAN(min_cluster_size=minimum, min_samples=1, cluster_selection_method="leaf")
    return [int(label) for label in model.fit_predict(embed(documents, dimensions))]


def _terms(documents: Sequence[Document], labels: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Name each cluster by the words with the highest mean weight in it."""
    vectorizer = TfidfVectorizer(analyzer=lambda document: document.lemmas, sublinear_tf=True)
    weights = pd.DataFrame(vectorizer.fit_transform(documents).toarray(), columns=vectorizer.get_feature_names_out())
    means = weights.groupby(pd.Series(labels)).mean()
    return {int(label): tuple(row.nlargest(TERMS).index) for label, row in means.iterrows()}
