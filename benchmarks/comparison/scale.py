"""How the cost of an update grows with the repository."""

import math

from .report import Notes, median
from .rows import Row

LARGE = {"targets": [1_000, 10_000, 100_000], "bins": [128, 1_024, 16_384]}
TINY = {"targets": [100, 1_000], "bins": [8, 64]}
KINDS = {
    "targets": "targets in one file",
    "succinct": "hash bins, succinct",
    "prefixes": "hash bins, hash prefixes",
}
ONCE, OFTEN = "a process for one update", "many updates in one process"
CACHES = {"warm": "nothing new", "cold": "cold cache"}


def rows_of(sizes):
    """Every kind of repository in every size, by one process for each update and in one process, as `rows` has the largest."""
    for often, cache, kind in _panels():
        operation = "refresh" if kind == "targets" else "download"
        for size in sizes["targets" if kind == "targets" else "bins"]:
            repository = f"{kind}-{size}"
            name = ("often-" if often else "") + repository + ("-cold" if cache == "cold" else "-nothing-new")
            yield Row(name, f"{size:,}", repository, operation, cache, often=often)


def panels(rows, names, results):
    """For each way and kind, by client, the points: size and seconds."""
    for panel in _panels():
        chosen = [row for row in rows if _panel(row) == panel]
        lines = {name: _points(chosen, name, results) for name in names}
        if any(lines.values()):
            yield _way(panel), KINDS[panel[2]], {name: points for name, points in lines.items() if points}


def tables(rows, names, results):
    """Medians, and by which power of its size the time of a repository grows."""
    notes = Notes()
    lines = ["In milliseconds: medians, and the exponent e where time grows as size to the power of e."]
    for panel in _panels():
        chosen = [row for row in rows if _panel(row) == panel]
        if chosen:
            lines += ["", f"### {KINDS[panel[2]]}: {_way(panel)}\n", *_table(chosen, names, results, notes)]
    return "\n".join([*lines, "", *notes.lines()])


def exponent(points):
    """The slope of the line with the least squares through the logarithms."""
    xs, ys = zip(*((math.log(size), math.log(seconds)) for size, seconds in points))
    middle = sum(xs) / len(xs)
    spread = sum((x - middle) ** 2 for x in xs)
    return sum((x - middle) * y for x, y in zip(xs, ys)) / spread


def _table(rows, names, results, notes):
    yield "| | " + " | ".join(row.title for row in rows) + " | exponent |"
    yield "|---|" + "---|" * (len(rows) + 1)
    for name in names:
        cells = [results[row.name].get(name) for row in rows]
        if not all(cells):
            continue
        texts = [cell.text() if cell.samples else notes.empty(cell) for cell in cells]
        points = _points(rows, name, results)
        power = f"{round(exponent(points), 2) + 0.0:.2f}" if len(points) > 1 else ""
        yield f"| {name} | " + " | ".join([*texts, power]) + " |"


def _points(rows, name, results):
    cells = [(row, results[row.name].get(name)) for row in rows]
    return [
        (int(row.repository.partition("-")[2]), median([sample["wall"] for sample in cell.samples]))
        for row, cell in cells
        if cell and cell.samples
    ]


def _panels():
    return [(often, cache, kind) for often in (False, True) for cache in CACHES for kind in KINDS]


def _panel(row):
    return row.often, row.cache, row.repository.partition("-")[0]


def _way(panel):
    often, cache, _ = panel
    return f"{OFTEN if often else ONCE}, {CACHES[cache]}"
