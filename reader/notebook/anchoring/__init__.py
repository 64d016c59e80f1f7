"""How a marked passage is found again in a text that changed: folded, looked up, laid side by side, judged.

Imported only when a text did change; reading an unchanged folder pays for none of it.
"""
