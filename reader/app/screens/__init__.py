"""Screens: each turns messages of its widgets into calls of the rooms, and draws what comes back."""
