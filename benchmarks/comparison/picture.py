"""Lines of growth, as SVG: both axes logarithmic, one panel for each kind of repository and each way to update."""

import math
from html import escape

WIDTH = 1080
PANEL_WIDTH, PANEL_HEIGHT = 304, 240
LEFT, TOP, ACROSS, DOWN, BELOW = 78, 142, 332, 354, 50
COLOURS = ["#2f81f7", "#79a9f0", "#d29922", "#1a9e8f", "#bf5fd6", "#e5534b", "#f0938c"]
MARKS = [
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    "M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0z",
    "M-3.5,-3.5h7v7h-7z",
    "M0,-4.5L4.5,3.5H-4.5z",
    "M0,-4.8L4.8,0L0,4.8L-4.8,0z",
    "M-4.5,-3.5H4.5L0,4.5z",
    "M-4,-3H4L0,4z",
]
TITLE = "Time of an update by size of the repository, both axes logarithmic"
STYLE = """
  svg { font: 12px system-ui, sans-serif; --back: #ffffff; --text: #1f2328; --soft: #59636e; --grid: #d8dee4; }
  @media (prefers-color-scheme: dark) { svg { --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --grid: #30363d; } }
  .back { fill: #ffffff; fill: var(--back); } text { fill: #1f2328; fill: var(--text); }
  .soft { fill: #59636e; fill: var(--soft); } .title { font-size: 13px; font-weight: 600; }
  .grid { stroke: #d8dee4; stroke: var(--grid); stroke-width: 1; } .line { fill: none; stroke-width: 2; }
"""


def draw(panels, names):
    """A picture of panels, each a way, a kind and lines of points by client; clients are named in their order."""
    panels = list(panels)
    ways = list(dict.fromkeys(way for way, _, _ in panels))
    kinds = list(dict.fromkeys(kind for _, kind, _ in panels))
    looks = {name: (COLOURS[n % len(COLOURS)], MARKS[n % len(MARKS)]) for n, name in enumerate(names)}
    parts = [_legend(looks)]
    for number, way in enumerate(ways):
        top = TOP + number * DOWN
        row = [(kind, lines) for other, kind, lines in panels if other == way]
        low, high = _decades([lines for _, lines in row])
        parts.append(_text(LEFT, top - 34, way.capitalize(), "title"))
        parts += [_text(LEFT - 8, _y(power, top, low, high) + 4, _time(power), "soft", "end") for power in range(low, high + 1)]
        parts += [_panel(LEFT + kinds.index(kind) * ACROSS, top, kind, lines, (low, high), looks) for kind, lines in row]
    height = TOP + len(ways) * DOWN - BELOW
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    back = f'<rect class="back" width="{WIDTH}" height="{height}"/>'
    return "\n".join([head, f"<title>{TITLE}</title>", f"<style>{STYLE}</style>", back, *parts, "</svg>", ""])


def _decades(panels):
    """The powers of ten, in seconds, between which all times of these panels are."""
    times = [seconds for lines in panels for points in lines.values() for _, seconds in points]
    low = math.floor(math.log10(min(times)))
    return low, max(math.ceil(math.log10(max(times))), low + 1)


def _legend(looks):
    parts = [_text(LEFT, 28, TITLE, "title")]
    x = LEFT
    for name, (colour, mark) in looks.items():
        parts.append(f'<path class="line" stroke="{colour}" d="M{x:.0f},54h26"/>')
        parts.append(f'<path fill="{colour}" transform="translate({x + 13:.0f} 54)" d="{mark}"/>')
        parts.append(_text(x + 33, 58, name))
        x += 66 + 7.2 * len(name)
    return "\n".join(parts)


def _panel(left, top, title, lines, decades, looks):
    sizes = sorted({size for points in lines.values() for size, _ in points})
    begin, end = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size):
        return left + 22 + (PANEL_WIDTH - 44) * (math.log10(size) - begin) / ((end - begin) or 1)

    parts = [_text(left + PANEL_WIDTH / 2, top - 10, title, "soft", "middle")]
    for power in range(decades[0], decades[1] + 1):
        parts.append(f'<path class="grid" d="M{left},{_y(power, top, *decades):.1f}h{PANEL_WIDTH}"/>')
    for size in sizes:
        parts.append(f'<path class="grid" d="M{x(size):.1f},{top}v{PANEL_HEIGHT}"/>')
        parts.append(_text(x(size), top + PANEL_HEIGHT + 17, f"{size:,}", "soft", "middle"))
    unit = "targets" if title.startswith("targets") else "bins"
    parts.append(_text(left + PANEL_WIDTH / 2, top + PANEL_HEIGHT + 35, unit, "soft", "middle"))
    for name, points in reversed(lines.items()):
        colour, mark = looks[name]
        places = [(x(size), _y(math.log10(seconds), top, *decades)) for size, seconds in points]
        path = "L".join(f"{across:.1f},{down:.1f}" for across, down in places)
        parts.append(f'<path class="line" stroke="{colour}" d="M{path}"/>')
        parts += [f'<path fill="{colour}" transform="translate({across:.1f} {down:.1f})" d="{mark}"/>' for across, down in places]
    return "\n".join(parts)


def _y(power, top, low, high):
    return top + PANEL_HEIGHT * (high - power) / (high - low)


def _time(power):
    return f"{10**power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms"


def _text(x, y, text, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
