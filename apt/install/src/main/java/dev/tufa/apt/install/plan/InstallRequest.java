package dev.tufa.apt.install.plan;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What whoever asks hands to root: the {@code .apt} file as it came, what was chosen, and the digest of the plan that a person agreed
 * to.
 */
public final class InstallRequest implements RootRequest {
    static final String WORD = "install";

    private final byte[] file;
    private final Optional<byte[]> root;
    private final Choices choices;
    private final String digest;

    /**
     * A request.
     *
     * @param file the {@code .apt} file
     * @param root of TUF, if it was fetched
     * @param digest of the plan
     */
    public InstallRequest(byte[] file, Optional<byte[]> root, Choices choices, String digest) {
        this.file = file.clone();
        this.root = root.map(byte[]::clone);
        this.choices = choices;
        this.digest = digest;
    }

    static InstallRequest read(JsonFields fields) throws IOException {
        byte[] root = fields.bytes("root");
        return new InstallRequest(
                fields.bytes("file"),
                root.length == 0 ? Optional.empty() : Optional.of(root),
                Choices.read(fields.fields("choices")),
                fields.text("digest"));
    }

    @Override
    public byte[] bytes() {
        return JsonObject.of(Map.of(
                        "do", JsonString.of(WORD),
                        "file", JsonString.of(Base64.getEncoder().encodeToString(file)),
                        "root",
                                JsonString.of(root.map(Base64.getEncoder()::encodeToString)
                                        .orElse("")),
                        "choices", choices.json(),
                        "digest", JsonString.of(digest)))
                .canonicalBytes();
    }

    /** The file, a copy. */
    public byte[] file() {
        return file.clone();
    }

    /** The root, a copy. */
    public Optional<byte[]> root() {
        return root.map(byte[]::clone);
    }

    /** What was chosen. */
    public Choices choices() {
        return choices;
    }

    /** Of the plan that was agreed to. */
    public String digest() {
        return digest;
    }
}
