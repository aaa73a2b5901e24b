"""Fills the column `langdetect` of name_languages.csv with what langdetect says of each name.

    pip install langdetect==1.0.9
    python langdetect_column.py name_languages.csv

The original system told languages with this package. Its random choices come from a fixed seed here;
its two kinds of Chinese count as one, and where it gives up the answer is "unknown".
"""

import csv
import sys

from langdetect import DetectorFactory, LangDetectException, detect


def language(name):
    try:
        return detect(name).split("-")[0]
    except LangDetectException:
        return "unknown"


def main(path):
    DetectorFactory.seed = 0
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["langdetect"] = language(row["name"])
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "language", "langdetect"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
