"""Forms: the figures of a year as statistical forms (统计表), as Word and as a page."""
