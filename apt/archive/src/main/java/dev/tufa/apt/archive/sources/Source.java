package dev.tufa.apt.archive.sources;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An entry of a list of sources: apt has a source for each of its addresses in each of its suites.
 *
 * @param use whether apt looks at it at all
 * @param types of what is taken; at least one
 * @param uris of archives, as they are written, with or without a slash at the end; at least one if it is in use
 * @param suites below {@code dists/}, or folders, with a slash at the end; at least one if it is in use
 * @param components of the suites; none for folders, else at least one if it is in use
 * @param signedBy which keys may sign it
 * @param options what else apt knows of it; a list with one value where it takes one
 * @param others options and fields that apt does not know, by their names as written
 */
public record Source(
        Use use,
        List<SourceType> types,
        List<String> uris,
        List<String> suites,
        List<String> components,
        Optional<SignedBy> signedBy,
        Map<SourceOption, List<String>> options,
        Map<String, String> others) {
    /** A source that apt takes. */
    public Source {
        types = types.stream().distinct().toList();
        uris = List.copyOf(uris);
        suites = List.copyOf(suites);
        components = List.copyOf(components);
        EnumMap<SourceOption, List<String>> copy = new EnumMap<>(SourceOption.class);
        options.forEach((option, values) -> copy.put(option, List.copyOf(values)));
        options = Collections.unmodifiableMap(copy);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        SourceRules.problem(use, types, uris, suites, components).ifPresent(problem -> {
            throw new IllegalArgumentException("source: " + problem);
        });
    }

    /** A source in use without options. */
    public static Source of(List<SourceType> types, List<String> uris, List<String> suites, List<String> components) {
        return new Source(Use.ENABLED, types, uris, suites, components, Optional.empty(), Map.of(), Map.of());
    }

    /** The same with keys that may sign it. */
    public Source signedBy(SignedBy keys) {
        return new Source(use, types, uris, suites, components, Optional.of(keys), options, others);
    }

    /** The same with an option, in place of the one there was. */
    public Source with(SourceOption option, List<String> values) {
        Map<SourceOption, List<String>> changed = new EnumMap<>(SourceOption.class);
        changed.putAll(options);
        changed.put(option, values);
        return new Source(use, types, uris, suites, components, signedBy, changed, others);
    }

    /** The same, used or not. */
    public Source with(Use otherUse) {
        return new Source(otherUse, types, uris, suites, components, signedBy, options, others);
    }

    /** The values of an option; none if it is not there. */
    public List<String> values(SourceOption option) {
        return options.getOrDefault(option, List.of());
    }

    /** Whether an option is there and says yes, in one of the words that apt takes for that. */
    public boolean saysYes(SourceOption option) {
        return values(option).stream().anyMatch(AptBoolean.YES::is);
    }

    /** Whether an option is there and says no. */
    public boolean saysNo(SourceOption option) {
        return values(option).stream().anyMatch(AptBoolean.NO::is);
    }

    /**
     * As a stanza of a {@code .sources} file in its canonical form: {@code Enabled} only where it says no, what apt knows in the order
     * of {@link SourceOption}, keys at the end.
     *
     * @throws IllegalArgumentException if a stanza cannot say it: there are blanks in a word, as a line may have them between quotes
     */
    public Stanza stanza() {
        List<Field> fields = new ArrayList<>();
        if (use == Use.DISABLED) {
            fields.add(Field.of("Enabled", "no"));
        }
        fields.add(Field.of("Types", types.stream().map(SourceType::word).collect(Collectors.joining(" "))));
        addWords(fields, "URIs", uris);
        addWords(fields, "Suites", suites);
        addWords(fields, "Components", components);
        options.forEach((option, values) -> {
            if (option.isList()) {
                addWords(fields, option.field(), values);
            } else {
                values.forEach(value -> fields.add(field(option.field(), value)));
            }
        });
        others.forEach((name, value) -> fields.add(field(name, value)));
        signedBy.ifPresent(keys -> fields.add(new Field("Signed-By", keys.inStanza())));
        return Stanza.of(fields);
    }

    private static Field field(String name, String value) {
        return new Field(name, List.of(value.split("\n", -1)));
    }

    private static void addWords(List<Field> fields, String name, List<String> words) {
        for (String word : words) {
            if (word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "%s: expected a word without blanks, got \"%s\"".formatted(name, word));
            }
        }
        if (!words.isEmpty()) {
            fields.add(Field.of(name, String.join(" ", words)));
        }
    }

    /** Whether apt looks at an entry. */
    public enum Use {
        /** It does. */
        ENABLED,
        /** It does not: {@code Enabled: no}. */
        DISABLED
    }
}
