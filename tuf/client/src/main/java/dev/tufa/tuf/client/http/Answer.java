package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server has answered, whichever client of the platform asked. */
interface Answer {
    /** Its status; -1 if it was none of HTTP. */
    int status();

    /** A header's value. */
    Optional<String> header(String name);

    /** Its body, once. */
    Wire body() throws IOException;

    /** Ends it, and what of it is still to come. */
    void end();

    /** How long the server says the body is, if it says a number. */
    default OptionalLong length() {
        try {
            return header("Content-Length").stream()
                    .mapToLong(text -> Long.parseLong(text.strip()))
                    .filter(length -> length >= 0)
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the body is compressed for the way. */
    default boolean isCompressed() {
        return header("Content-Encoding")
                .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("gzip"))
                .isPresent();
    }
}
