package dev.tufa.apt.install.host;

import java.util.List;
import java.util.Optional;

/** What {@code lsb_release -i -r -c -s} prints, whether it is the program in Python or the one in shell that took its place. */
public final class LsbRelease {
    /** What the program prints for a property that the system does not have. */
    private static final String NONE = "n/a";

    private LsbRelease() {}

    /**
     * Reads the distributor id, the release and the codename, which the program prints in this order, each on its line, in whatever order
     * it is asked for them. Empty if that is not what is there, or if the system does not say what it is.
     */
    public static Optional<Distribution> parse(String output) {
        List<String> lines = output.lines().map(String::strip).toList();
        if (lines.size() != 3 || value(lines.get(0)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Distribution(
                lines.get(0), value(lines.get(2)), value(lines.get(1)).stream().toList()));
    }

    private static Optional<String> value(String line) {
        return Optional.of(line).filter(text -> !text.isEmpty() && !text.equals(NONE));
    }
}
