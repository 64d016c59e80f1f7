"""The rules by which the mentions of one text are joined."""
