"""The original's way to find a song behind FastAPI and uvicorn, as a peer of serve.py.

    python fastapi_peer.py TRACKS.csv[.gz] PORT

TRACKS.csv has the columns name and artists. Each of two worker processes holds a TF-IDF vectorizer
(scikit-learn), the four dense layers of 1024, 256, 128 and 64 (numpy) and a ball tree over the codes of all
tracks. The layers have random weights: that takes as long as with learned ones, and this peer is only
timed. Before the first question the layers are folded into one table to make the codes of all tracks; a
question goes through each of them, as the original's did.
"""

import csv
import gzip
import os
import re
import sys

import numpy as np
import uvicorn
from fastapi import FastAPI
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import BallTree

# One thread a worker: more would fight over the cores.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

WIDTHS = (1024, 256, 128, 64)
NEIGHBOURS = 10
WORKERS = 2


class Original:
    def __init__(self, path):
        open_file = gzip.open if path.endswith(".gz") else open
        with open_file(path, "rt", encoding="utf-8", newline="") as file:
            self.rows = [(row["name"], row["artists"]) for row in csv.DictReader(file)]
        documents = [tokens(f"{name} {artists} ") for name, artists in self.rows]
        rarest = min(7, 1 + len(documents) // 1000)
        self.vectorizer = TfidfVectorizer(stop_words="english", min_df=rarest)
        terms = self.vectorizer.fit_transform(documents)
        self.layers = list(random_layers(terms.shape[1]))
        table = np.linalg.multi_dot(self.layers)
        self.tree = BallTree(terms @ table)

    def find(self, hint):
        values = self.vectorizer.transform([tokens(hint)]).toarray().astype(np.float32)
        for layer in self.layers:
            values = values @ layer
        _, nearest = self.tree.query(values, k=NEIGHBOURS)
        return [self.rows[row] for row in nearest[0]]


def tokens(text):
    return re.sub("[^a-zA-Z 0-9]", "", text.lower().replace(",", " ").replace("-", " "))


def random_layers(terms):
    generator = np.random.default_rng(1)
    widths = (terms, *WIDTHS)
    for rows, columns in zip(widths, widths[1:]):
        limit = np.sqrt(6 / (rows + columns))  # Glorot and Bengio, 2010
        yield generator.uniform(-limit, limit, (rows, columns)).astype(np.float32)


def make_app():
    original = Original(os.environ["PEER_TRACKS"])
    app = FastAPI()

    @app.get("/readyz")
    def readyz():
        return "ready"

    @app.get("/search")
    def search(q: str):
        return [{"name": name, "artists": artists} for name, artists in original.find(q)]

    return app


if __name__ == "__main__":
    os.environ["PEER_TRACKS"] = sys.argv[1]
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    uvicorn.run(
        "fastapi_peer:make_app", factory=True, port=int(sys.argv[2]), workers=WORKERS, log_level="error"
    )
