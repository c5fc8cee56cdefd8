package dev.tufa.cli.framework;

import dev.tufa.tuf.refusal.Printable;
import java.io.PrintStream;

/** Draws one line on a terminal that shows how many of many things are done, ten times a second at most, and wipes it at the end. */
public final class Counter implements AutoCloseable {
    private static final long NANOS_BETWEEN = 100_000_000L;

    private final PrintStream out;
    private final boolean watched;
    private final int all;
    private int begun;
    private long drawn = System.nanoTime();
    private boolean visible;

    private Counter(PrintStream out, boolean watched, int all) {
        this.out = out;
        this.watched = watched;
        this.all = all;
    }

    /** A line where a person watches; silence elsewhere. */
    public static Counter on(Terminal terminal, int all) {
        return new Counter(terminal.err(), terminal.interactive(), all);
    }

    /** The next one begins. */
    public void next(String name) {
        begun++;
        long now = System.nanoTime();
        if (watched && now - drawn >= NANOS_BETWEEN) {
            drawn = now;
            visible = true;
            out.printf("\r\u001b[K%d of %d  %s", begun, all, Printable.of(name));
            out.flush();
        }
    }

    @Override
    public void close() {
        if (visible) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
