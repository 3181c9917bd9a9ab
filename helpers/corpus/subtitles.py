"""Subtitles (.srt, .vtt): what is said, without numbers, times and marks; lines that stay on the screen are read once."""

import html
import re

TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMING = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s.*)?$")
TAG = re.compile(r"</?(?:[ibucvs]|font|ruby|rt|lang)(?:[.\s][^<>\n]*)?>|<\d[\d:.]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?+\s++([^<>\n]++)>")


def read_subtitles(text, *, speeches=False):
    r"""Read the words of subtitles; a cue goes on in the next, and another voice begins a paragraph.

    Examples
    --------
    >>> read_subtitles("1\n00:00:01,000 --> 00:00:04,000\nWe support\n\n2\n00:00:04,000 --> 00:00:06,000\n<i>Ukraine</i>.\n")[0]["text"]
    'We support Ukraine.'
    """
    lines = text.lstrip("\ufeff").split("\n")
    cues, faults = _cues(lines)
    if faults or not cues:
        return {}, faults or [(1, "No time stands in the file, as in subtitles.", "Name it .txt if it is plain text.")]
    turns, shown, last_end = [], [], 0.0
    for begin, end, said in cues:
        plain = [line for line in (_plain(line) for line in said) if line[1]]
        fresh = plain
        if begin <= last_end + 0.05 and (len(plain) > 1 or end - begin < 0.1 or "<c>" in "".join(said)):
            fresh = _not_shown(plain, shown)
        for voice, line in fresh:
            if not turns or (voice and voice != turns[-1][0]):
                turns.append((voice, []))
            turns[-1][1].append(line)
        shown, last_end = [line for _, line in plain] or shown, end
    said = [{"issuer": voice or None, "text": " ".join(parts)} for voice, parts in turns]
    if not said:
        return {}, [(1, "The subtitles hold no words.", "Remove the file.")]
    voices = {turn["issuer"] for turn in said}
    language = re.search(r"^Language:\s*([a-z]{2})", "\n".join(lines[:10]), re.MULTILINE)
    row = {"text": "\n\n".join(turn["text"] for turn in said), "issuer": voices.pop() if len(voices) == 1 else None}
    row["language"] = language and language[1]
    return row | ({"parts": said} if speeches and len(said) > 1 else {}), []


def _cues(lines):
    """Return (begin, end, lines) for each cue, and a fault for each time that cannot be read."""
    cues, faults, taking = [], [], False
    for number, line in enumerate(lines, start=1):
        found = TIMING.match(line)
        if found:
            if cues and cues[-1][2]:
                _drop_name(cues[-1][2])
            cues.append((_seconds(found[1]), _seconds(found[2]), []))
            taking = True
        elif "-->" in line and not line.lstrip().startswith("NOTE"):
            faults.append((number, f"The time {line.strip()[:40]!r} cannot be read.", "Write it like this: 00:00:01,000 --> 00:00:04,000"))
        elif re.match(r"(NOTE|STYLE|REGION)(\s|$)", line) and not lines[number - 2].strip():
            taking = False
        elif taking:
            cues[-1][2].append(line)
    return [(begin, end, [line for line in said if line.strip()]) for begin, end, said in cues], faults


def _drop_name(said):
    """Drop the number or name of the next cue, which stands after an empty line below the words of this one."""
    if said[-1].strip() and (len(said) == 1 or not said[-2].strip()) and (len(said) > 1 or said[-1].strip().isdigit()):
        said.pop()


def _not_shown(plain, shown):
    """Leave out the first lines that are the last ones of the cue before, and are still on the screen."""
    words = [line for _, line in plain]
    same = next((n for n in range(min(len(words), len(shown)), 0, -1) if words[:n] == shown[-n:]), 0)
    return plain[same:]


def _plain(line):
    voice = VOICE.search(line)
    plain = html.unescape(TAG.sub("", VOICE.sub("", line))).replace("\u200e", "").replace("\u200b", "")
    return (voice[1].strip() if voice else "", " ".join(plain.split()))


def _seconds(time):
    parts = [float(part) for part in time.replace(",", ".").split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))
