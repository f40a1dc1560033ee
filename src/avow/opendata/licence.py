"""Under which licence the public data may be used again."""

CODE = "CC-BY-4.0"
NAME = "Creative Commons Attribution 4.0"
URL = "https://creativecommons.org/licenses/by/4.0/"
