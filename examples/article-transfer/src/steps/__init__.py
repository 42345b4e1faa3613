"""The steps of a run, in order: fetch, cluster, summarise."""
