"""A control to choose several of a list: a line that says what is chosen, and opens into boxes to tick."""

from pathlib import Path

import anywidget
import traitlets

ALL = "(all)"


class Several(anywidget.AnyWidget):
    """Choose any number of options; `value` holds what is chosen, in the order of the options, and is empty where that is all.

    It is set to a list of values, or to one.

    >>> issuers = Several("Issuer", [("NATO (3)", "NATO"), ("UN (1)", "UN")])
    >>> issuers.value = "UN"
    >>> issuers.value, issuers.label
    (('UN',), 'UN (1)')
    """

    _esm = Path(__file__).with_name("several.js")
    _css = Path(__file__).with_name("several.css")
    description = traitlets.Unicode().tag(sync=True)
    unchosen = traitlets.Unicode(ALL).tag(sync=True)  # what is said where nothing is ticked
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    index = traitlets.List(traitlets.Int()).tag(sync=True)
    given = traitlets.List(traitlets.Int()).tag(sync=True)  # ticked at first, by nobody: the first tick takes its place
    value = traitlets.Any(())

    def __init__(self, description, options, *, value=(), unchosen=ALL):
        self.options = []
        super().__init__(description=description, unchosen=unchosen)
        self.offer(options)
        self.layout.width, self.layout.max_width = "auto", "100%"
        self.value = value
        self.given = self.index

    @property
    def label(self):
        """Return the names of what is chosen."""
        return ", ".join(self.names[place] for place in self.index)

    def offer(self, options):
        """Offer other options; what is chosen of those before stays, as far as it is offered still."""
        chosen, self.options = self.value, [option if isinstance(option, tuple) else (str(option), option) for option in options]
        still = [value for _, value in self.options if value in chosen]
        with self.hold_sync():
            self.names = [str(name) for name, _ in self.options]
            self.index = self.places(still)

    def places(self, wanted):
        """Return the places of values among the options; an option may itself be a tuple."""
        values = [value for _, value in self.options]
        if wanted is None or (isinstance(wanted, str) and wanted in ("", ALL, self.unchosen) and wanted not in values):
            return []
        wanted = [wanted] if wanted in values or not isinstance(wanted, list | tuple | set) else list(wanted)
        if unknown := [value for value in wanted if value not in values and value != ALL]:
            raise traitlets.TraitError(f"{unknown[0]!r} is none of the options")
        return [place for place, value in enumerate(values) if value in wanted]

    @traitlets.validate("value")
    def _options_of(self, proposal):
        return tuple(self.options[place][1] for place in self.places(proposal.value))

    @traitlets.validate("index")
    def _within(self, proposal):
        return sorted({place for place in proposal.value if 0 <= place < len(self.options)})

    @traitlets.observe("value")
    def _tick(self, _):
        self.index = self.places(list(self.value))

    @traitlets.observe("index")
    def _take(self, change):
        self.value = tuple(self.options[place][1] for place in change.new)
