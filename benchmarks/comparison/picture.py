"""Lines of growth, as SVG: both axes logarithmic, one panel for each kind of repository and each way to update."""

import math
from html import escape

WIDTH, HEIGHT = 1080, 780
PANEL_WIDTH, PANEL_HEIGHT = 296, 262
LEFT, TOP, ACROSS, DOWN = 78, 96, 330, 338
COLOURS = ["#2f81f7", "#8ab4f8", "#d29922", "#1a9e8f", "#bf5fd6", "#e5534b"]
MARKS = [
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    "M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0z",
    "M-3.5,-3.5h7v7h-7z",
    "M0,-4.5L4.5,3.5H-4.5z",
    "M0,-4.8L4.8,0L0,4.8L-4.8,0z",
    "M-4.5,-3.5H4.5L0,4.5z",
]
STYLE = """
  svg { font: 12px system-ui, sans-serif; --back: #ffffff; --text: #1f2328; --soft: #59636e; --grid: #d8dee4; }
  @media (prefers-color-scheme: dark) { svg { --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --grid: #30363d; } }
  .back { fill: #ffffff; fill: var(--back); } text { fill: #1f2328; fill: var(--text); }
  .soft { fill: #59636e; fill: var(--soft); } .title { font-size: 13px; font-weight: 600; }
  .grid { stroke: #d8dee4; stroke: var(--grid); stroke-width: 1; } .line { fill: none; stroke-width: 2; }
"""


def draw(panels):
    """A picture of panels, each a way, a kind and lines of points by client."""
    panels = list(panels)
    ways = list(dict.fromkeys(way for way, _, _ in panels))
    kinds = list(dict.fromkeys(kind for _, kind, _ in panels))
    names = list(dict.fromkeys(name for _, _, lines in panels for name in lines))
    colours = {name: (COLOURS[n % len(COLOURS)], MARKS[n % len(MARKS)]) for n, name in enumerate(names)}
    parts = [_legend(names, colours)]
    for way, kind, lines in panels:
        left, top = LEFT + kinds.index(kind) * ACROSS, TOP + ways.index(way) * DOWN
        spans = [lines for other, _, lines in panels if other == way]
        parts.append(_panel(left, top, f"{kind}: {way}", lines, _decades(spans), colours))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    title = "<title>Time of a download from a cold cache, by the size of the repository</title>"
    return "\n".join([head, title, f"<style>{STYLE}</style>", f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>', *parts, "</svg>", ""])


def _decades(panels):
    """The powers of ten, in seconds, between which all times of these panels are."""
    times = [seconds for lines in panels for points in lines.values() for _, seconds in points]
    low = math.floor(math.log10(min(times)))
    return low, max(math.ceil(math.log10(max(times))), low + 1)


def _legend(names, colours):
    parts = [_text(LEFT, 28, "Download from a cold cache: time by size of the repository", "title")]
    across = (WIDTH - LEFT) / max(len(names), 1)
    for number, name in enumerate(names):
        colour, mark = colours[name]
        x = LEFT + number * across
        parts.append(f'<path class="line" stroke="{colour}" d="M{x:.0f},50h26"/>')
        parts.append(f'<path fill="{colour}" transform="translate({x + 13:.0f} 50)" d="{mark}"/>')
        parts.append(_text(x + 32, 54, name))
    return "\n".join(parts)


def _panel(left, top, title, lines, decades, colours):
    low, high = decades
    sizes = sorted({size for points in lines.values() for size, _ in points})
    ends = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size):
        return left + 12 + (PANEL_WIDTH - 24) * (math.log10(size) - ends[0]) / ((ends[1] - ends[0]) or 1)

    def y(seconds):
        return top + PANEL_HEIGHT * (high - math.log10(seconds)) / (high - low)

    parts = [_text(left, top - 10, title, "title")]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path class="grid" d="M{left},{at:.1f}h{PANEL_WIDTH}"/>')
        parts.append(_text(left - 6, at + 4, _time(power), "soft", "end"))
    for size in sizes:
        parts.append(f'<path class="grid" d="M{x(size):.1f},{top}v{PANEL_HEIGHT}"/>')
        parts.append(_text(x(size), top + PANEL_HEIGHT + 17, f"{size:,}", "soft", "middle"))
    parts.append(_text(left + PANEL_WIDTH / 2, top + PANEL_HEIGHT + 35, title.partition(":")[0], "soft", "middle"))
    for name, points in reversed(lines.items()):
        colour, mark = colours[name]
        path = "L".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in points)
        parts.append(f'<path class="line" stroke="{colour}" d="M{path}"/>')
        for size, seconds in points:
            parts.append(f'<path fill="{colour}" transform="translate({x(size):.1f} {y(seconds):.1f})" d="{mark}"/>')
    return "\n".join(parts)


def _time(power):
    return f"{10**power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms"


def _text(x, y, text, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
