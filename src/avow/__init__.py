"""Avow: an open platform for forums of public commitments."""
