package dev.tufa.apt.archive.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Times as a {@code Release} file says them: RFC 5322 §3.3, in UTC. */
final class ReleaseDate {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** What apt takes for UTC. */
    private static final Set<String> ZONES = Set.of("UTC", "GMT", "Z", "+0000", "-0000");

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private ReleaseDate() {}

    /** The second of a time. */
    static String format(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        if (second.isBefore(FIRST) || second.isAfter(LAST)) {
            throw new IllegalArgumentException("expected a time from %s to %s, got %s".formatted(FIRST, LAST, time));
        }
        OffsetDateTime date = second.atOffset(ZoneOffset.UTC);
        return "%s, %02d %s %04d %02d:%02d:%02d UTC"
                .formatted(
                        DAYS.get(date.getDayOfWeek().getValue() - 1),
                        date.getDayOfMonth(),
                        MONTHS.get(date.getMonthValue() - 1),
                        date.getYear(),
                        date.getHour(),
                        date.getMinute(),
                        date.getSecond());
    }

    /** Reads a date; its day of the week has to be one, and no one asks which. */
    static Instant parse(String field, String text) throws IndexException {
        String[] words = text.split("[ \t]+", -1);
        boolean hasForm = words.length == 6
                && words[0].endsWith(",")
                && DAYS.contains(words[0].substring(0, words[0].length() - 1))
                && words[1].matches("[0-9]{1,2}")
                && MONTHS.contains(words[2])
                && words[3].matches("[0-9]{4}")
                && words[4].matches("[0-9]{1,2}:[0-9]{2}:[0-9]{2}")
                && ZONES.contains(words[5]);
        if (!hasForm) {
            throw problem(field, text);
        }
        String time = words[4].length() == 7 ? "0" + words[4] : words[4];
        try {
            String date = "%s-%02d-%02dT%sZ"
                    .formatted(words[3], MONTHS.indexOf(words[2]) + 1, Integer.parseInt(words[1]), time);
            return Instant.from(DateTimeFormatter.ISO_INSTANT.parse(date));
        } catch (DateTimeException e) {
            throw problem(field, text);
        }
    }

    private static IndexException problem(String field, String text) {
        return new IndexException(
                "%s: expected a date such as \"Sat, 14 Jun 2025 09:05:00 UTC\", got \"%s\"".formatted(field, text));
    }
}
