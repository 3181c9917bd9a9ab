"""Whether a capital stands for its government in Ukrainian and Russian, by the words beside it: *Київ заявив*, *переговоры с Киевом*."""

import re
from functools import cache

from helpers.places.cases import folded
from helpers.spans import wordlist

NOT_ACTS = ("був", "була", "було", "был", "есть", "стоїть", "стоит", "лежить", "лежит", "розташ", "располож", "пережи", "зазна")
# What may stand between a subject and its verb: small words, a date, others that act with it.
SMALL = r"(?:\s+(?:та|і|и|й)\s+[А-ЯЄІЇҐ][\w'-]+)?(?:\s+(?:вже|уже|ще|ещё|также|також|не|теж|тоже|знову|снова|однак|однако|й|і|и))*"
SMALL += r"(?:\s+\d{1,2}\s+[а-яєіїґ]+(?:\s+\d{4}\s+(?:року|года))?)?"
NEXT = re.compile(rf"{SMALL}\s+(?P<verb>[а-яєіїґё'-]{{3,}})")
PAST = re.compile(r"(?:[аеиіоуюяє]в|[аеиоуыяё]л|л[ао]|вся|лася|лся|лась|лось)$")
PRESENT = re.compile(r"(?:[аяуює]є|[ії]ть|ить|ає|ується|ається|иться|[еёи]т|ется|ится)$")
ONE_MORE = r"(?:\s+(?!(?:в|у|во|на|из|з|із|зі|с|со|до|от|від|під|біля|через|по|за)\s)[а-яєіїґё]+)?"
WITH = re.compile(
    r"(?:переговор|розмов|разговор|угод|домовлен|договор|діалог|диалог|контакт|відносин|отношен|співпрац|сотруднич|соглашен|зв'язк|связ)"
    r"\w{0,6}\s+(?:між\s+|между\s+)?(?:з|із|зі|с|со)\s+$"
)
TO = re.compile(
    r"(?:допомага|помога|допомо[гж]|помощ|переда|нагада|напомин|обіця|обеща|відпові|ответ|погрож|угрож|служ|пропон|предл|дозвол|разреш|дорік|"
    rf"відмов|отказ)[а-яєіїґё']{{0,8}}{ONE_MORE}\s+$"
)
ADDRESSES = re.compile(
    r"(?:закли|призва|призыва|повідом|уведом|звинува|обвин|попередж|попереди|предупре|зму[сш]|застав|засуд|осу[дж]|підтрим|поддерж)"
    rf"[а-яєіїґё']{{0,8}}{ONE_MORE}\s+$"
)
OF = re.compile(
    r"(?:крок|шаг|рішенн|решени|позиці|позици|вимог|требован|відмов|отказ|заяв|агресі|агресси|план|намір|намерен|політик|политик|дії|действи|"
    r"режим|влад[аиіу]|власт|союзник|пропозиці|предложени|рол[ьіи]|участ|обіцян|обещан|готовн|згод|согласи|вин)[а-яєіїґё']{0,5}\s+$"
)


@cache
def _speaks():
    return tuple(wordlist("speaks_cyrillic"))


@cache
def _said_before():
    return re.compile(rf"(?:{'|'.join(_speaks())})[а-яєіїґё']{{0,8}}\s+$")


def stands_for_government(text, start, end, nominative):
    """Return whether a capital at a place is its government.

    Examples
    --------
    >>> text = "Київ відкинув пропозицію"
    >>> stands_for_government(text, 0, 4, True), stands_for_government("Київ обстріляли", 0, 4, True)
    (True, False)
    """
    told = text[max(start - 48, 0) : start].lower()
    if nominative:
        said = told.endswith((", ", "– ", "— ")) or told.rstrip()[-1:] not in (",", ".", ":", "")
        return is_actor(text, end) or bool(said and _said_before().search(told))
    return any(sign.search(told) for sign in (WITH, TO, OF, ADDRESSES)) or bool(_about_to(text, end))


def _about_to(text, end):
    """Return whether a verb of address follows: *Москву про нього має повідомити*."""
    return re.match(
        r"(?:\s+[а-яєіїґё]+){0,4}\s+(?:повідомити|попередити|закликати|уведомить|предупредить|призвать)\b", text[end : end + 60]
    )


def is_actor(text, end):
    """Return whether the verb of a subject in the singular follows: *Росія напала*, *Россия отвергла*."""
    match = NEXT.match(text, end)
    verb = folded(match["verb"]) if match else ""
    if not verb or verb.startswith(NOT_ACTS):
        return False
    return verb.startswith(_speaks()) or bool(PAST.search(verb) or PRESENT.search(verb))
