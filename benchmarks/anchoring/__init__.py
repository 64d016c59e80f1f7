"""How well marks are found again: marks and edits made from any folder of texts, and three rules to place them."""
