"""Pages that belong to no app: the frame around them."""
