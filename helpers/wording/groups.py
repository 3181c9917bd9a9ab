"""Groups of sentences that are alike, and what sentences of different groups share."""

from collections import Counter

import numpy as np

from helpers.wording.repeats import components, maximal_repeats, near_pairs

BEFORE = 4  # a denial this many words before a passage belongs to it: "do not recognise | the annexation of"


def sentence_passages(table, least, words, near):
    """Group the sentences that are alike; a wording is a sentence's sequence of words."""
    code, sentence, document = (table[name].to_numpy() for name in ("code", "sentence", "document"))
    starts = np.flatnonzero(np.diff(sentence, prepend=-1))
    ends = np.append(starts[1:], len(sentence))
    long = ends - starts >= words
    starts, ends = starts[long], ends[long]
    known, wording = {}, []
    for a, b in zip(starts.tolist(), ends.tolist(), strict=True):
        wording.append(known.setdefault(code[a:b].tobytes(), len(known)))
    wording = np.array(wording, dtype=np.int64)
    sample = np.unique(wording, return_index=True)[1]
    samples = [(int(starts[s]), int(ends[s])) for s in sample]
    at = np.concatenate([np.arange(a, b) for a, b in samples]) if samples else np.zeros(0, dtype=np.int64)
    of = np.repeat(np.arange(len(samples)), [b - a for a, b in samples])
    kinds = _senses(table, samples)
    pairs = [near_pairs(code[at], of, near=near, kinds=kinds), _same_template(table, samples, kinds, words)]
    cluster = components(np.concatenate(pairs), len(samples))
    low, high = (np.full(len(samples), value) for value in (len(table), -1))
    np.minimum.at(low, wording, document[starts])
    np.maximum.at(high, wording, document[starts])
    places = {}
    for s, number in enumerate(cluster[wording].tolist()):
        places.setdefault(number, []).append(s)
    places = [group for group in places.values() if len({document[starts[s]] for s in group}) >= least]
    bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))
    return {
        "places": places,
        "wording": wording,
        "bounds": bounds,
        "samples": samples,
        "at": at,
        "of": of,
        "cluster": cluster,
        "low": low,
        "high": high,
    }


def _senses(table, samples):
    """Number what wordings deny, refuse or reject: the words, and which occurrence of each in the sentence it is."""
    marked, code, known = table.marked.to_numpy(), table.code.to_numpy(), {}
    total = np.append(0, np.cumsum(marked))
    senses = []
    for a, b in samples:
        sense = ()
        if total[b] > total[a]:
            seen, found = Counter(), []
            for word, is_marked in zip((code[a:b] >> 1).tolist(), marked[a:b].tolist(), strict=True):
                found += [(word, seen[word])] if is_marked else []
                seen[word] += 1
            sense = tuple(sorted(found))
        senses.append(known.setdefault(sense, len(known)))
    return np.array(senses, dtype=np.int64)


def _same_template(table, samples, kinds, words):
    """Pair each wording with the first that is alike but for slots, where enough other words are left to tell."""
    slot, unit, code, known, pairs = table.slot.to_numpy(), table.unit.to_numpy(), table.code.to_numpy(), {}, []
    head = np.diff(unit, prepend=-1) != 0
    form = np.where(slot > 0, -slot, code)
    for i, (a, b) in enumerate(samples):
        line = form[a:b][head[a:b]]
        fixed = int((line >= 0).sum())
        if 2 * fixed >= words and fixed > len(line) - fixed:
            pairs.append((known.setdefault((line.tobytes(), kinds[i]), i), i))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def shared_parts(table, found, least, words):
    """Find shared sequences of words inside sentences that are not alike; return the places of each."""
    code, document, turns = (table[name].to_numpy() for name in ("code", "document", "turns"))
    at, of, samples = found["at"], found["of"], found["samples"]
    repeats = maximal_repeats(code[at], of, words=words, groups=found["cluster"], low=found["low"], high=found["high"])
    uses = [[] for _ in samples]
    for s, number in enumerate(found["wording"].tolist()):
        uses[number].append(found["bounds"][s][0])
    total = np.append(0, np.cumsum(turns))
    begin = np.array([a for a, _ in samples], dtype=np.int64)
    end = np.array([b for _, b in samples], dtype=np.int64)
    parts = []
    for length, positions in repeats:
        if 2 * len(set(code[at[positions[0]] : at[positions[0]] + length].tolist())) < words:
            continue  # the same few words over and over
        denied = total[at[positions]] > total[np.maximum(at[positions] - BEFORE, begin[of[positions]])]
        for group in (positions[denied], positions[~denied]):
            lists = of[group]
            if not len(group) or len(np.unique(found["cluster"][lists])) == 1:
                continue
            first, last = at[group], at[group] + length
            if len(group) < len(positions) and (
                _all_same(code[first - 1], first > begin[lists]) or _all_same(code[np.minimum(last, len(code) - 1)], last < end[lists])
            ):
                continue  # after the split, a longer passage has the same places
            places = [
                (use + p, use + p + length) for w, p in zip(lists.tolist(), (first - begin[lists]).tolist(), strict=True) for use in uses[w]
            ]
            if len({document[a] for a, _ in places}) >= least:
                parts.append(_apart(sorted(places)))
    return parts


def _apart(places):
    """Return the places that overlap none before: "so that so that so that" has a passage twice, not at every other word."""
    kept = places[:1]
    for place in places:
        if place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _all_same(code, inside):
    return bool(inside.all() and (code == code[0]).all())
