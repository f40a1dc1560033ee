"""Counting in memory: roaring bitmaps of a forum's public entries, in each process.

`stock.py` puts all entries by in the database (`Stock`, `Posting`), `base.py` reads that,
`fresh.py` holds what changed since, `shelf.py` joins both and follows `Change`, `asking.py` answers
a question, `ordering.py` sorts what was found.
Nothing here is the truth: the same question asked of the tables (`directory/asked_of_tables.py`)
has the same answer, and is asked there while there is no shelf.
"""
