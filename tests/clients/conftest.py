"""The client stands beside the platform, as it would on somebody else's machine."""

import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "clients" / "python" / "src"
sys.path.insert(0, str(SOURCE))
