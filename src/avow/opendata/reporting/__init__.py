"""Many reports in one spreadsheet: for makers with dozens of commitments."""
