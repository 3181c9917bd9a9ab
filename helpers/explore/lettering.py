"""The letters of a panel's figure: each text is set once, and copied where it stands again, in this figure or in the next."""

import functools
import math

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

KEPT = 2000  # texts, with their sizes and pictures
ROOM = 4  # pixels around a text, for letters that reach beyond its measured size


class Canvas(FigureCanvasAgg):
    """A canvas whose texts are copied from those that were drawn before: Matplotlib takes a third of a figure's time to set them anew."""

    def get_renderer(self):
        """Return the renderer for the size that the figure has now."""
        size = *self.get_width_height(physical=True), self.figure.dpi
        if getattr(self, "_size", None) != size:
            self.renderer, self._size = Letters(*size), size
        return self.renderer


class Letters(RendererAgg):
    """Draw as Matplotlib does, with texts at whole pixels, where a picture of them can be kept."""

    def get_text_width_height_descent(self, s, prop, ismath):
        """Return the size of a text in pixels."""
        return _size(s, prop, ismath, self.dpi)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):  # noqa: PLR0917 (Matplotlib's own signature)
        """Copy the picture of a text to where it stands."""
        *colour, alpha = gc.get_rgb()
        colour = (*colour, 1.0 if gc.get_forced_alpha() else alpha)  # a forced one comes with the copy
        picture, left, below = _picture((s, prop, ismath), angle, colour, self.dpi)
        self.draw_image(gc, round(x) - left, int(self.height) - round(y) - below, picture)


@functools.lru_cache(1)
def _measuring(dpi):
    return RendererAgg(1, 1, dpi)


@functools.lru_cache(KEPT)
def _size(s, prop, ismath, dpi):
    return _measuring(dpi).get_text_width_height_descent(s, prop, ismath)


@functools.lru_cache(KEPT)
def _picture(text, angle, colour, dpi):
    """Return a text on nothing, from below, and how far its start is from the left and from below."""
    width, height, descent = _size(*text, dpi)
    x, y = np.array([0, width, width, 0]), np.array([-descent, -descent, height - descent, height - descent])
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    across, up = x * cos - y * sin, x * sin + y * cos
    left, below = ROOM - math.floor(across.min()), ROOM - math.floor(up.min())
    renderer = RendererAgg(left + math.ceil(across.max()) + ROOM, below + math.ceil(up.max()) + ROOM, dpi)
    gc = renderer.new_gc()
    gc.set_foreground(colour, isRGBA=True)
    renderer.draw_text(gc, left, renderer.height - below, *text[:2], angle, text[2])
    return np.asarray(renderer.buffer_rgba())[::-1].copy(), left, below
