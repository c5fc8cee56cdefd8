package dev.tufa.cli.framework;

import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.refusal.Printable;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Draws one line on a terminal that shows how transfers go, ten times a second at most, and wipes it at the end: of one file by
 * its name, of many by how many there are.
 */
public final class ProgressBar implements ProgressListener {
    private static final int CELLS = 30;
    private static final long NANOS_BETWEEN = 100_000_000L;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private final PrintStream out;
    private final Map<String, Long> coming = new HashMap<>();
    private OptionalLong length = OptionalLong.empty();
    private int files;
    private int filesDone;
    private long bytesExpected;
    private long bytesDone;
    private long begun = System.nanoTime();
    private long drawn = begun;
    private boolean visible;

    private ProgressBar(PrintStream out) {
        this.out = out;
    }

    /** A bar where a person watches; silence elsewhere. */
    public static ProgressListener on(Terminal terminal) {
        return terminal.interactive() ? new ProgressBar(terminal.err()) : ProgressListener.NONE;
    }

    @Override
    public void expected(int newFiles, long bytes) {
        files = newFiles;
        filesDone = 0;
        bytesExpected = bytes;
        bytesDone = 0;
        begun = System.nanoTime();
    }

    @Override
    public void started(String file, OptionalLong expected) {
        coming.put(file, 0L);
        if (files < 2) {
            length = expected;
            begun = System.nanoTime();
            drawn = begun;
        }
    }

    @Override
    public void received(String file, long bytes) {
        coming.put(file, bytes);
        long now = System.nanoTime();
        if (now - drawn >= NANOS_BETWEEN) {
            drawn = now;
            visible = true;
            out.print("\r\u001b[K" + (files < 2 ? draw(Printable.of(file), bytes, length, now) : drawAll(now)));
            out.flush();
        }
    }

    @Override
    public void finished(String file, long bytes) {
        coming.remove(file);
        filesDone++;
        bytesDone += bytes;
        if (files < 2 || filesDone == files) {
            wipe();
        }
    }

    @Override
    public void broken(String file) {
        coming.remove(file);
        wipe();
    }

    private void wipe() {
        if (visible) {
            out.print("\r\u001b[K");
            out.flush();
            visible = false;
        }
    }

    private String drawAll(long now) {
        long bytes =
                bytesDone + coming.values().stream().mapToLong(Long::longValue).sum();
        return draw("%d of %d files".formatted(filesDone, files), bytes, OptionalLong.of(bytesExpected), now);
    }

    private String draw(String what, long bytes, OptionalLong whole, long now) {
        String speed = size((long) (bytes * 1e9 / Math.max(now - begun, 1))) + "/s";
        if (whole.isEmpty() || whole.getAsLong() == 0) {
            return "%s  %s  %s".formatted(what, size(bytes), speed);
        }
        double share = Math.min(1, (double) bytes / whole.getAsLong());
        int full = (int) (share * CELLS);
        return "%s  [%s%s] %3d%%  %s of %s  %s"
                .formatted(
                        what,
                        "#".repeat(full),
                        " ".repeat(CELLS - full),
                        (int) (share * 100),
                        size(bytes),
                        size(whole.getAsLong()),
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
