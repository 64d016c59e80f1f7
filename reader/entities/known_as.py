"""What the extractors that come with the package are called in settings and in the index."""

from typing import Final

BUILT_IN: Final = "built-in"
RULES: Final = "rules"
