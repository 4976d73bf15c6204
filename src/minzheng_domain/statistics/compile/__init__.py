"""Compilers: what a query becomes: Python, which is the reference, SQL, formulas of a workbook, and words.

All give one answer, which the tests hold them to with random ledgers and random queries.

- :mod:`~minzheng_domain.statistics.compile.python`: ``Task`` (what is asked), ``run``, ``Tally`` (the answer).
- :mod:`~minzheng_domain.statistics.compile.sql`: ``compile_task``, ``Statement``; with the engines' ``DUCKDB``,
  ``SQLITE`` and ``Dialect`` in :mod:`~minzheng_domain.statistics.compile.dialects`, and the tables that the
  statements ask, ``create_table``, ``insert_row``, ``row_of``, in
  :mod:`~minzheng_domain.statistics.compile.tables`.
- :mod:`~minzheng_domain.statistics.compile.excel`: ``compile_query``, ``Cells``.
- :mod:`~minzheng_domain.statistics.compile.words`: ``define``.
"""
