"""Reports as trees whose numbers are figures: the document model, the templates, the annual report."""
