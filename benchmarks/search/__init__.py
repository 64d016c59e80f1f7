"""How well and how fast a folder is indexed and searched, at three sizes of made-up corpora or in a real folder."""
