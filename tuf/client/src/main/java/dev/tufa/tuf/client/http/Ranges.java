package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rest of a file (RFC 9110, §13 and §14): how it is asked for, and whether that is what came. */
final class Ranges {
    static final int PARTIAL_CONTENT = 206;
    static final int NOT_SATISFIABLE = 416;

    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes (?<start>[0-9]{1,18})-(?<end>[0-9]{1,18})/(?<total>[0-9]{1,18}|\\*)");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[!#-~]*\"");
    private static final Pattern DATE = Pattern.compile("[A-Za-z]{3}, [0-9]{2} [A-Za-z]{3} [0-9]{4} [0-9:]{8} GMT");

    /** A file may change twice in a second; a date says what its content is only if it was old when it was told. */
    private static final Duration OLD = Duration.ofSeconds(60);

    private Ranges() {}

    /** Asks for what follows a beginning; for all of it, if what is known of the beginning is nothing that a header can say. */
    static void ask(Map<String, String> headers, Fetcher.Beginning beginning) {
        if (beginning.validator().filter(text -> !isValidator(text)).isPresent()) {
            return;
        }
        headers.put("Range", "bytes=" + beginning.length() + "-");
        beginning.validator().ifPresent(validator -> headers.put("If-Range", validator));
    }

    /** Whether a partial answer is one range, which begins where it should, of the content that it should be of. */
    static boolean isRest(Answer answer, Fetcher.Beginning beginning) {
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
        if (!range.matches()) {
            return false;
        }
        long start = Long.parseLong(range.group("start"));
        long count = Long.parseLong(range.group("end")) - start + 1;
        boolean within = range.group("total").equals("*")
                || Long.parseLong(range.group("end")) < Long.parseLong(range.group("total"));
        return start == beginning.length()
                && count > 0
                && within
                && answer.length().orElse(count) == count
                && isSame(answer.header("ETag"), beginning.validator());
    }

    private static boolean isSame(Optional<String> tag, Optional<String> validator) {
        return tag.isEmpty() || validator.filter(text -> text.startsWith("\"")).isEmpty() || tag.equals(validator);
    }

    /** What can be named in If-Range later: a strong entity tag, or else the time of the last change. */
    static Optional<String> validator(Answer answer) {
        Optional<String> tag = answer.header("ETag");
        return (tag.isPresent() ? tag : answer.header("Last-Modified").filter(changed -> isOld(answer, changed)))
                .filter(Ranges::isValidator);
    }

    private static boolean isOld(Answer answer, String changed) {
        try {
            return answer.header("Date")
                    .filter(now -> !date(changed).plus(OLD).isAfter(date(now)))
                    .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static boolean isValidator(String text) {
        return STRONG_TAG.matcher(text).matches() || DATE.matcher(text).matches();
    }
}
