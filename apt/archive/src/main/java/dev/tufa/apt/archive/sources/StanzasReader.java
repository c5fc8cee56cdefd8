package dev.tufa.apt.archive.sources;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The style of stanzas. It takes what apt takes, but for fields that stand twice, of which apt takes the last, lines of nothing but
 * blanks, and an empty Types, which apt takes for no entry at all.
 */
final class StanzasReader {
    private final String file;
    private final int line;
    private final Stanza stanza;

    private StanzasReader(String file, int line, Stanza stanza) {
        this.file = file;
        this.line = line;
        this.stanza = stanza;
    }

    static List<ListedSource> read(String file, byte[] bytes) throws SourcesException {
        List<ListedSource> sources = new ArrayList<>();
        try (Deb822Reader reader = new Deb822Reader(
                file,
                new ByteArrayInputStream(withLineFeeds(bytes)),
                Deb822Reader.Comments.SKIPPED,
                Deb822Limits.DEFAULT)) {
            for (Optional<Stanza> stanza = reader.next(); stanza.isPresent(); stanza = reader.next()) {
                int line = reader.stanzaLine();
                sources.add(new ListedSource(file, line, new StanzasReader(file, line, stanza.get()).source()));
            }
        } catch (Deb822Exception e) {
            throw new SourcesException(e.line(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
        return List.copyOf(sources);
    }

    /** apt passes over carriage returns at the ends of lines. */
    private static byte[] withLineFeeds(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\r' || (i + 1 < bytes.length && bytes[i + 1] != '\n')) {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private Source source() throws SourcesException {
        List<SourceType> types = types();
        Source.Use use = stanza.value("Enabled").filter(AptBoolean.NO::is).isPresent()
                ? Source.Use.DISABLED
                : Source.Use.ENABLED;
        List<String> uris = words("URIs");
        List<String> suites = words("Suites");
        List<String> components = words("Components");
        Optional<String> problem = SourceRules.problem(use, types, uris, suites, components);
        if (problem.isPresent()) {
            throw problem(problem.get());
        }
        Map<SourceOption, List<String>> options = new EnumMap<>(SourceOption.class);
        Map<String, String> others = new LinkedHashMap<>();
        for (Field field : stanza.fields()) {
            Optional<SourceOption> option = SourceOption.ofField(field.name());
            if (option.isPresent()) {
                List<String> values = option.get().isList() ? OptionValues.of(field.value()) : List.of(field.value());
                options.put(option.get(), values);
            } else if (List.of("Types", "Enabled", "URIs", "Suites", "Components", "Signed-By").stream()
                    .noneMatch(field::isNamed)) {
                others.put(field.name(), field.value());
            }
        }
        return new Source(use, types, uris, suites, components, signedBy(use), options, others);
    }

    private List<SourceType> types() throws SourcesException {
        Field field = stanza.find("Types").orElseThrow(() -> problem("expected a field Types, got none"));
        List<SourceType> types = new ArrayList<>();
        for (String word : field.words()) {
            types.add(SourceType.of(word)
                    .orElseThrow(() -> problem("Types: expected deb or deb-src, got \"%s\"".formatted(word))));
        }
        return types;
    }

    /** Of a stanza that is not in use, apt does not look at the keys. */
    private Optional<SignedBy> signedBy(Source.Use use) throws SourcesException {
        try {
            return SignedBy.parse(stanza.value("Signed-By").orElse(""));
        } catch (IllegalArgumentException e) {
            if (use == Source.Use.DISABLED) {
                return Optional.empty();
            }
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private List<String> words(String name) {
        return stanza.find(name).map(Field::words).orElse(List.of());
    }

    private SourcesException problem(String problem) {
        return new SourcesException(file, line, problem);
    }
}
