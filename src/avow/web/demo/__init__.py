"""The demonstration: an invented life of a forum, so that a newcomer sees no page empty."""
