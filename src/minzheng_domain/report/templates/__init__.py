"""The templates of reports that the library brings; they are read as text."""
