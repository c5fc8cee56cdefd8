package dev.tufa.apt.install.plan;

import java.io.IOException;

/** What is asked of root. There are no steps in it: root works those out itself. */
public sealed interface RootRequest permits InstallRequest, RemovalRequest, SwitchRequest {
    /** As it is handed over. */
    byte[] bytes();

    /** Reads what {@link #bytes} gives. */
    static RootRequest read(byte[] bytes) throws IOException {
        JsonFields fields = JsonFields.read("request", bytes);
        String word = fields.text("do");
        return switch (word) {
            case InstallRequest.WORD -> InstallRequest.read(fields);
            case RemovalRequest.WORD -> RemovalRequest.read(fields);
            case SwitchRequest.WORD -> SwitchRequest.read(fields);
            default ->
                throw new IOException("request: do: expected %s, %s or %s, got something else"
                        .formatted(InstallRequest.WORD, RemovalRequest.WORD, SwitchRequest.WORD));
        };
    }
}
