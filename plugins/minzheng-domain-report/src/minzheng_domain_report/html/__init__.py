"""HTML: the report as one page that explains itself: each number leads to its definition and its records."""
