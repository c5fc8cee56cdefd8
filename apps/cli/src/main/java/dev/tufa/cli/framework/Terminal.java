package dev.tufa.cli.framework;

import com.google.errorprone.annotations.FormatMethod;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import java.io.PrintStream;

/**
 * Where a command speaks: results to standard output, everything else to standard error.
 *
 * @param interactive whether a person watches standard error, so that a line may be drawn over
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** The terminal of this process; the launcher says whether a person watches, for Java 17 cannot tell of one stream. */
    public static Terminal system() {
        return new Terminal(System.out, System.err, Boolean.getBoolean("tufa.interactive"));
    }

    /** A line of the result. */
    @FormatMethod
    public void line(String format, Object... values) {
        out.println(format.formatted(values));
    }

    /** A line of the result for scripts: one JSON value. */
    public void json(JsonValue value) {
        out.println(JsonText.compact(value));
    }

    /** A remark for a person, not part of the result. */
    @FormatMethod
    public void note(String format, Object... values) {
        err.println(format.formatted(values));
    }

    void error(String message, String hint) {
        err.println("error: " + message);
        if (!hint.isEmpty()) {
            err.println("hint: " + hint);
        }
    }
}
