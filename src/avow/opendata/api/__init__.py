"""API v1: what the public pages show, as JSON, at `/api/v1/`."""
