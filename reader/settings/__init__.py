"""What the user has set up, from `config.toml` in the platform's folder for settings. A bad file never stops the program."""

from reader.settings.loading import colour_name, load_settings, settings_path
from reader.settings.model import COLOURS, CONTEXTS, FORMATS, WIDTHS, ExportSettings, Settings

__all__ = [
    "COLOURS",
    "CONTEXTS",
    "FORMATS",
    "WIDTHS",
    "ExportSettings",
    "Settings",
    "colour_name",
    "load_settings",
    "settings_path",
]
