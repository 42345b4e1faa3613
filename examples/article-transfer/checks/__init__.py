"""Checks that run while the images are built."""
