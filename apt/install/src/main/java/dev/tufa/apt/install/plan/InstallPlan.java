package dev.tufa.apt.install.plan;

import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is done to a system for a {@code .apt} file, in order. It is data: whoever carries it out works it out again from the
 * same file, and goes on only if the digest is the one that a person agreed to.
 *
 * @param id of the sources on the system: part of the names of all files that are written
 * @param file SHA-256 of the {@code .apt} file, in lower case hex
 * @param signer the key that signed the file, and the only one that may sign the archives
 * @param stanza which of the file, from 1
 * @param archives as lines of apt's lists say them, as they are written
 * @param choices what the person chose
 * @param steps what is done
 */
public record InstallPlan(
        SourceId id,
        String file,
        Fingerprint signer,
        int stanza,
        List<String> archives,
        Choices choices,
        List<PlanStep> steps) {
    private static final int FORMAT = 1;

    /** A plan with its steps in order. */
    public InstallPlan {
        archives = List.copyOf(archives);
        steps = List.copyOf(steps);
    }

    /** The same bytes for the same plan: canonical JSON. */
    public byte[] bytes() {
        return JsonObject.of(Map.of(
                        "format", JsonInteger.of(FORMAT),
                        "id", JsonString.of(id.text()),
                        "file", JsonString.of(file),
                        "signer", JsonString.of(signer.hex()),
                        "stanza", JsonInteger.of(stanza),
                        "archives",
                                JsonArray.of(
                                        archives.stream().map(JsonString::of).toList()),
                        "choices", choices.json(),
                        "steps", JsonArray.of(steps.stream().map(PlanStep::json).toList())))
                .canonicalBytes();
    }

    /** SHA-256 of the bytes, in lower case hex: what a person agrees to. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The files that are written, by their absolute paths. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (PlanStep step : steps) {
            if (step instanceof PlanStep.WriteSources sources) {
                files.put(sources.path(), sources.text().getBytes(StandardCharsets.UTF_8));
            } else if (step instanceof PlanStep.WritePreferences preferences) {
                files.put(preferences.path(), preferences.text().getBytes(StandardCharsets.UTF_8));
            } else if (step instanceof PlanStep.RegisterRoot root) {
                files.put(
                        root.folder() + '/' + PlanStep.RegisterRoot.ROOT_FILE,
                        HexFormat.of().parseHex(root.root()));
                files.put(
                        root.folder() + '/' + PlanStep.RegisterRoot.ARCHIVE_FILE,
                        root.text().getBytes(StandardCharsets.UTF_8));
                files.put(
                        root.folder() + '/' + PlanStep.RegisterRoot.KEY_FILE,
                        root.key().getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** The packages that are to be installed, with their architectures where those are not the system's own. */
    public List<String> packages() {
        return steps(PlanStep.InstallPackages.class).stream()
                .flatMap(step -> step.packages().stream())
                .toList();
    }

    /** The packages that are taken from there even where the system's own archives have a higher version. */
    public List<String> preferred() {
        return steps(PlanStep.WritePreferences.class).stream()
                .flatMap(step -> step.preferred().stream())
                .toList();
    }

    /** The steps of a kind. */
    public <S extends PlanStep> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
