package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rest of a file (RFC 9110, §13 and §14): how it is asked for, and where it begins. */
final class Ranges {
    static final int PARTIAL_CONTENT = 206;
    static final int NOT_SATISFIABLE = 416;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?<start>[0-9]{1,18})-[0-9]{1,18}/.*");

    /** A file may change twice in a second; a date says what its content is only if it was old when it was told. */
    private static final long OLD_MILLIS = Duration.ofSeconds(60).toMillis();

    private Ranges() {}

    static void ask(HttpURLConnection connection, Fetcher.Beginning beginning) {
        connection.setRequestProperty("Range", "bytes=" + beginning.length() + "-");
        beginning.validator().ifPresent(validator -> connection.setRequestProperty("If-Range", validator));
    }

    /** Where in the file the body of a partial answer begins. */
    static long start(HttpURLConnection connection, URI uri) throws PermanentFetchException {
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        Matcher matcher = CONTENT_RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new PermanentFetchException("%s: expected one range of bytes, got %s".formatted(uri, range));
        }
        return Long.parseLong(matcher.group("start"));
    }

    /** What can be named in If-Range later: a strong entity tag, or else the time of the last change. */
    static Optional<String> validator(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        if (tag != null) {
            return Optional.of(tag).filter(text -> text.startsWith("\""));
        }
        boolean old =
                connection.getLastModified() > 0 && connection.getDate() - connection.getLastModified() >= OLD_MILLIS;
        return old ? Optional.ofNullable(connection.getHeaderField("Last-Modified")) : Optional.empty();
    }
}
