"""Word: the annual report as a file of Word, in the layout of official documents (党政机关公文格式, GB/T 9704-2012)."""
