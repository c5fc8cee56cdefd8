package dev.tufa.tuf.metadata;

import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The date-time of TUF 1.0.34 §4.2.3. It is written as {@code YYYY-MM-DDTHH:MM:SSZ}, always.
 *
 * <p>Off-spec: a fraction of a second and an offset from UTC are read as well (ADR 15), for the first roots of a well-known
 * repository have them. The fraction is dropped, which makes the expiry earlier by less than a second.
 *
 * <p>The usual form is read without a formatter: making one takes longer than all else that a small document needs.
 */
final class DateTime {
    private static final String SHAPE = "0000-00-00T00:00:00Z";
    private static final int LONGEST = "1985-10-21T01:21:00.123456789+00:00".length();
    private static final int LAST_YEAR = 9999;

    private DateTime() {}

    static Instant read(Fields fields, String name) throws MalformedMetadataException {
        String text = fields.string(name);
        try {
            if (hasUsualShape(text)) {
                return LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19))
                        .toInstant(ZoneOffset.UTC);
            }
            if (text.length() <= LONGEST && Unusual.SHAPE.matcher(text).matches()) {
                Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
                if (isWritable(instant)) { // an offset may lead out of the range
                    return instant;
                }
            }
        } catch (DateTimeException e) {
            // no such day or hour: refused below
        }
        throw fields.malformed(name, "date-time YYYY-MM-DDTHH:MM:SSZ", '"' + text + '"');
    }

    private static boolean hasUsualShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            boolean fits = SHAPE.charAt(i) == '0' ? c >= '0' && c <= '9' : c == SHAPE.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Whether an instant is of whole seconds, and in a year of four digits. */
    static boolean isWritable(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0
                && year <= LAST_YEAR
                && instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
    }

    /** The text of an instant that {@linkplain #isWritable can be written}. */
    static String format(Instant instant) {
        return instant.toString(); // which leaves out a fraction that is zero
    }

    private static final class Unusual {
        static final Pattern SHAPE = Pattern.compile(
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    }
}
