"""What texts are made of, between spaces: the figures by which made-up texts are compared with real ones.

python3 tests/benchmarks/chunks.py TEXTS.jsonl.gz prints them for texts of your own, one a line. In the test are figures alone, no text.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter

SIZE = 1_000_000  # chunks that are looked at, of texts in an order drawn by chance
SHARES = {
    "a capital first": r"\W*[A-Z].*",
    "capitals alone": r"\W*[A-Z][A-Z.]*[A-Z]\W*",
    "a digit": r".*\d.*",
    "a comma last": r".*,",
    "a full stop last": r".*\.",
    "a question or exclamation mark last": r".*[?!]",
    "a colon or semicolon last": r".*[:;]",
    "a quotation mark first": r"[\"“‘'].*",
    "a quotation mark last": r".*[\"”][.,;:]?",
    "a bracket first": r"\(.*",
    "an apostrophe inside": r".*\w['’]\w.*",
    "a hyphen inside": r".*\w-\w.*",
    "a full stop inside": r".*\w\.\w.*",
    "small letters alone": r"[a-z]+",
}
SENTENCE = re.compile(r"(?<=[.!?])[\"”’')]*\s+")


def figures(texts):
    """Return the figures of texts, of which those of the first million chunks count.

    Examples
    --------
    >>> figures(["No, no.", "No, they said."])["distinct chunks"]
    4
    """
    chunks, read = [], []
    for text in texts:
        read.append(text)
        chunks += text.split()
        if len(chunks) >= SIZE:
            break
    chunks = chunks[:SIZE]
    often = Counter(chunks)
    lengths = sorted(len(sentence.split()) for text in read for sentence in SENTENCE.split(text) if sentence.strip())
    found = {"distinct chunks": len(often), "characters of a chunk": sum(map(len, chunks)) / len(chunks)}
    found["of the distinct, those met once"] = sum(times == 1 for times in often.values()) / len(often)
    for name, form in SHARES.items():
        matches = re.compile(form).fullmatch
        found[name] = sum(times for chunk, times in often.items() if matches(chunk)) / len(chunks)
    found["chunks of a sentence"] = sum(lengths) / len(lengths)
    return found | {f"chunks of a sentence, of ten the {n}th": lengths[len(lengths) * n // 10] for n in (1, 5, 9)}


def main(path):
    """Print the figures of a file of texts, one a line as JSON."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    random.Random(1).shuffle(texts)
    for name, value in figures(texts).items():
        print(f"    {json.dumps(name)}: {value:.4g},")


if __name__ == "__main__":
    main(sys.argv[1])
