package dev.tufa.cli.apt;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** The options that make a stanza of a {@code .apt} file. */
final class StanzaOptions {
    private static final String TUF_ROOT = "tuf-root";

    /** Characters of base64 in a line. */
    private static final int LINE = 76;

    /** By the field that each fills, in the order in which they are written. */
    static final List<Map.Entry<String, String>> ALL = List.of(
            Map.entry("distribution", "Distribution"),
            Map.entry("codename", "Codename"),
            Map.entry("release", "Release"),
            Map.entry("arch", "Architecture"),
            Map.entry("archive", "Archive"),
            Map.entry("install", "Install"),
            Map.entry("pin", "Pin"),
            Map.entry("tuf-root-sha256", "TUF-Root-SHA256"),
            Map.entry("tuf-root-url", "TUF-Root-URL"),
            Map.entry(TUF_ROOT, "TUF-Root"),
            Map.entry("tuf-scope", "TUF-Scope"));

    /** Those of a stanza whose archives are said elsewhere. */
    static final List<Map.Entry<String, String>> BESIDE_ARCHIVE =
            ALL.stream().filter(option -> !option.getKey().equals("archive")).toList();

    private StanzaOptions() {}

    static void addTo(Options options, List<Map.Entry<String, String>> fields) {
        for (Map.Entry<String, String> field : fields) {
            boolean hasOneValue = field.getValue().startsWith("TUF-");
            boolean isFile = field.getKey().equals(TUF_ROOT);
            options.addOption(OptionSpecs.valued(
                    field.getKey(),
                    isFile ? "FILE" : "VALUE",
                    "the field " + field.getValue()
                            + (isFile
                                    ? ", and its SHA-256, from a root.json"
                                    : hasOneValue ? "" : "; may be given several times")));
        }
    }

    /** The fields that were given. */
    static List<Field> fields(Invocation invocation, List<Map.Entry<String, String>> options)
            throws UsageException, IOException {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> option : options) {
            List<String> values = invocation.values(option.getKey());
            try {
                if (option.getKey().equals(TUF_ROOT) && !values.isEmpty()) {
                    addRoot(fields, Files.readAllBytes(Path.of(values.get(0))));
                } else if (values.size() == 1) {
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

    /** The file itself, and its digest, which has to be the one that is given if one is. */
    private static void addRoot(List<Field> fields, byte[] root) {
        Map<DigestAlgorithm, MessageDigest> digest = Digests.begin(List.of(DigestAlgorithm.SHA256));
        digest.values().forEach(each -> each.update(root));
        String sha256 = Digests.finish(digest).sha256();
        Optional<Field> given = fields.stream()
                .filter(field -> field.isNamed("TUF-Root-SHA256"))
                .findFirst();
        if (given.isEmpty()) {
            fields.add(Field.of("TUF-Root-SHA256", sha256));
        } else if (!given.get().value().equals(sha256)) {
            throw new IllegalArgumentException("expected a file with SHA-256 %s, got one with %s"
                    .formatted(given.get().value(), sha256));
        }
        String base64 = Base64.getEncoder().encodeToString(root);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < base64.length(); i += LINE) {
            lines.add(base64.substring(i, Math.min(i + LINE, base64.length())));
        }
        fields.add(Field.ofLines("TUF-Root", lines));
    }
}
