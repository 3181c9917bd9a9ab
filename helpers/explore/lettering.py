"""The letters of a panel's figure: each text is set once, and copied where it stands again, in this figure or in the next."""

import functools

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg, get_hinting_flag

KEPT = 2000  # texts, and pictures of them
UPRIGHT = (0, 90)  # degrees, at which the picture of a text is turned without loss


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
        return super().get_text_width_height_descent(s, prop, ismath) if ismath else _set(s, prop, self.dpi)[0]

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):  # noqa: PLR0917 (Matplotlib's own signature)
        """Copy the picture of a text to where it stands."""
        if ismath or angle not in UPRIGHT or not gc.get_antialiased():
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        *colour, alpha = gc.get_rgb()
        colour = (*colour, 1.0 if gc.get_forced_alpha() else alpha)  # a forced one comes with the copy
        picture, left, below = _picture((s, prop, self.dpi), angle, colour)
        self.draw_image(gc, round(x) + left, int(self.height) - round(y) + below, picture)


@functools.lru_cache(1)
def _fonts(dpi):
    return RendererAgg(1, 1, dpi)


@functools.lru_cache(KEPT)
def _set(s, prop, dpi):
    """Return the width, height and descent of a text in pixels; how dark each pixel is; and where these begin, from the left and below."""
    font = _fonts(dpi)._prepare_font(prop)
    font.set_text(s, 0.0, flags=get_hinting_flag())
    font.draw_glyphs_to_bitmap(antialiased=True)
    width, height, descent = (part / 64 for part in (*font.get_width_height(), font.get_descent()))
    dark = np.array(font.get_image())
    above = round(height - descent) + 1  # the font leaves a pixel around the letters
    return (width, height, descent), dark, (round(font.get_bitmap_offset()[0] / 64), above - len(dark))


@functools.lru_cache(KEPT)
def _picture(text, angle, colour):
    """Return a text, the lowest line first, and where that begins beside the place at which the text stands."""
    _, dark, (left, below) = _set(*text)
    if angle:
        dark, left, below = np.rot90(dark), -(below + len(dark)), left
    picture = np.empty((*dark.shape, 4), dtype=np.uint8)
    picture[..., :3] = np.round(255 * np.array(colour[:3]))
    picture[..., 3] = np.round(dark * colour[3])
    return picture[::-1].copy(), left, below
