import sys
from pathlib import Path

# files of every kind are made there
sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
