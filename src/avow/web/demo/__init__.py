"""The demonstration: an invented life of a forum, so that a newcomer sees every page with something in it."""
