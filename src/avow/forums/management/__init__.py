"""Commands about forums."""
