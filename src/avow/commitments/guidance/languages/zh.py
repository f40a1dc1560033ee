"""To come."""
from avow.commitments.guidance.lexicon import Lexicon
LEXICON = Lexicon(code="zh", numbers={}, phrases={})
