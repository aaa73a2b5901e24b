"""Times the original's way to find a song, step by step as Spotifinder took it in Python.

    python find_original.py TRACKS.csv HINTS.txt [ENCODER.onnx]

TRACKS.csv has the columns name and artists, HINTS.txt a hint a line. A query is: the TF-IDF row of the
hint (scikit-learn), made dense; the encoder's layers of 1024, 256, 128 and 64 (numpy); the ten
nearest of all codes (scikit-learn's ball tree). Prints milliseconds a query as JSON. Needs
scikit-learn; with `onnx` and the encoder of the preset spotifinder for the same catalogue, the codes
are those of that encoder, in which the four linear layers are multiplied into one table. The layers
of a query have random weights in any case: that takes as long, and its result is thrown away.
"""

import csv
import json
import re
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import BallTree

WIDTHS = (1024, 256, 128, 64)
NEIGHBOURS = 10


def tokens(text):
    return re.sub("[^a-zA-Z 0-9]", "", text.lower().replace(",", " ").replace("-", " "))


def table_of(encoder, terms):
    """The folded layers of an encoder; none if there is none or if it has other terms."""
    try:
        import onnx
        from onnx import numpy_helper
    except ImportError:
        return None
    tensors = {tensor.name: tensor for tensor in onnx.load(encoder).graph.initializer}
    table = numpy_helper.to_array(tensors["table"]).astype(np.float32)
    return table if table.shape[0] == terms and table.shape[1] == WIDTHS[-1] else None


def random_layers(terms, generator):
    widths = (terms, *WIDTHS)
    for rows, columns in zip(widths, widths[1:]):
        limit = np.sqrt(6 / (rows + columns))  # Glorot and Bengio, 2010
        yield generator.uniform(-limit, limit, (rows, columns)).astype(np.float32)


def main(tracks_csv, hints_txt, encoder=None):
    with open(tracks_csv, encoding="utf-8", newline="") as file:
        documents = [tokens(f"{row['name']} {row['artists']} ") for row in csv.DictReader(file)]
    with open(hints_txt, encoding="utf-8") as file:
        hints = file.read().splitlines()
    vectorizer = TfidfVectorizer(stop_words="english", min_df=min(7, 1 + len(documents) // 1000))
    vectors = vectorizer.fit_transform(documents).astype(np.float32)
    terms = vectors.shape[1]
    layers = list(random_layers(terms, np.random.default_rng(1)))
    table = table_of(encoder, terms) if encoder else None
    weights = "random" if table is None else "trained"
    if table is None:
        table = layers[0] @ layers[1] @ layers[2] @ layers[3]
    tree = BallTree(vectors @ table)

    def query(hint):
        row = vectorizer.transform([tokens(hint)]).toarray().astype(np.float32)
        code = row
        for layer in layers:
            code = code @ layer
        return tree.query(row @ table, k=min(NEIGHBOURS, len(documents)))

    milliseconds = []
    for hint in hints[:3] + hints:
        started = time.perf_counter()
        query(hint)
        milliseconds.append(1000 * (time.perf_counter() - started))
    p50, p95, p99 = np.percentile(milliseconds[3:], [50, 95, 99])
    print(json.dumps({"queries": len(hints), "terms": terms, "weights": weights,
                      "p50": p50, "p95": p95, "p99": p99}))


if __name__ == "__main__":
    main(*sys.argv[1:])
