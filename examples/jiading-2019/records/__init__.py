"""The records of the example, one module for each area of work, with what the figures count and what they leave out."""
