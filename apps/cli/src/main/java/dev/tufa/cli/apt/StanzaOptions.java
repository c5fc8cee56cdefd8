package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;

/** The options that make a stanza of a {@code .apt} file. */
final class StanzaOptions {
    /** By the field that each fills, in the order in which they are written. */
    static final List<Map.Entry<String, String>> ALL = List.of(
            Map.entry("distribution", "Distribution"),
            Map.entry("codename", "Codename"),
            Map.entry("release", "Release"),
            Map.entry("architecture", "Architecture"),
            Map.entry("archive", "Archive"),
            Map.entry("install", "Install"),
            Map.entry("pin", "Pin"),
            Map.entry("tuf-root-sha256", "TUF-Root-SHA256"),
            Map.entry("tuf-root-url", "TUF-Root-URL"),
            Map.entry("tuf-scope", "TUF-Scope"));

    /** Those of a stanza whose archives are said elsewhere. */
    static final List<Map.Entry<String, String>> BESIDE_ARCHIVE =
            ALL.stream().filter(option -> !option.getKey().equals("archive")).toList();

    private StanzaOptions() {}

    static void addTo(Options options, List<Map.Entry<String, String>> fields) {
        for (Map.Entry<String, String> field : fields) {
            boolean hasOneValue = field.getValue().startsWith("TUF-");
            options.addOption(OptionSpecs.valued(
                    field.getKey(),
                    "VALUE",
                    "the field " + field.getValue() + (hasOneValue ? "" : "; may be given several times")));
        }
    }

    /** The fields that were given. */
    static List<Field> fields(Invocation invocation, List<Map.Entry<String, String>> options) throws UsageException {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> option : options) {
            List<String> values = invocation.values(option.getKey());
            try {
                if (values.size() == 1) {
                    fields.add(Field.of(option.getValue(), values.get(0)));
                } else if (values.size() > 1) {
                    fields.add(Field.ofLines(option.getValue(), values));
                }
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + option.getKey() + ": " + e.getMessage());
            }
        }
        return fields;
    }
}
