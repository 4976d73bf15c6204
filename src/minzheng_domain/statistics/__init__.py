"""Statistics: the query language, its compilers, measures and figures."""
