"""To come."""
from avow.commitments.guidance.lexicon import Lexicon
LEXICON = Lexicon(code="pt", numbers={}, phrases={})
