"""Pages of the maker, of its partners, and the public history."""
