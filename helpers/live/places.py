"""The places of the page: what each is called and where its dot stands on a map of the part of the world that they are in."""

import numpy as np

from helpers.places import load_gazetteer
from helpers.plots.outlines import frame_of, map_area, outlines, projected, shape_of

WIDTH = 1000  # of the map, in units of its drawing


def named_places(mentions, gazetteer=None):
    """Return a row for each place that is mentioned, in the order of place_id: place_id, name, kind, region, longitude, latitude.

    Places that have no point, as those in no gazetteer, have none here.
    """
    known = (load_gazetteer() if gazetteer is None else gazetteer).drop_duplicates("place_id").set_index("place_id")
    first = mentions.drop_duplicates("place_id").sort_values("place_id", ignore_index=True)[["place_id", "name", "kind", "region"]]
    points = known.reindex(first["place_id"])[["longitude", "latitude"]].reset_index(drop=True)
    return first.join(points)


def map_of(places, mentions):
    """Return the map that these places are shown on.

    Returns
    -------
    dict
        width and height of the drawing, outlines (the path of an SVG), source (of the outlines), and points: x and y of each place, None
        for those that are outside it or have no point.
    """
    table = mentions.dropna(subset="region").groupby("region").document_id.nunique().reset_index(name="documents")
    area = map_area(table)
    west, east, south, north = frame_of(area)
    sides = np.linspace(0, 1, 50)
    edge = [(west + (east - west) * side, bound) for side in sides for bound in (south, north)]
    edge += [(bound, south + (north - south) * side) for side in sides for bound in (west, east)]
    plane = projected(np.array(edge), area)
    low, high = plane.min(axis=0), plane.max(axis=0)
    scale = WIDTH / (high - low)[0]
    height = round(float((high - low)[1] * scale))

    def drawn(points):
        return np.column_stack([(points[:, 0] - low[0]) * scale, (high[1] - points[:, 1]) * scale])

    rings = {code: shape_of(code, shape, area) for code, shape in outlines(area)[0].items()}
    paths = [_path(drawn(ring), height) for shape in rings.values() for ring in shape]
    at = drawn(projected(places[["longitude", "latitude"]].to_numpy(float), area))
    inside = (at > 0).all(axis=1) & (at < (WIDTH, height)).all(axis=1)
    points = [[round(float(x)), round(float(y))] if seen else None for (x, y), seen in zip(at, inside, strict=True)]
    source = outlines(area)[1]
    return {"width": WIDTH, "height": height, "outlines": "".join(paths), "source": source, "points": points}


def _path(ring, height):
    """Return a ring as the path of an SVG, in whole units and steps from point to point; what lies outside the drawing is left out."""
    if not ((ring > 0) & (ring < (WIDTH, height))).all(axis=1).any():
        return ""
    points = np.clip(ring, -WIDTH, 2 * WIDTH).round().astype(int)
    points = points[np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))]
    if len(points) < 3:
        return ""
    (x, y), others = points[0].tolist(), np.diff(points, axis=0).tolist()
    return f"M{x} {y}l{' '.join(f'{a} {b}' for a, b in others)}z"
