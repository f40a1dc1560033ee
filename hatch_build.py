"""Compile the message catalogues into the wheel."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MessagesHook(BuildHookInterface):
    """Runs before a wheel or an editable installation is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write each .mo file beside its .po file."""
        package = Path(self.root) / "src" / "avow"
        spec = importlib.util.spec_from_file_location("catalogues", package / "kernel" / "catalogues.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_catalogues(package / "locale")
