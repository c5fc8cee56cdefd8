package dev.tufa.apt.install.plan;

import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a person chose where a {@code .apt} file leaves a choice. All of it is in the plan, and so in its digest.
 *
 * @param updates whether the archive stays
 * @param reach what of the archive may come by itself
 * @param sourceCode whether sources of packages are wanted too
 * @param base whether a stanza for what the system is made from will do
 * @param included the only packages of the archive that apt is to see, where it can be told so (apt 3.1); none for no such limit
 * @param replaced installed packages whose next version may come from the archive, although theirs did not
 * @param newKey the key of the file, if the person agreed that its host has another one than before
 * @param adopted lists of sources of the system, by their absolute paths, in whose place the file's archives come
 */
public record Choices(
        Updates updates,
        Reach reach,
        SourceCode sourceCode,
        Base base,
        NavigableSet<String> included,
        NavigableSet<String> replaced,
        Optional<Fingerprint> newKey,
        NavigableSet<String> adopted) {
    /** The careful ones, and updates. */
    public static final Choices DEFAULT = new Choices(
            Updates.KEPT,
            Reach.NAMED,
            SourceCode.LEFT_OUT,
            Base.REFUSED,
            new TreeSet<>(),
            new TreeSet<>(),
            Optional.empty(),
            new TreeSet<>());

    /** Choices with names in order. */
    public Choices {
        included = Collections.unmodifiableNavigableSet(new TreeSet<>(included));
        replaced = Collections.unmodifiableNavigableSet(new TreeSet<>(replaced));
        adopted = Collections.unmodifiableNavigableSet(new TreeSet<>(adopted));
    }

    /** The same with updates or without. */
    public Choices with(Updates other) {
        return new Choices(other, reach, sourceCode, base, included, replaced, newKey, adopted);
    }

    /** The same with another reach. */
    public Choices with(Reach other) {
        return new Choices(updates, other, sourceCode, base, included, replaced, newKey, adopted);
    }

    /** The same with sources of packages or without. */
    public Choices with(SourceCode other) {
        return new Choices(updates, reach, other, base, included, replaced, newKey, adopted);
    }

    /** The same with another answer to a stanza for the base. */
    public Choices with(Base other) {
        return new Choices(updates, reach, sourceCode, other, included, replaced, newKey, adopted);
    }

    /** The same with a limit on what apt sees. */
    public Choices including(Collection<String> names) {
        return new Choices(updates, reach, sourceCode, base, new TreeSet<>(names), replaced, newKey, adopted);
    }

    /** The same with packages that may be replaced. */
    public Choices replacing(Collection<String> names) {
        return new Choices(updates, reach, sourceCode, base, included, new TreeSet<>(names), newKey, adopted);
    }

    /** The same with a key that its host did not have before. */
    public Choices withNewKey(Fingerprint key) {
        return new Choices(updates, reach, sourceCode, base, included, replaced, Optional.of(key), adopted);
    }

    /** The same with lists of sources in whose place the file's archives come. */
    public Choices adopting(Collection<String> files) {
        return new Choices(updates, reach, sourceCode, base, included, replaced, newKey, new TreeSet<>(files));
    }

    JsonObject json() {
        return JsonObject.of(Map.of(
                "updates", word(updates),
                "reach", word(reach),
                "source-code", word(sourceCode),
                "base", word(base),
                "included", names(included),
                "replaced", names(replaced),
                "new-key", JsonString.of(newKey.map(Fingerprint::hex).orElse("")),
                "adopted", names(adopted)));
    }

    /** Reads what {@link #json} gives. */
    static Choices read(JsonFields fields) throws IOException {
        return new Choices(
                fields.choice("updates", Updates.values()),
                fields.choice("reach", Reach.values()),
                fields.choice("source-code", SourceCode.values()),
                fields.choice("base", Base.values()),
                new TreeSet<>(fields.texts("included")),
                new TreeSet<>(fields.texts("replaced")),
                fields.fingerprint("new-key"),
                new TreeSet<>(fields.texts("adopted")));
    }

    private static JsonString word(Enum<?> choice) {
        return JsonString.of(JsonFields.word(choice));
    }

    private static JsonArray names(Collection<String> names) {
        return JsonArray.of(names.stream().map(JsonString::of).toList());
    }

    /** Whether the archive stays among the system's sources. */
    public enum Updates {
        /** It does: new versions come with those of the system. */
        KEPT,
        /** Only until the packages are installed. */
        NONE
    }

    /** What of the archive may come by itself. */
    public enum Reach {
        /** What the file names, and what that needs and nobody else has. */
        NAMED,
        /** Whatever the archive has a newer version of. */
        EVERYTHING
    }

    /** Whether sources of packages are wanted. */
    public enum SourceCode {
        /** They are. */
        ADDED,
        /** They are not. */
        LEFT_OUT
    }

    /** Whether a stanza for what the system is made from will do. */
    public enum Base {
        /** It will. */
        AGREED,
        /** Nobody said so. */
        REFUSED
    }
}
