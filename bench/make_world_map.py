"""Make the map's geometry once from Natural Earth: projected, simplified, one path a country.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python bench/make_world_map.py package/countries-50m.json

writes `src/avow/directory/geometry/world.json`. Nothing is fetched here, and nothing of it runs
with the platform. The source is in the public domain (naturalearthdata.com); docs/decisions/0022.
"""

import heapq
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

from avow.forums.regions import COUNTRIES

OUT = Path(__file__).parents[1] / "src/avow/directory/geometry/world.json"
WIDTH = 1200  # units of the map; about a pixel each on a wide page
SOUTH = -57.5
TOP = 1.3115  # of Equal Earth, just above Greenland
SHARP = 1.2  # a point that bends its line by less than this area is left out
SMALLEST = 5  # area of an island that is drawn, beside the largest of its country
SEEN = 30  # a country smaller than this is a point too
# Natural Earth draws these apart or without a code; M49 counts them to another.
BELONGS = {"Somaliland": "SO", "N. Cyprus": "CY", "Indian Ocean Ter.": "AU"}
# Parts of a country's outline that have a code of their own: (country, west, south, east, north).
APART = {
    "GF": ("FR", -55, 2, -51, 6),
    "GP": ("FR", -62, 15.7, -61, 16.6),
    "MQ": ("FR", -61.3, 14.3, -60.7, 15),
    "RE": ("FR", 55, -21.5, 56, -20.5),
    "YT": ("FR", 45, -13.1, 45.4, -12.6),
    "SJ": ("NO", 8, 74, 36, 82),
}
# What the source does not draw at all: longitude, latitude.
POINTS = {
    "AQ": (0, -57), "BQ": (-68.3, 12.2), "BV": (3.4, -54.4), "CC": (96.8, -12.2),
    "CX": (105.6, -10.5), "GF": (-53.1, 4), "GI": (-5.35, 36.1), "GP": (-61.6, 16.2),
    "MQ": (-61, 14.6), "RE": (55.5, -21.1), "SJ": (16, 78.5), "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5), "UM": (-160, 5.9), "YT": (45.2, -12.8),
}  # fmt: skip

Point = tuple[float, float]


def projected(longitude: float, latitude: float) -> Point:
    """Return a place in Equal Earth, whose areas are true (Šavrič, Patterson, Jenny, 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    bend = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * bend)
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    scale = WIDTH / (2 * 2.7066299)
    return (x * scale + WIDTH / 2, (TOP - y) * scale)


def bend(before: Point, here: Point, after: Point) -> float:
    """Return the area of the triangle that a point makes with its neighbours."""
    (a, b), (c, d), (e, f) = before, here, after
    return abs((c - a) * (f - b) - (e - a) * (d - b)) / 2


def simplified(real: list[Point]) -> list[Point]:
    """Return a line without the points that bend it least (Visvalingam, Whyatt, 1993)."""
    line = [projected(*point) for point in real]
    after = list(range(1, len(line) + 1))
    before = list(range(-1, len(line) - 1))
    gone = [False] * len(line)
    heap = [(bend(*line[i - 1 : i + 2]), i) for i in range(1, len(line) - 1)]
    current = {i: area for area, i in heap}
    heapq.heapify(heap)
    while heap:
        area, i = heapq.heappop(heap)
        if gone[i] or current[i] != area:
            continue
        if area >= SHARP:
            break
        gone[i] = True
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < len(line) - 1:
                new = max(area, bend(line[before[j]], line[j], line[after[j]]))
                current[j] = new
                heapq.heappush(heap, (new, j))
    return [point for point, left_out in zip(real, gone, strict=True) if not left_out]


def cut(ring: list[Point]) -> list[list[Point]]:
    """Return a ring in two where it crosses the 180th meridian, projected."""
    unrolled, turn = [ring[0]], 0
    for (before, _), (here, latitude) in pairwise(ring):
        turn += 360 if before - here > 180 else -360 if here - before > 180 else 0
        unrolled.append((here + turn, latitude))
    found = []
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in unrolled]
        for edge, sign in ((180, 1), (-180, -1)):
            moved = _within(moved, edge, sign)
        if len(moved) > 2:
            found.append([projected(*point) for point in moved])
    return found


def _within(ring: list[Point], edge: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for (a, b), (c, d) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        is_in, was_in = sign * c <= sign * edge, sign * a <= sign * edge
        if is_in != was_in:
            kept.append((edge, b + (d - b) * (edge - a) / (c - a)))
        if is_in:
            kept.append((c, d))
    return kept


def area_of(ring: list[Point]) -> float:
    """Return the area inside a ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairs)) / 2


def middle_of(ring: list[Point]) -> Point:
    """Return the middle of a ring's corners."""
    return (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))


def path_of(rings: list[list[Point]]) -> str:
    """Return rings as the shortest SVG path of whole units."""
    out = ""
    for ring in rings:
        steps, (x, y) = [], (round(ring[0][0]), round(ring[0][1]))
        start = f"M{x} {y}l"
        for a, b in ring[1:]:
            dx, dy = round(a) - x, round(b) - y
            if dx or dy:
                steps.append(f"{dx} {dy}")
                x, y = x + dx, y + dy
        if len(steps) > 1:
            out += (start + " ".join(steps) + "z").replace(" -", "-")
    return out


def whole_lines(topology: dict) -> list[list[Point]]:
    """Return the arcs of a topology as longitudes and latitudes."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        lines.append(line)
    return lines


def ring_of(arcs: list[int], lines: list[list[Point]]) -> list[Point]:
    """Return a ring from the arcs it is made of; a negative one runs backwards."""
    ring: list[Point] = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[:-1]
    return ring


def code_of(country: dict) -> str:
    """Return the ISO 3166-1 code of a country of the source; "" for one without."""
    numeric = country.get("id", "")
    letters = get_global("territory_aliases").get(numeric, [""])[0]
    return letters or BELONGS.get(country["properties"]["name"], "")


def owner_of(code: str, ring: list[Point]) -> str:
    """Return whose a ring is: the country's, or that of a part with a code of its own."""
    x, y = middle_of(ring)
    for part, (whole, west, south, east, north) in APART.items():
        if code == whole and west <= x <= east and south <= y <= north:
            return part
    return code


def main() -> None:
    """Read the topology, write the geometry, say what it holds."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = whole_lines(topology)
    drawn = [simplified(line) for line in lines]
    rings: dict[str, list[list[Point]]] = defaultdict(list)
    whole: dict[str, list[list[Point]]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        code = code_of(country)
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for part in parts:
            for place, arcs in enumerate(part):
                real = ring_of(arcs, lines)
                owner = owner_of(code, real if place == 0 else ring_of(part[0], lines))
                if owner != "AQ":
                    rings[owner] += cut(ring_of(arcs, drawn))
                    whole[owner] += cut(real)
    found = {}
    for code in sorted({*rings, *COUNTRIES}):
        own = sorted(rings.get(code, []), key=area_of, reverse=True)
        middle = (
            projected(*POINTS[code]) if code in POINTS else middle_of(max(whole[code], key=area_of))
        )
        shown = [ring for place, ring in enumerate(own) if place == 0 or area_of(ring) >= SMALLEST]
        row: dict[str, object] = {"at": [round(middle[0]), round(middle[1])]}
        if path := path_of(shown):
            row["path"] = path
        if sum(map(area_of, whole[code])) < SEEN:
            row["is_small"] = True
        found[code] = row
    land = found.pop("").get("path", "")
    data = {"width": WIDTH, "height": round(projected(0, SOUTH)[1]), "land": land}
    text = json.dumps(data | {"countries": found}, separators=(",", ":"))
    OUT.write_text(text + "\n", encoding="utf-8")
    unknown = sorted(set(found) - {*COUNTRIES})
    sys.stdout.write(f"{len(found)} countries, {len(text)} bytes; not of M49: {unknown}\n")


if __name__ == "__main__":
    main()
