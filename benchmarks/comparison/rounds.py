"""Measures a row by all clients in turns."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .measuring import Failure, Sample, TooSlow, measure
from .report import median, milliseconds

FAILED = " failed"
LIMIT = 30  # seconds that an update may take
TOO_SLOW = f"> {LIMIT} s"
SLOW, VERY_SLOW = 2, 10  # seconds from which on an update is measured twice, and once


@dataclass
class Cell:
    """What is known of one client in one row: samples, or why there are none."""

    samples: list = field(default_factory=list)
    reason: str | None = None

    @property
    def is_too_slow(self):
        return self.reason == TOO_SLOW

    @property
    def has_failed(self):
        return self.reason is not None and self.reason.endswith(FAILED)

    def text(self):
        return milliseconds(median([sample["wall"] for sample in self.samples])) if self.samples else self.reason


@dataclass(frozen=True)
class Rounds:
    """How rows are measured."""

    clients: list
    server: object
    states: Path
    rounds: int
    processes: int
    seconds: float
    too_slow: set = field(default_factory=set)  # clients and rows
    unready: dict = field(default_factory=dict)  # why there is no template, by its folder

    def measure(self, row):
        """The cells of a row, by client. Every client in turn, then every client again; who begins changes."""
        cells = {client.name: Cell(reason=self._reason(client, row)) for client in self.clients if row.often or client.updates_once}
        able = [client for client in self.clients if client.name in cells and not cells[client.name].reason]
        left = {client.name: self.processes if row.often else self.rounds + 1 for client in able}
        number = 0
        while any(left.values()):
            first = number % len(able)
            for client in able[first:] + able[:first]:
                if left[client.name]:
                    self._try(cells[client.name], left, client, row, self._often if row.often else self._once)
            number += 1
        shutil.rmtree(self.states / "now", ignore_errors=True)
        print(row.name, {name: cell.text() for name, cell in cells.items()}, flush=True)
        return cells

    def _reason(self, client, row):
        """Why a client is not measured, if it is not."""
        once = row.name.removeprefix("often-")
        return client.cannot(row) or (TOO_SLOW if (client.name, once) in self.too_slow else None) or self._make_template(client, row)

    def _try(self, cell, left, client, row, step):
        try:
            step(cell, left, client, row)
        except TooSlow:
            self.too_slow.add((client.name, row.name))
            cell.reason, cell.samples, left[client.name] = TOO_SLOW, [], 0
        except Failure as failure:
            cell.reason, cell.samples, left[client.name] = self._failed(client, failure), [], 0

    def _failed(self, client, failure):
        if client is self.clients[0]:
            raise failure
        print(f"error: {failure}", flush=True)
        return client.name + FAILED

    def _make_template(self, client, row):
        """Makes the folder as a client has it before an update that is measured, once for all rows that begin with it."""
        folder = self._template(client, row)
        if folder.is_dir():
            return self.unready.get(folder)
        folder.mkdir(parents=True)
        try:
            self._fill(folder, client, row)
        except TooSlow:
            self.unready[folder] = f"{client.name} needs more than {LIMIT} s for what has to be there before"
        except Failure as failure:
            self.unready[folder] = self._failed(client, failure)
        return self.unready.get(folder)

    def _fill(self, folder, client, row):
        repository = self.server.repository(row.repository, row.far)
        before = self.server.repository(row.repository + "-before") if row.cache == "behind" else repository
        client.prepare(folder, before)
        if row.cache != "cold":
            measure(client.update(row.operation, folder, before), LIMIT)
        if row.cache == "behind":
            client.move(folder, repository)

    def _once(self, cell, left, client, row):
        """One process; the first round does not count, unless it is the only one."""
        repository, state = self._begin(client, row)
        self.server.counts()
        sample = measure(client.update(row.operation, state, repository), LIMIT)
        requests, size = self.server.counts()
        check(client, row, repository, state)
        is_first = left[client.name] > self.rounds
        left[client.name] -= 1
        if is_first and sample.wall > SLOW:
            left[client.name] = min(2, self.rounds) if sample.wall < VERY_SLOW else 0
        if not is_first or not left[client.name]:
            numbers = {"wall": sample.wall, "cpu": sample.cpu, "rss": sample.rss}
            cell.samples.append({**numbers, "requests": requests, "bytes": size})

    def _often(self, cell, left, client, row):
        """The second half, by time, of what one process says of its updates."""
        repository, state = self._begin(client, row)
        program = client.update_often(row.operation, state, repository, self.seconds, row.cache)
        process = measure(program, self.seconds + 2 * LIMIT)
        check(client, row, repository, state / "0" if row.cache == "cold" else state)
        walls = second_half([int(line) / 1e6 for line in process.output.split()])
        cell.samples += [{"wall": wall, "rss": process.rss} for wall in walls]
        left[client.name] = left[client.name] - 1 if walls[-1] < SLOW else 0

    def _begin(self, client, row):
        state = self.states / "now"
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(self._template(client, row), state, symlinks=True)
        return self.server.repository(row.repository, row.far), state

    def _template(self, client, row):
        near = "far" if row.far else "near"
        return self.states / f"{row.repository}-{near}-{row.cache}-{row.operation}" / client.name


def second_half(walls):
    """What is left after the first half of the time; at least the last one."""
    half, passed, number = sum(walls) / 2, 0.0, 0
    while passed < half and number < len(walls) - 1:
        passed += walls[number]
        number += 1
    return walls[number:]


def check(client, row, repository, state):
    """Refuses to count an update that did not happen."""
    if not repository.is_updated(state):
        raise Failure(f"{client.name}, {row.name}: expected the newest timestamp in {state}, got another or none")
    if row.operation == "download" and not repository.is_downloaded(state):
        raise Failure(f"{client.name}, {row.name}: expected {repository.argument} in {state}, got less")
