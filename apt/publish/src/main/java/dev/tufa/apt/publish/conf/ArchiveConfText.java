package dev.tufa.apt.publish.conf;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.conf.ArchiveConf.Check;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code archive.conf} as text: a stanza for the archive and one for each suite, in the syntax of Debian control files. */
public final class ArchiveConfText {
    /** The name of the file in an archive's folder. */
    public static final String FILE = "archive.conf";

    private static final Set<String> OF_ARCHIVE =
            Set.of("format", "origin", "label", "url", "signed-with", "tuf-scope", "digests", "check");
    private static final Set<String> OF_SUITE = Set.of(
            "suite",
            "codename",
            "version",
            "description",
            "components",
            "architectures",
            "sources",
            "contents",
            "upgrades",
            "valid-for",
            "keep-versions");
    private static final String FORMAT = "1";

    private ArchiveConfText() {}

    /**
     * Reads settings.
     *
     * @throws IOException if the text is not what it has to be; it says where and what was expected
     */
    public static ArchiveConf read(byte[] text) throws IOException {
        List<Stanza> stanzas = Deb822Reader.readAll(FILE, text, Deb822Reader.Comments.SKIPPED, Deb822Limits.DEFAULT);
        try {
            if (stanzas.isEmpty()) {
                throw new IllegalArgumentException("expected a stanza for the archive, got none");
            }
            Stanza archive = stanzas.get(0);
            requireKnown(archive, OF_ARCHIVE);
            require("Format", required(archive, "Format").equals(FORMAT), FORMAT, required(archive, "Format"));
            List<SuiteConf> suites = new ArrayList<>();
            for (Stanza suite : stanzas.subList(1, stanzas.size())) {
                suites.add(suite(suite));
            }
            return new ArchiveConf(
                    required(archive, "Origin"),
                    required(archive, "Label"),
                    archive.value("URL").map(ArchiveConfText::url),
                    words(archive, "Signed-With").stream().map(KeySource::parse).toList(),
                    choice(archive, "TUF-Scope", TufScope.class, TufScope.NONE),
                    digests(words(archive, "Digests")),
                    choice(archive, "Check", Check.class, Check.APT),
                    suites);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("URL: expected one, got \"%s\"".formatted(text), e);
        }
    }

    private static SuiteConf suite(Stanza stanza) {
        requireKnown(stanza, OF_SUITE);
        String name = required(stanza, "Suite");
        return new SuiteConf(
                name,
                stanza.value("Codename").orElse(name),
                stanza.value("Version"),
                stanza.value("Description"),
                words(stanza, "Components"),
                words(stanza, "Architectures"),
                choice(stanza, "Sources", YesNo.class, YesNo.NO) == YesNo.YES,
                choice(stanza, "Contents", YesNo.class, YesNo.YES) == YesNo.YES,
                choice(stanza, "Upgrades", Upgrades.class, Upgrades.AUTOMATIC),
                stanza.value("Valid-For").map(text -> TimeSpan.parse("Valid-For", text)),
                stanza.value("Keep-Versions").isPresent()
                        ? OptionalInt.of(number("Keep-Versions", required(stanza, "Keep-Versions")))
                        : OptionalInt.empty());
    }

    /** Settings as text, with all that is not as it would be without being said. */
    public static byte[] write(ArchiveConf conf) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Format", FORMAT));
        fields.add(Field.of("Origin", conf.origin()));
        fields.add(Field.of("Label", conf.label()));
        conf.url().ifPresent(url -> fields.add(Field.of("URL", url.toString())));
        fields.add(Field.ofLines(
                "Signed-With", conf.signedWith().stream().map(KeySource::text).toList()));
        fields.add(Field.of("TUF-Scope", word(conf.tuf())));
        fields.add(Field.of(
                "Digests",
                conf.digests().stream().map(DigestAlgorithm::releaseName).collect(Collectors.joining(" "))));
        fields.add(Field.of("Check", word(conf.check())));
        StringBuilder text = new StringBuilder(Stanza.of(fields).toString());
        conf.suites().forEach(suite -> text.append('\n').append(suite(suite)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stanza suite(SuiteConf suite) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Suite", suite.name()));
        fields.add(Field.of("Codename", suite.codename()));
        suite.version().ifPresent(version -> fields.add(Field.of("Version", version)));
        suite.description().ifPresent(text -> fields.add(Field.of("Description", text)));
        fields.add(Field.of("Components", String.join(" ", suite.components())));
        fields.add(Field.of("Architectures", String.join(" ", suite.architectures())));
        fields.add(Field.of("Sources", suite.sources() ? "yes" : "no"));
        fields.add(Field.of("Contents", suite.contents() ? "yes" : "no"));
        fields.add(Field.of("Upgrades", word(suite.upgrades())));
        suite.validFor().ifPresent(span -> fields.add(Field.of("Valid-For", TimeSpan.text(span))));
        suite.keepVersions().ifPresent(number -> fields.add(Field.of("Keep-Versions", Integer.toString(number))));
        return Stanza.of(fields);
    }

    private static void requireKnown(Stanza stanza, Set<String> names) {
        for (Field field : stanza.fields()) {
            require(
                    "field",
                    names.contains(field.name().toLowerCase(Locale.ROOT)),
                    "one of " + names.stream().sorted().toList(),
                    field.name());
        }
    }

    private static void require(String what, boolean holds, String expected, String got) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got \"%s\"".formatted(what, expected, got));
        }
    }

    private static String required(Stanza stanza, String name) {
        return stanza.value(name)
                .orElseThrow(() -> new IllegalArgumentException("expected a field %s, got none".formatted(name)));
    }

    private static List<String> words(Stanza stanza, String name) {
        return stanza.find(name).map(Field::words).orElse(List.of());
    }

    private static Set<DigestAlgorithm> digests(List<String> names) {
        Set<DigestAlgorithm> digests = EnumSet.of(DigestAlgorithm.SHA256);
        for (String name : names) {
            digests.add(Arrays.stream(DigestAlgorithm.values())
                    .filter(algorithm -> algorithm.releaseName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Digests: expected MD5Sum, SHA1, SHA256 or SHA512, got \"%s\"".formatted(name))));
        }
        return digests;
    }

    private static int number(String name, String text) {
        require(name, text.matches("[0-9]{1,9}"), "a number", text);
        return Integer.parseInt(text);
    }

    private static <E extends Enum<E>> E choice(Stanza stanza, String name, Class<E> type, E otherwise) {
        Optional<String> text = stanza.value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E choice : type.getEnumConstants()) {
            if (word(choice).equals(text.get())) {
                return choice;
            }
            words.add(word(choice));
        }
        throw new IllegalArgumentException(
                "%s: expected %s, got \"%s\"".formatted(name, String.join(" or ", words), text.get()));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private enum YesNo {
        YES,
        NO
    }
}
