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
    """Time, processor time and memory of every row by every client; the first client is what the others are held to."""

    def of(measure, chosen, with_least):
        for row in chosen:
            samples = {name: [sample[measure] for sample in taken] for name, taken in results[row.name].items()}
            yield row.title, samples, with_least

    whole = [row for row in rows if not row.often]
    return "\n".join(
        [
            "### Time, in milliseconds: median (least), and our median divided by theirs\n",
            *_table(of("wall", rows, True), names, milliseconds),
            "\n### Processor time, in milliseconds: median, and ours divided by theirs\n",
            *_table(of("cpu", whole, False), names, milliseconds),
            "\n### Memory, in megabytes: median of the largest resident set, and ours divided by theirs\n",
            *_table(of("rss", rows, False), names, megabytes),
        ]
    )


def _table(rows, names, text):
    yield "| | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    for title, samples, with_least in rows:
        ours = median(samples[names[0]])
        cells = []
        for name in names:
            values = samples.get(name)
            least = f" ({text(min(values))})" if values and with_least else ""
            ratio = f" ×{ours / median(values):.2f}" if values and name != names[0] else ""
            cells.append(text(median(values)) + least + ratio if values else "")
        yield f"| {title} | " + " | ".join(cells) + " |"
