package dev.tufa.tuf.metadata;

import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The date-time of TUF 1.0.34 §4.2.3. It is written as {@code YYYY-MM-DDTHH:MM:SSZ}, always.
 *
 * <p>Off-spec: a fraction of a second and an offset from UTC are read as well (ADR 15), for the first roots of a well-known
 * repository have them. The fraction is dropped, which makes the expiry earlier by less than a second.
 */
final class DateTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

    private static final Pattern READABLE = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final int LAST_YEAR = 9999;
    private static final int LENGTH = "1985-10-21T01:21:00Z".length();
    private static final int LONGEST = "1985-10-21T01:21:00.123456789+00:00".length();

    private DateTime() {}

    static Instant read(Fields fields, String name) throws MalformedMetadataException {
        String text = fields.string(name);
        try {
            if (text.length() <= LONGEST && READABLE.matcher(text).matches()) {
                OffsetDateTime utc = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                if (utc.getYear() >= 0 && utc.getYear() <= LAST_YEAR) { // an offset may lead out of the range
                    return utc.toInstant().truncatedTo(ChronoUnit.SECONDS);
                }
            }
        } catch (DateTimeParseException e) {
            // no such day or hour: refused below
        }
        throw fields.malformed(name, "date-time YYYY-MM-DDTHH:MM:SSZ", '"' + text + '"');
    }

    /** The text of an instant; fractions of a second are not written, so an instant must not have any. */
    static String format(Instant instant) {
        String text = FORMAT.format(instant.atOffset(ZoneOffset.UTC));
        if (text.length() != LENGTH || !instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)) {
            throw new IllegalArgumentException("expires: expected whole seconds in years 0 to 9999, got " + instant);
        }
        return text;
    }
}
