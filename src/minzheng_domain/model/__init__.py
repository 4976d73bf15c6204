"""The model: how fields are declared, the records by area of work, periods, the ledger."""
