"""Recognition: where the tables of a spreadsheet stand, what their columns are, and which rows are no records.

A false guess is worse than a question: what fits two kinds of record alike is left out and told.
"""
