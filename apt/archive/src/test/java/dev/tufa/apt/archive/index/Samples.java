package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Values to write and to read back. */
final class Samples {
    static final Set<DigestAlgorithm> ALL = EnumSet.allOf(DigestAlgorithm.class);

    private Samples() {}

    /** The digests of some text. */
    static ListedFile file(String path, String text, Set<DigestAlgorithm> algorithms) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), algorithms)) {
            output.write(bytes, 0, bytes.length);
            return output.toFile(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stanza stanza(String text) {
        try {
            return Deb822Reader.readAll(
                            "stanza", text.getBytes(StandardCharsets.UTF_8), Comments.REFUSED, Deb822Limits.DEFAULT)
                    .get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static PackageEntry entry(String control) {
        ListedFile file = file("pool/a.deb", control, Set.of());
        return new PackageEntry(stanza(control), file.path(), file.size(), file.digests());
    }

    static PackageEntry entry(Random random, int number) {
        StringBuilder control = new StringBuilder();
        control.append("Package: ").append(name(random)).append(number).append('\n');
        control.append("Version: ")
                .append(random.nextInt(3))
                .append(".")
                .append(random.nextInt(9))
                .append('\n');
        control.append("Architecture: ")
                .append(random.nextBoolean() ? "amd64" : "all")
                .append('\n');
        for (String field : List.of("Depends", "X-Own", "priority", "Tag")) {
            if (random.nextBoolean()) {
                control.append(field)
                        .append(": ")
                        .append(name(random))
                        .append(", é\n ")
                        .append(name(random))
                        .append('\n');
            }
        }
        control.append("Description: ")
                .append(name(random))
                .append("\n .\n ")
                .append(name(random))
                .append('\n');
        ListedFile file = file("pool/" + name(random) + ".deb", control.toString(), someAlgorithms(random));
        return new PackageEntry(stanza(control.toString()), file.path(), file.size(), file.digests());
    }

    static Set<DigestAlgorithm> someAlgorithms(Random random) {
        Set<DigestAlgorithm> some = EnumSet.noneOf(DigestAlgorithm.class);
        ALL.stream().filter(algorithm -> random.nextBoolean()).forEach(some::add);
        return some;
    }

    static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(8); i > 0; i--) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    static <E> List<E> all(IndexReader<E> reader) throws IOException {
        List<E> all = new ArrayList<>();
        try (reader) {
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                all.add(entry.get());
            }
        }
        return all;
    }
}
