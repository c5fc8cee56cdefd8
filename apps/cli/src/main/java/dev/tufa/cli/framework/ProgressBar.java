package dev.tufa.cli.framework;

import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.refusal.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;

/** Draws one line on a terminal that shows how a transfer goes, ten times a second at most, and wipes it at the end. */
public final class ProgressBar implements ProgressListener {
    private static final int CELLS = 30;
    private static final long NANOS_BETWEEN = 100_000_000L;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private final PrintStream out;
    private OptionalLong length = OptionalLong.empty();
    private long begun;
    private long drawn;
    private boolean visible;

    private ProgressBar(PrintStream out) {
        this.out = out;
    }

    /** A bar where a person watches; silence elsewhere. */
    public static ProgressListener on(Terminal terminal) {
        return terminal.interactive() ? new ProgressBar(terminal.err()) : ProgressListener.NONE;
    }

    @Override
    public void started(String file, OptionalLong expected) {
        length = expected;
        begun = System.nanoTime();
        drawn = begun;
    }

    @Override
    public void received(String file, long bytes) {
        long now = System.nanoTime();
        if (now - drawn >= NANOS_BETWEEN) {
            drawn = now;
            visible = true;
            out.print("\r\u001b[K" + draw(Printable.of(file), bytes, now - begun));
            out.flush();
        }
    }

    @Override
    public void finished(String file, long bytes) {
        if (visible) {
            out.print("\r\u001b[K");
            out.flush();
            visible = false;
        }
    }

    private String draw(String file, long bytes, long nanos) {
        String speed = size((long) (bytes * 1e9 / Math.max(nanos, 1))) + "/s";
        if (length.isEmpty() || length.getAsLong() == 0) {
            return "%s  %s  %s".formatted(file, size(bytes), speed);
        }
        double share = Math.min(1, (double) bytes / length.getAsLong());
        int full = (int) (share * CELLS);
        return "%s  [%s%s] %3d%%  %s of %s  %s"
                .formatted(
                        file,
                        "#".repeat(full),
                        " ".repeat(CELLS - full),
                        (int) (share * 100),
                        size(bytes),
                        size(length.getAsLong()),
                        speed);
    }

    /** A number of bytes for a person. */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
