"""What the panels share: controls that ask, an answer, and a view in which every mark and row opens its sentences."""

import asyncio
import base64
import contextlib
import functools
import gc
import html
import inspect
import io
import textwrap
from pathlib import Path
from typing import NamedTuple

import anywidget
import ipywidgets
import numpy as np
import pandas as pd
import traitlets
from IPython.core.formatters import format_display_data
from IPython.display import display
from PIL import Image

from helpers import corpus, outputs, plots, tables
from helpers.explore import states
from helpers.explore.choices import ALL, FILTERS, MENUS, WIDE, Field, choice_of, chosen
from helpers.explore.drawing import INCH, NARROWEST, WIDTH, drawn, marks_of
from helpers.explore.grid import Grid
from helpers.explore.margins import Margins
from helpers.explore.words import labels_of, listing, reading_of, sentences_of

SENTENCES = 20  # opened at a time
KEPT = 8  # answers and figures that a panel remembers, so that a step back takes no time
PAUSE = 0.3  # seconds without a key, after which what was typed is answered
REST = 2  # seconds without an answer, after which the last one is put into the notebook
# Around the table in a stored copy: there, JupyterLab says in place of the panel that it has no model, which the result below makes
# needless; it shows a white figure in its dark theme, and keeps the text of the figure from those who need it.
STORED_TABLE = """<div class="statements-stored"><style>.jp-OutputArea-child:has(> .jupyter-widgets):not(:has(> .jupyter-widgets > *))\
:has(~ .jp-OutputArea-child .statements-stored) {{ display: none; }}
[data-jp-theme-light="false"] .jp-OutputArea-child:has(+ .jp-OutputArea-child .statements-stored) img \
{{ filter: invert(0.9) hue-rotate(180deg); }}</style>
<p class="tex2jax_ignore mathjax_ignore" style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">\
Figure: {alt}</p>{table}</div>"""
SEEN = ("subcorpus", "since", "until", "issuer", "source")  # of the controls that choose statements; a button shows the others
STORED, COLOURS = 110, 96  # dots per inch and colours of the figure that stays in the notebook


class Answer(NamedTuple):
    """What a panel found: a table, how to draw it, the spans behind a mark or row, and the code that gives the table."""

    table: pd.DataFrame
    draw: object  # takes an empty Figure
    spans: object  # takes a row of `table`, or of a table that was drawn, and returns spans
    code: str
    note: str
    height: float = 3.0
    width: float = 0  # that it needs in the panel alone, where more than the panel's own can be scrolled to
    beside: dict | None = None  # two statements side by side
    follows: object = None  # takes such a row and returns what is asked for with it: values of controls, and others that `ask` takes
    narrowed: object = None  # takes such a row and returns the rows of the table that belong to it
    claims: object = None  # takes such a row, or None for all, and returns the line of a claim of it


class NothingToShow(ValueError):
    """Raised by a panel's question that has no answer in these statements; a new panel shows the sentence in its place."""

    def __init__(self, sentence, table, *, beside=None):
        super().__init__(sentence)
        self.sentence, self.table, self.beside = sentence, tables.or_say(table.iloc[:0], sentence), beside

    def answer(self):
        """Return the sentence as an answer: a figure that says it, and a table without a row."""

        def draw(figure):
            ax = figure.subplots()
            ax.set_axis_off()
            plots.describe(ax, self.sentence, self.table)

        return Answer(self.table, draw, lambda row: self.table, f"# {self.sentence}", self.sentence, height=1.2, beside=self.beside)


def _offered(control):
    return [option[1] if isinstance(option, tuple) else option for option in getattr(control, "options", [])]


class View(anywidget.AnyWidget):
    """The lower part of a panel in the browser; it sends what is chosen, and shows what it is sent."""

    _esm = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("view.js", "grid.js", "tips.js"))
    _css = Path(__file__).with_name("view.css")
    busy = traitlets.Bool(False).tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    inches = traitlets.Float(WIDTH).tag(sync=True)
    column = traitlets.Float(WIDTH).tag(sync=True)  # how many of them are seen at once
    turn = traitlets.Int(0).tag(sync=True)  # which answer is shown
    marks = traitlets.List().tag(sync=True)
    tips = traitlets.List().tag(sync=True)  # of each mark its value, interval and denominator
    figure = traitlets.Bytes(b"").tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    selection = traitlets.Unicode("").tag(sync=True)  # what is chosen
    sentences = traitlets.Dict().tag(sync=True)
    reading = traitlets.Dict().tag(sync=True)
    beside = traitlets.Dict().tag(sync=True)
    code = traitlets.Unicode("").tag(sync=True)
    claim = traitlets.Unicode("").tag(sync=True)
    claimable = traitlets.Bool(False).tag(sync=True)


class Panel:
    """Controls, the function they ask, and the view of its answer.

    `table` is the answer's table, `found` the spans that are open, `code` the lines that give the table without the panel.
    In a notebook the panel shows itself, and below it the same result as a figure and a table, which stay in stored copies.
    """

    def __init__(self, documents, controls, ask, *, name, choices, undrawn=()):
        self.documents, self.controls, self.name, self._following = documents, controls, name, False
        self._first = {name: control.value for name, control in controls.items()}
        self._beside = [name for name in inspect.signature(ask).parameters if name not in controls and name != "choice"]
        self._waiting = self._resting = self._chosen = None
        self._ask, self._undrawn, self._pictures = functools.lru_cache(KEPT)(ask), undrawn, {}
        self._with, self._before = {}, None  # what a choice asks for beside the controls, and the controls' values before the first
        self._about, self._stored, self._of = "", (), None
        self.found = pd.DataFrame({"document_id": pd.Series(dtype="str"), "start": pd.Series(dtype=int), "end": pd.Series(dtype=int)})
        self.view, self._grid = View(), Grid(pd.DataFrame())
        unfit = self._opened_with(choices)
        if unfit:
            self.view.note += f" Not taken from the state: {'; '.join(unfit)}."
        for control in controls.values():
            control.observe(self._changed, "value")
        self.view.on_msg(self._told)
        self.widget = self._laid_out()

    def _opened_with(self, choices):
        """Answer the choices that a call names for the first time; return what of its `state` cannot be had here, as texts.

        A state may come from elsewhere, or be misspelt: a panel opens all the same, where a choice by its own name is refused.
        """
        selected, unfit = self._begin(choices)
        try:
            self._refresh()
            self._select(selected)
        except NothingToShow as nothing:
            self._show(nothing.answer())
        except ValueError as error:
            if not choices.get("state"):
                raise
            for name, control in self.controls.items():
                control.value = self._first[name]
            self._opened_with({name: value for name, value in choices.items() if name != "state"})
            return [f"{choices['state']} ({str(error).rstrip('.')})"]
        return unfit

    def _begin(self, choices):
        """Set the controls to the choices that a call names, `state` first; return the name of what is selected, and what does not fit."""
        parts, unfit = states.parted(choices.get("state") or ""), []
        selected = parts.pop(states.SELECTED, [""])[0]
        self._with = {name: parts.pop(name)[0] for name in self._beside if name in parts}
        for name, texts in parts.items():
            try:
                self.controls[name].value = states.taken(self.controls[name], texts)
            except (KeyError, ValueError, traitlets.TraitError):
                unfit += [f"{name}={text}" for text in texts]
        given = {name: value for name, value in choices.items() if name != "state"}
        if unknown := [choice for choice in given if choice not in self.controls]:
            raise TypeError(f"{self.name} has no control {unknown[0]!r}; its controls are {', '.join(self.controls)}")
        for choice, value in given.items():
            try:
                self.controls[choice].value = value
            except traitlets.TraitError:
                offered = _offered(self.controls[choice])[:12]
                raise ValueError(f"{choice}={value!r} is no choice of {self.name} here; it offers {offered}") from None
        return selected, unfit

    def _select(self, about):
        """Choose the mark, or else the row, of this name again, as it was when the state was told."""
        labels = [mark[-1] for mark in self.view.marks] if about else []
        if about in labels:
            self.choose(self._marked[labels.index(about)], about=about)
        elif about and about in (labels := labels_of(self.answer.table)):
            self.choose(self.answer.table.iloc[labels.index(about)])

    def _laid_out(self):
        """Return the controls above the view; those that choose statements, but for the usual ones, behind a button."""
        flow = {"display": "flex", "flex_flow": "row wrap", "width": "100%", "overflow": "visible"}
        more = [name for name in self.controls if name in FILTERS and name not in SEEN]
        rows = [ipywidgets.Box([control for name, control in self.controls.items() if name not in more], layout=flow)]
        if more:
            name = ipywidgets.Text(description="Keep these statements as", placeholder="a name", style=WIDE, layout={"width": "auto"})
            keep = ipywidgets.Button(description="Keep", layout={"width": "auto"})
            keep.on_click(lambda _: self._try(lambda: self.keep(name.value)))
            shown = ipywidgets.ToggleButton(description="More ways to choose statements", icon="filter", layout={"width": "auto"})
            shown.value = any(self.controls[name].value != self._first[name] for name in more)
            box = ipywidgets.Box([*(self.controls[name] for name in more), name, keep], layout=flow)
            box.layout.display = "flex" if shown.value else "none"
            shown.observe(lambda change: box.layout.set_trait("display", "flex" if change.new else "none"), "value")
            rows[0].children += (shown,)
            rows.append(box)
        return ipywidgets.VBox([*rows, self.view], layout={"overflow": "visible"})

    def keep(self, name):
        """Keep the statements that are chosen as a subcorpus of this name, for all panels and `corpus.select`."""
        values = {name: value for name, value in self._values().items() if name in FILTERS}
        if str(name).strip() in corpus.subcorpora():
            raise ValueError(f"There is a subcorpus “{name}” already; write another name.")
        corpus.keep_subcorpus(name, **choice_of(self.documents, **values))
        for menu, options in list(MENUS.items()):
            menu.offer(options())
        n = len(chosen(self.documents, **values)[0])
        self.view.note = f"Kept as “{str(name).strip()}”: {n:,} of {len(self.documents):,} statements."

    table = property(lambda self: self.answer.table)
    code = property(lambda self: self.answer.code)

    @property
    def state(self):
        """Return what the panel shows as a short text, for ``explore.search(documents, state="…")``: all that is not as at first."""
        own = {name: control for name, control in self.controls.items() if isinstance(control, Field) or control.value != self._first[name]}
        own = {name: control for name, control in own.items() if control.value != "" or self._first[name] != ""}
        pairs = [(name, text) for name, control in own.items() for text in states.told(control) or [""]]
        pairs += [(name, str(value)) for name, value in self._with.items()]
        return states.joined(pairs + [(states.SELECTED, self._about)] * bool(self._about))

    def _code(self):
        return f"{self.answer.code}\nexplore.{self.name}(documents, state={self.state!r})"

    def _values(self):
        return {name: control.value for name, control in self.controls.items()}

    def _changed(self, change):
        """Answer at once, or where something is being typed, when that pauses."""
        if self._following:
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._with, self._before, self._waiting = {}, None, None
        with contextlib.suppress(RuntimeError):  # without a loop nothing can wait
            if getattr(change.owner, "typed", False):
                self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._try, self._refresh)
                return
        self._try(self._refresh)

    def _refresh(self):
        values = self._values() | self._with
        self._show(self._ask(**values), of=tuple(value for name, value in values.items() if name not in self._undrawn))

    def _try(self, act):
        """Do what was asked for; where it cannot be done, say so and keep what there is."""
        self.view.busy = True
        collecting = gc.isenabled()
        gc.disable()  # a search of all objects for garbage takes as long as an answer, and can wait until it is sent
        try:
            act()
            self.view.error = ""
        except (ValueError, KeyError, IndexError) as error:
            self.view.error = f"{error.args[0] if error.args else error} The last good result is kept."
        except KeyboardInterrupt:
            self.view.error = "Interrupted. The last good result is kept."
        finally:
            self.view.busy = False
            if collecting:
                gc.enable()

    def _picture(self, answer, of):
        """Return the figure of an answer as a file, its width, its text, its marks and their rows; the last ones are kept."""
        of = None if of is None else (self.view.column, *of)
        picture = self._pictures.pop(of, None)
        if picture is None:
            figure, png = drawn(answer, self.view.column, Margins(), wider=True), io.BytesIO()
            figure.canvas.draw()
            picture = np.asarray(figure.canvas.buffer_rgba())[..., :3].copy()  # savefig would draw twice more
            Image.fromarray(picture).save(png, "png", compress_level=1)
            picture = png.getvalue(), figure.get_figwidth(), plots.alt_text(figure), *marks_of(figure)
        if of is not None:
            self._pictures = dict([*self._pictures.items(), (of, picture)][-KEPT:])
        return picture

    def _show(self, answer, *, of=None):
        """Draw the answer first, so that a failure leaves the old one, then take it and send all of it; `of` is what it answers."""
        picture = self._picture(answer, of)
        self.answer, self._of = answer, of
        with self.view.hold_sync():
            self.view.turn += 1
            self._draw(*picture)
            self._list(answer.table)
            self.view.note, self.view.selection, self.view.sentences, self.view.reading = self.answer.note, "", {}, {}
            self.view.beside, self._about = self.answer.beside or {}, ""
            self.view.code = self._code() if self.view.code else ""
            self._chosen, self.view.claim, self.view.claimable = None, "", answer.claims is not None
        self._rest()

    def _draw(self, png, inches, alt, marks, rows):
        self._marked, self.view.inches = rows, inches
        self.view.alt, self.view.marks, self.view.tips = alt, marks, rows.tips(self.answer.table)
        self.view.figure = png

    def fit(self, pixels):
        """Draw the figure so wide that a column of so many pixels shows it with letters that can be read."""
        column = float(np.clip(pixels * 4 // INCH / 4, NARROWEST, WIDTH))  # in quarters of an inch: a scroll bar is no other width
        if column != self.view.column:
            with self.view.hold_sync():
                self.view.column, before = column, [mark[-1] for mark in self.view.marks]
                self._draw(*self._picture(self.answer, self._of))
                self.view.turn += [mark[-1] for mark in self.view.marks] != before  # else a click on the old figure says what it means

    def _list(self, table=None, **how):
        """Show rows of a table, or other rows of the one that is shown, sorted and filtered as before or as is said."""
        if table is not None:
            self._grid = Grid(table, like=self._grid)
        else:
            self._grid.turn_to(**how)
        self.view.rows = self._grid.page()

    def figure(self):
        """Return the answer's figure."""
        return drawn(self.answer)

    def choose(self, row, about=None):
        """Choose a row of `table`, or of the table that was drawn: its sentences open, and figure and table follow.

        `about` is what they are called.
        """
        about = labels_of(pd.DataFrame([row]))[0] if about is None else about
        with self.view.hold_sync():
            self._follow(row)
            self._chosen, self.view.claim = row, ""
            self.found, self._about = self.answer.spans(row), about
            self._opened, self.view.reading = 0, {}
            self.more()
            self.view.code = self._code() if self.view.code else ""
            within = "".join(f", in {value}" for value in self._with.values() if f"{value}" not in about)
            self.view.selection = f"{about}{within}"
            if self.answer.narrowed is not None and (shown := self.answer.narrowed(row)) is not None:
                self._list(shown)

    def _follow(self, row):
        """Ask for what belongs to a row that is chosen; where there is nothing, all stays as it is."""
        values, given = self._values(), self._with
        self._before = self._before or values
        wanted = self.answer.follows(row) if self.answer.follows else {}
        own = {name: value for name, value in wanted.items() if name in values and value in _offered(self.controls[name])}
        other = {name: value for name, value in wanted.items() if name not in values}
        if own.items() <= values.items() and other.items() <= given.items():
            return
        try:
            self._set(own, given | other)
        except NothingToShow:
            self._set(values, given)

    def _set(self, values, others):
        """Set controls together, and answer once."""
        self._following = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._following = False
        self._with = others
        self._refresh()

    def claim(self):
        """Return what is chosen, or else the whole result, as the line of a claim, which ``python3 -m helpers verify`` can check."""
        if self.answer.claims is None:
            raise ValueError(f"The {self.name} panel makes no claims.")
        self.view.claim = self.answer.claims(self._chosen)
        return self.view.claim

    def back(self):
        """Show again what was there before anything was chosen."""
        if self._before is not None:
            values, self._before = self._before, None
            self._set(values, {})

    def more(self):
        """Open further sentences of what was chosen."""
        self._opened = min(self._opened + SENTENCES, len(self.found))
        self.view.sentences = sentences_of(self.found, self.documents, shown=self._opened, step=SENTENCES)

    def open(self, row):
        """Open the whole statement of one of the sentences, with all that was found in it marked."""
        self.view.reading = reading_of(self.found, self.found.iloc[row].document_id, self.documents)

    def filters(self):
        """Say all that the answer's figure was asked for with, as a saved one says it above."""
        told = []
        for name, control in self.controls.items():
            value = getattr(control, "label", None) or control.value
            if name not in self._undrawn and control.value not in (None, "", (), ALL):
                told.append(f"{control.description}: {value}")
        return " · ".join([*told, *(f"{name}: {value}" for name, value in self._with.items())])

    def save(self, what):
        """Return the name, the type and the bytes of a file: table, excel, sentences, png or svg."""
        if what in ("png", "svg"):
            made, figure = io.BytesIO(), self.figure()
            lines = textwrap.wrap(
                self.filters().replace(": ", ":\xa0"), int(14 * figure.get_figwidth())
            )  # characters that an inch has room for
            figure.suptitle("\n".join(lines).replace("$", r"\$"), fontsize=8, x=0.01, ha="left", color="#404040")
            figure.set_figheight(figure.get_figheight() + 0.15 * len(lines))
            figure.savefig(made, format=what, dpi=200, metadata={"Date": None} if what == "svg" else None)
            return f"{self.name}.{what}", f"image/{what}".replace("svg", "svg+xml"), made.getvalue()
        if what == "excel":
            sheets = {"table": self.table, "sentences": listing(self.found, self.documents)}
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            return f"{self.name}.xlsx", kind, tables.to_excel(sheets)
        if what == "table":
            return f"{self.name}.csv", "text/csv", tables.to_csv(self.table)
        return f"{self.name}-sentences.csv", "text/csv", tables.to_csv(listing(self.found, self.documents))

    def _told(self, _, message, __):
        """Act on what was done in the browser."""
        act = message.get("do")
        if act in ("choose", "open", "more") and message.get("turn", self.view.turn) != self.view.turn:
            return  # it points at a figure, rows or sentences that have given way to others in the meantime
        if act == "choose" and message["kind"] == "mark":
            self._try(lambda: self.choose(self._marked[message["row"]], about=self.view.marks[message["row"]][-1]))
        elif act == "choose":
            self._try(lambda: self.choose(self._grid.table.iloc[message["row"]]))
        elif act == "back":
            self._try(self.back)
        elif act == "fit":
            self.fit(message["pixels"])
        elif act == "rows":
            self._list(**message["how"])
        elif act == "open":
            self._try(lambda: self.open(message["row"]))
        elif act == "more":
            self._try(self.more)
        elif act == "close":
            self.view.reading = {}
        elif act == "code":
            self.view.code = "" if self.view.code else self._code()
        elif act == "claim":
            self._try(self.claim)
        elif act == "save":
            self._try(lambda: self._send(*self.save(message["what"])))

    def _send(self, name, kind, content):
        self.view.send({"do": "file", "name": name, "type": kind}, buffers=[content])

    def _rest(self):
        """Put the last answer into the notebook once no other has followed for a while: it is what a stored copy shows."""
        if self._resting is not None:
            self._resting.cancel()
        with contextlib.suppress(RuntimeError):  # without a loop nothing is shown
            self._resting = asyncio.get_running_loop().call_later(REST, self._store) if self._stored else None

    def _store(self):
        for handle, (data, metadata) in zip(self._stored, self._static(), strict=True):
            handle.update(data, raw=True, metadata=metadata)

    def _static(self):
        """Return the result as outputs that need no panel: the figure with its text, and the first rows of the table."""
        figure, png = self.figure(), io.BytesIO()
        figure.set_dpi(STORED)
        figure.canvas.draw()
        picture = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(png, "png", optimize=True)  # a notebook has many, and should stay small
        drawing = {"image/png": base64.b64encode(png.getvalue()).decode(), "text/plain": repr(figure)}
        data, metadata = format_display_data(tables.reading(self.answer.table, limit=10))
        if "text/html" in data:
            data["text/html"] = STORED_TABLE.format(alt=html.escape(plots.alt_text(figure)), table=data["text/html"])
        return [(drawing, outputs.figure_metadata(figure)), (data, metadata)]

    def _ipython_display_(self):
        live = self.widget._repr_mimebundle_() | {"text/plain": "A panel: it is live while the notebook runs. Its result stands below."}
        display(live, raw=True)
        self._stored = [display(data, raw=True, metadata=metadata, display_id=True) for data, metadata in self._static()]
