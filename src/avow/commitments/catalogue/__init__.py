"""Example commitments that a maker can start from: kept, shown, edited, used."""
