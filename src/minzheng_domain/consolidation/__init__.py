"""Consolidation (汇总): the ledgers of several units merged into one, from which the same reports come out."""
