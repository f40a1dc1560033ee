"""Tokens with which the API is asked more often: made and revoked at `my/api/`."""
