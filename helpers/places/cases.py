"""The case endings of Ukrainian and Russian: from a name in the nominative, the forms in which it can stand in a text.

The forms are made by the end of each word, and more of them than a grammar allows: *Буча* is declined as a noun and as an adjective.
A form that no one writes does no harm.
"""

import re
from functools import cache
from itertools import product

from helpers.spans import wordlist

# The end of a word, and what stands in its place: the first that fits, and all rows marked with + besides.
NOUNS = {
    "uk": """
+їв  єва єву євом єві єве
+ів  ова ову овом ові ового овому овим ева еву евом еві
+ин  иного иному иним
єць  йця йцю йцем йці йців йцям йцями йцях
ець  ця цю цем ці цеві ців цям цями цях
+ень  ня ню нем ні
+інь  еня еню енем ені
+іль  оля олю олем олі
+ім  ому омом омі
+ід  оду одом оді
+іг  огу ога огом озі
+іст  осту остом ості
+ет  ту том ті та
га  ги гу гою го зі г гої гій
ка  ки ку кою ко ці ок кам ками ках кої кій
ха  хи ху хою хо сі х хої хій
жа|ча|ша|ща  і у ею о ої ій ою
ця  ці цю цею ць
я$vowel  ї ю єю є
'я  'ю 'ям 'ї 'єм
я  і ю ею е ям ь
а  и і у ою о ої ій е
о  а у ові ом і ого ому им
е  ого ому им ім я ю ем і а у ом ої
+ки  ок ків кам ками ках
и  ів ам ами ах - ями
і  ів їв ям ями ях их им ими ей -
ий  ого ому им ім ого
ій  ього ьому ім ія ію ієм ії
й  я ю єм ї єві
+нь  нню
+ль  ллю
+ть  ттю
ь  я ю ем і еві ей ями ям ях
ж|ч|ш|щ  а у ем ею і ю ові
к  ка ку кові ком
г  га гу гові гом зі
х  ха ху хові хом сі
*  а у ові ом ем і
""",
    "ru": """
+ет  та ту том те
+овь  ви овью
аец|иец|еец  -йца -йцу -йцем -йце -йцы -йцев -йцам -йцами -йцах
ец  ца цу цом цем це цы цев цов цам цами цах
ая  ой ую ою
яя  ей юю ею
ия  ии ию ией
я$vowel  и ю ей е
я  и е ю ей ь
га|ка|ха|жа|ча|ша|ща  и е у ой ою ей - ам ами ах
ца  ы е у ей ц
а  ы е у ой ою
ое  ого ому ым ом им
ее  его ему им ем
ые  ых ым ыми
ие  их им ими
ье  ья ью ьем
е  я ю ем а у ом
о  а у ом е
ый  ого ому ым ом
ий  ого ому им ом его ему ем ьего ьему ьим ьем ия ию ием ии
ой  ого ому ым ом
й  я ю ем е
+ки  ек ок
ы  ов ам ами ах - ев
и  - ов ев ей ам ами ах ям ями ях
ь  я ю ем ём е и ью ей ям ями ях
*  а у ом ем е
""",
}
ADJECTIVES = {
    "uk": "ий ого ому им ім а ої ій у ою е і их ими о",
    "ru": "ий ый ого ому им ым ом ая ой ую ою ое ие ые их ых ими ыми о",
}
PEOPLE = {
    "uk": {"анин": "ан", "янин": "ян", "ок": "к", "ець": "ц", "єць": "йц", "ець ": "ц"},
    "ru": {"анин": "ан", "янин": "ян", "ок": "к", "ец": "ц", "аец": "айц", "иец": "ийц", "еец": "ейц"},
}
OF_PEOPLE = {
    "uk": "и і а у ові ом ем еві ів їв ам ами ах ям ями ях я ю",
    "ru": "ы и е а у ом ем ов ев ам ами ах",
}
VOWEL = "аеєиіїоуюяыэё"


def folded(word):
    """Return a word as it is compared: small letters, е for ё, and one kind of apostrophe.

    Examples
    --------
    >>> folded("Чёрное"), folded("В’єтнам")
    ('черное', "в'єтнам")
    """
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


@cache
def _rules(language):
    rows = []
    for line in NOUNS[language].strip().split("\n"):
        ends, *others = line.split()
        also, ends = ends.startswith("+"), ends.removeprefix("+")
        rows += [(end, [other.removeprefix("-") for other in others], also) for end in ends.split("|")]
    return rows


@cache
def _indeclinable():
    return frozenset(map(folded, wordlist("indeclinable_cyrillic")))


@cache
def noun_forms(word, language):
    """Return the forms of one word of a name, and itself.

    Examples
    --------
    >>> "києва" in noun_forms("Київ", "uk"), "бучі" in noun_forms("Буча", "uk"), "львове" in noun_forms("Львов", "ru")
    (True, True, True)
    """
    if "-" in word:
        parts = [sorted(noun_forms(part, language)) for part in word.split("-")]
        return frozenset(map("-".join, product(*parts)))
    plain = folded(word)
    if (word.isupper() and len(word) > 1) or len(plain) < 3 or plain in _indeclinable():
        return frozenset([plain])
    forms, done = {plain}, False
    for end, others, also in _rules(language):
        end, _, vowel = end.partition("$")
        fits = plain.endswith(end) if end != "*" else plain[-1] not in VOWEL + "йь"
        if not fits or (done and not also) or (vowel and plain[-2] not in VOWEL):
            continue
        stem = plain if end == "*" else _stem(plain, end, language)
        forms |= {stem + other for other in others}
        done |= not also
    return frozenset(map(folded, forms))


def _stem(plain, end, language):
    """Return what stays of a word: all but its end; a consonant that its end is written with stays too."""
    keeps = end in ("жа", "ча", "ша", "ща") or (language == "ru" and re.fullmatch("[гкхжчшщ]а", end))
    if keeps:
        return plain[:-1]
    if end in ("ж", "ч", "ш", "щ"):
        return plain
    if end in ("аец", "иец", "еец"):
        return plain[:-2]
    return plain[: len(plain) - len(end)]


def adjective_forms(word, language):
    """Return the forms of an adjective, with that which begins a word of two: *українсько-*.

    Examples
    --------
    >>> sorted(adjective_forms("польський", "uk"))[:3]
    ['польська', 'польське', 'польський']
    """
    stem = folded(word)[:-2]
    return frozenset(stem + end for end in ADJECTIVES[language].split())


def people_forms(word, language):
    """Return the forms of the name of one of a people, in the singular and the plural.

    Examples
    --------
    >>> "росіянами" in people_forms("росіянин", "uk"), "украинцев" in people_forms("украинец", "ru")
    (True, True)
    """
    plain = folded(word)
    if plain.endswith("ка"):
        return noun_forms(plain, language) | {plain[:-2] + "ок", *(plain + end for end in ("м", "ми", "х"))}
    ends = sorted(PEOPLE[language].items(), key=lambda pair: -len(pair[0]))
    stems = [plain, *[plain.removesuffix(end) + new for end, new in ends if plain.endswith(end)][:1]]
    plural = {stems[-1]} if plain.endswith("нин") else set()
    return frozenset({plain, *plural, *(stem + end for stem in stems for end in OF_PEOPLE[language].split())})
