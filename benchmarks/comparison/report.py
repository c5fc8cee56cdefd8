"""Tables in Markdown."""


def median(values):
    """The value in the middle; of an even number, the upper one."""
    return sorted(values)[len(values) // 2]


def milliseconds(seconds):
    value = seconds * 1000
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def megabytes(kilobytes):
    return f"{kilobytes / 1024:.0f}"


def tables(rows, names, results):
    """Time, processor time, memory and requests of every row by every client; the first one is what the others are held to."""
    once, often = [row for row in rows if not row.often], [row for row in rows if row.often]
    notes = Notes()
    lines = []

    def add(title, chosen, measure, text, cell_of):
        if chosen:
            columns = [name for name in names if any(name in results[row.name] for row in chosen)]
            lines.append(f"### {title}\n")
            lines.extend(table(chosen, columns, results, notes, lambda *cells: cell_of(measure, text, *cells)))
            lines.append("")

    add("A process for one update: milliseconds, median (least), and our median divided by theirs", once, "wall", milliseconds, _with_least)
    add("Many updates in one process: the same", often, "wall", milliseconds, _with_least)
    add("A process for one update: processor time in milliseconds, median", once, "cpu", milliseconds, _compared)
    add("A process for one update: megabytes, median of the largest resident set", once, "rss", megabytes, _compared)
    add("Many updates in one process: megabytes", often, "rss", megabytes, _compared)
    add("Requests of one update, and kilobytes that they brought", once, None, None, _requests)
    return "\n".join([*lines, *notes.lines()])


class Notes:
    """Why cells have no value: each reason once, below the tables."""

    def __init__(self):
        self.reasons = []

    def empty(self, cell):
        """A cell without a value."""
        if cell.is_too_slow:
            return cell.reason
        if cell.reason not in self.reasons:
            self.reasons.append(cell.reason)
        return f"- {_raised(1 + self.reasons.index(cell.reason))}"

    def lines(self):
        return [f"{_raised(number)} {reason}.  " for number, reason in enumerate(self.reasons, 1)]


def _raised(number):
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


def table(rows, names, results, notes, text):
    """One line for each row; `text` gets a client's cell and that of the first client, which is nothing for the first."""
    yield "| | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    for row in rows:
        cells = results[row.name]
        shown = []
        for name in names:
            cell = cells.get(name)
            if cell is None:
                shown.append("")
            elif cell.samples:
                shown.append(text(cell, None if name == names[0] else cells[names[0]]))
            else:
                shown.append(notes.empty(cell))
        yield f"| {row.title} | " + " | ".join(shown) + " |"


def _compared(measure, text, cell, ours):
    value = median([sample[measure] for sample in cell.samples])
    ratio = f" ×{median([sample[measure] for sample in ours.samples]) / value:.2f}" if ours and ours.samples else ""
    return text(value) + ratio


def _with_least(measure, text, cell, ours):
    value, *ratio = _compared(measure, text, cell, ours).split(" ")
    return " ".join([value, f"({text(min(sample[measure] for sample in cell.samples))})", *ratio])


def _requests(measure, text, cell, ours):
    requests = median([sample["requests"] for sample in cell.samples])
    return f"{requests:,} · {median([sample['bytes'] for sample in cell.samples]) / 1000:,.0f}"
