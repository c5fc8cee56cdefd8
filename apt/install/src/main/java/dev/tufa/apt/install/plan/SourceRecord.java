package dev.tufa.apt.install.plan;

import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a system remembers of a {@code .apt} file that somebody agreed to; the file itself, and the root of TUF if that was fetched, lie
 * beside it.
 *
 * @param id of the sources
 * @param state how they stand
 * @param since when they were agreed to first
 * @param signer the key
 * @param stanza which of the file, from 1
 * @param archives as lines of apt's lists say them
 * @param choices what the person chose
 * @param packages what was to be installed
 * @param files that were written, by their absolute paths, with their SHA-256 in lower case hex
 * @param adopted lists of sources in whose place they came, by their absolute paths, with the SHA-256 of what was in them
 * @param digest of the plan
 */
public record SourceRecord(
        SourceId id,
        State state,
        Instant since,
        Fingerprint signer,
        int stanza,
        List<String> archives,
        Choices choices,
        List<String> packages,
        SortedMap<String, String> files,
        SortedMap<String, String> adopted,
        String digest) {
    /** Its name in {@link SourceId#recordFolder}. */
    public static final String FILE = "record.json";

    /** The name of the {@code .apt} file there. */
    public static final String APT_FILE = "original.apt";

    /** The name of the root of TUF there. */
    public static final String ROOT_FILE = "root.json";

    /** A record with everything in order. */
    public SourceRecord {
        archives = List.copyOf(archives);
        packages = List.copyOf(packages);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        adopted = Collections.unmodifiableSortedMap(new TreeMap<>(adopted));
    }

    /** The addresses of the archives, each with a slash at the end. */
    public List<String> addresses() {
        return archives.stream()
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .filter(word -> word.contains("://"))
                .map(word -> word.endsWith("/") ? word : word + "/")
                .distinct()
                .toList();
    }

    /** Where a list of sources is kept in whose place they came. */
    public String kept(String adoptedFile) {
        return id.recordFolder() + "/adopted/" + adoptedFile.substring(adoptedFile.lastIndexOf('/') + 1);
    }

    /** The same in another state. */
    public SourceRecord with(State other) {
        return new SourceRecord(id, other, since, signer, stanza, archives, choices, packages, files, adopted, digest);
    }

    /** The same with other files. */
    public SourceRecord with(SortedMap<String, String> others) {
        return new SourceRecord(id, state, since, signer, stanza, archives, choices, packages, others, adopted, digest);
    }

    /** Reads what {@link #bytes} gives. */
    public static SourceRecord read(byte[] bytes) throws IOException {
        JsonFields fields = JsonFields.read(FILE, bytes);
        return new SourceRecord(
                fields.id("id"),
                fields.choice("state", State.values()),
                Instant.ofEpochSecond(fields.number("since")),
                fields.fingerprint("signer")
                        .orElseThrow(() -> new IOException(FILE + ": signer: expected a fingerprint, got nothing")),
                Math.toIntExact(fields.number("stanza")),
                fields.texts("archives"),
                Choices.read(fields.fields("choices")),
                fields.texts("packages"),
                digests(fields.fields("files")),
                digests(fields.fields("adopted")),
                fields.text("digest"));
    }

    private static SortedMap<String, String> digests(JsonFields files) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String path : files.object().names()) {
            digests.put(path, files.text(path));
        }
        return digests;
    }

    /** As it is kept. */
    public byte[] bytes() {
        return JsonObject.of(Map.ofEntries(
                        Map.entry("id", JsonString.of(id.text())),
                        Map.entry("state", JsonString.of(JsonFields.word(state))),
                        Map.entry("since", JsonInteger.of(since.getEpochSecond())),
                        Map.entry("signer", JsonString.of(signer.hex())),
                        Map.entry("stanza", JsonInteger.of(stanza)),
                        Map.entry("archives", texts(archives)),
                        Map.entry("choices", choices.json()),
                        Map.entry("packages", texts(packages)),
                        Map.entry("files", digests(files)),
                        Map.entry("adopted", digests(adopted)),
                        Map.entry("digest", JsonString.of(digest))))
                .canonicalBytes();
    }

    private static JsonObject digests(Map<String, String> files) {
        Map<String, JsonString> digests = new LinkedHashMap<>();
        files.forEach((path, digest) -> digests.put(path, JsonString.of(digest)));
        return JsonObject.of(digests);
    }

    private static JsonArray texts(Collection<String> texts) {
        return JsonArray.of(texts.stream().map(JsonString::of).toList());
    }

    /** How sources stand. */
    public enum State {
        /** They are among the system's, and what was to be installed was not yet. */
        SUBSCRIBED,
        /** They are among the system's, and what was to be installed was. */
        INSTALLED,
        /** They are among the system's, and not used. */
        DISABLED,
        /** What was to be installed was, and they are gone. */
        ONCE
    }
}
