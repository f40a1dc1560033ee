"""To come."""
from avow.commitments.guidance.lexicon import Lexicon
LEXICON = Lexicon(code="es", numbers={}, phrases={})
