"""Finds names by rules and word lists alone: no model, quick, and less often right than the network."""

from reader.entities.rules.finding import names_by_rules

__all__ = ["names_by_rules"]
