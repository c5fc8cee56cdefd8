package dev.tufa.tuf.metadata;

import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The date-time of TUF 1.0.34 §4.2.3: exactly {@code YYYY-MM-DDTHH:MM:SSZ}. */
final class DateTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int LENGTH = "1985-10-21T01:21:00Z".length();

    private DateTime() {}

    static Instant read(Fields fields, String name) throws MalformedMetadataException {
        String text = fields.string(name);
        try {
            if (text.length() == LENGTH) { // the pattern would also take +10000 and -0001
                return LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            // refused below, like a text of another length
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
