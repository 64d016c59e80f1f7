"""What a text is made of: spans, mentions, graphemes, words, sentences; and how foreign text is made safe.

Every position is a code-point offset into one immutable string; every range is half-open.
"""
