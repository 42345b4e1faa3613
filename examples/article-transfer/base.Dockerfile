# syntax=docker/dockerfile:1
FROM python:3.10-slim

WORKDIR /app
RUN useradd --uid 1000 --user-group --create-home app \
 && mkdir -p data /models/huggingface \
 && chown -R app:app /app /models

COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt

# An ENV, not only an ARG: an app that is built on this image sees it too.
ARG EMBEDDINGS=0
ENV EMBEDDINGS=${EMBEDDINGS}
COPY requirements-embeddings.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    if [ "$EMBEDDINGS" = 1 ]; then pip install -r requirements.txt -r requirements-embeddings.txt; fi

ENV HF_HOME=/models/huggingface
COPY checks/imports.py checks/
USER app
RUN python -m checks.imports
VOLUME /models/huggingface
