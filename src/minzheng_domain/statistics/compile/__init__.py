"""Compilers: what a query becomes: Python, which is the reference, and words."""
