"""Fetch articles, group them by topic and summarise each group."""
