package dev.tufa.conformance.client;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server that knows ranges answers to a request for a file (RFC 9110 §13 and §14).
 *
 * @param headers one after the other name and value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RangeAnswer(int status, List<String> headers, byte[] body) {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-");

    static RangeAnswer to(Optional<String> range, Optional<String> ifRange, byte[] content) {
        String tag = '"' + Digests.sha256(content) + '"';
        Matcher wanted = RANGE.matcher(
                range.filter(unused -> ifRange.orElse(tag).equals(tag)).orElse(""));
        if (!wanted.matches()) {
            return new RangeAnswer(200, List.of("ETag", tag), content);
        }
        long start = Long.parseLong(wanted.group(1));
        if (start >= content.length) {
            return new RangeAnswer(416, List.of("Content-Range", "bytes */" + content.length), new byte[0]);
        }
        return new RangeAnswer(
                206,
                List.of(
                        "ETag",
                        tag,
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(start, content.length - 1, content.length)),
                Arrays.copyOfRange(content, (int) start, content.length));
    }
}
