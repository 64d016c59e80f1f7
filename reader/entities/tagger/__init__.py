"""The trained tagger: text in, names out, by a small neural network that ships with the package."""
