"""Processes that index side by side, and what is told whoever waits for one that was ended."""

import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from reader.corpus.workers import end, workers


def half_an_answer(sign: Path) -> None:
    """Give the beginning of an answer, as one does whose process is ended meanwhile, and a sign that it is given."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["result_queue"]._writer._send(b"\0\0\x10\0half")
    sign.touch()
    time.sleep(600)  # until it is ended


def test_whoever_waits_for_half_an_answer_is_told_that_its_process_was_ended(tmp_path: Path) -> None:
    pool, sign = workers(), tmp_path / "sign"
    answer = pool.submit(half_an_answer, sign)
    while not sign.exists() and not answer.done():
        time.sleep(0.01)
    end(pool)
    with pytest.raises(BrokenProcessPool):
        answer.result(60)
