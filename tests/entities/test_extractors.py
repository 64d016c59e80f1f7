"""Models that the user has installed find names in place of the network, and say so when they cannot."""

import os
import sys
import types

import pytest

from reader.entities import extractors, find_entities
from reader.entities.extractors import BUILT_IN, ExtractorError, best_extractor, extractor, identity_of

PARAGRAPH = "Zanele Mokoena of Quillfeather Labs went to Xanadu. "


@pytest.fixture(autouse=True)
def forgotten():
    """Load every model anew."""
    extractor.cache_clear()
    best_extractor.cache_clear()
    yield
    extractor.cache_clear()
    best_extractor.cache_clear()


@pytest.fixture
def pipeline(tmp_path):
    """Make a real spaCy pipeline that knows three names."""
    spacy = pytest.importorskip("spacy", reason="spaCy is for those who want it")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Zanele Mokoena"},
            {"label": "ORG", "pattern": "Quillfeather Labs"},
            {"label": "GPE", "pattern": "Xanadu"},
            {"label": "CARDINAL", "pattern": "two"},
        ]
    )
    nlp.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def test_a_spacy_pipeline_finds_the_names_that_are_shown(pipeline):
    text = "😀 two: " + PARAGRAPH
    found = find_entities(text, extractor(f"spacy:{pipeline}"))
    assert [(m.text, m.kind) for m in found] == [
        *(("Zanele Mokoena", "person"), ("Quillfeather Labs", "organization"), ("Xanadu", "place")),
    ]
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_long_text_is_given_in_stretches_and_no_name_is_lost(pipeline):
    text = "\n\n".join([PARAGRAPH * 20] * 100) + PARAGRAPH * 2_000
    found = extractor(f"spacy:{pipeline}").names(text)
    assert len(found) == 3 * text.count("Zanele")
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_pipeline_that_is_not_there_is_told_of(tmp_path):
    pytest.importorskip("spacy", reason="spaCy is for those who want it")
    with pytest.raises(ExtractorError, match="spaCy cannot load"):
        extractor(f"spacy:{tmp_path / 'nothing'}")


@pytest.mark.parametrize(("name", "module"), [("spacy:any", "spacy"), ("gliner:any", "gliner")])
def test_what_is_not_installed_is_told_with_the_command_that_installs_it(monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtractorError, match=f"pip install {module}"):
        extractor(name)


def gliner_module(models):
    """Make a module with the part of GLiNER's interface that is used."""

    class Model:
        @classmethod
        def from_pretrained(cls, name, *, local_files_only):
            assert local_files_only, "nothing may be downloaded"
            if name not in models:
                raise OSError("no such model")
            return cls()

        def predict_entities(self, text, labels, threshold):
            assert "person" in labels
            assert 0 < threshold < 1
            at = text.find("Zanele Mokoena")
            return [] if at < 0 else [{"start": at, "end": at + 14, "label": "person", "text": "", "score": 0.9}]

    module = types.ModuleType("gliner")
    module.GLiNER = Model
    return module


def test_a_gliner_model_is_asked_stretch_by_stretch_and_never_downloaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "gliner", gliner_module({"saved"}))
    text = "\n\n".join(["Nothing here. " * 50, PARAGRAPH, "Nothing there. " * 80, PARAGRAPH])
    found = extractor("gliner:saved").names(text)
    assert [text[m.start : m.end] for m in found] == ["Zanele Mokoena"] * 2
    with pytest.raises(ExtractorError, match="no such model"):
        extractor("gliner:other")


def test_the_folder_of_a_model_may_stand_in_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setitem(sys.modules, "gliner", gliner_module({str(tmp_path / "saved")}))
    assert extractor(f"gliner:~{os.sep}saved").names(PARAGRAPH)


@pytest.mark.parametrize("name", ["", "spacy", "spacy:", "network", "gliner:"])
def test_a_name_that_means_nothing_is_told_with_those_that_do(name):
    with pytest.raises(ExtractorError, match="built-in, rules, spacy:PIPELINE and gliner:MODEL"):
        extractor(name)


def test_where_the_wanted_model_cannot_be_had_the_built_in_one_is_used_and_the_reason_kept():
    chosen, problem = best_extractor("nothing-like-it")
    assert chosen is extractor(BUILT_IN)
    assert "nothing-like-it" in problem


def test_the_rules_can_be_asked_for():
    assert [m.text for m in find_entities("Prime Minister Narendra Modi spoke.", extractor("rules"))] == [
        "Narendra Modi"
    ]


def test_the_identity_tells_versions_apart_without_loading_anything(monkeypatch, pipeline):
    assert identity_of().startswith("network ")
    assert identity_of("rules").startswith("rules ")
    about = pipeline / "meta.json"
    before = identity_of(f"spacy:{pipeline}")
    about.write_text(
        about.read_text(encoding="utf-8").replace('"version":"0.0.0"', '"version":"0.0.1"'), encoding="utf-8"
    )
    assert before.startswith("spacy:")
    assert identity_of(f"spacy:{pipeline}") != before
    monkeypatch.setattr(extractors, "find_spec", lambda _name: None)
    assert identity_of(f"spacy:{pipeline}") == identity_of() == identity_of("rules")
