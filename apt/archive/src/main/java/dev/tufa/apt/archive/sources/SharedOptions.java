package dev.tufa.apt.archive.sources;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the entries of one suite have said so far of what they all have to say in the same way. */
final class SharedOptions {
    /** Each entry has to say the same; saying nothing is something else than no. */
    private static final List<SourceOption> ANSWERS =
            List.of(SourceOption.TRUSTED, SourceOption.CHECK_VALID_UNTIL, SourceOption.CHECK_DATE);

    /** Each entry has to say the same; saying nothing is no. */
    private static final List<SourceOption> PERMISSIONS =
            List.of(SourceOption.ALLOW_INSECURE, SourceOption.ALLOW_WEAK, SourceOption.ALLOW_DOWNGRADE_TO_INSECURE);

    /** Once one is said, each entry has to say the same. */
    private static final List<SourceOption> NUMBERS =
            List.of(SourceOption.VALID_UNTIL_MIN, SourceOption.VALID_UNTIL_MAX, SourceOption.DATE_MAX_FUTURE);

    private final ListedSource first;
    private final Map<SourceOption, String> said = new EnumMap<>(SourceOption.class);
    private Optional<SignedBy> signedBy;

    SharedOptions(ListedSource first) {
        this.first = first;
        ANSWERS.forEach(option -> said.put(option, answer(first.source(), option)));
        PERMISSIONS.forEach(option -> said.put(option, permission(first.source(), option)));
        NUMBERS.forEach(option -> said.put(option, number(first.source(), option)));
        this.signedBy = first.source().signedBy();
    }

    /** Takes another entry of the same suite in. */
    void require(ListedSource other, String suite) throws SourcesException {
        for (SourceOption option : ANSWERS) {
            requireSame(other, suite, option, answer(other.source(), option));
        }
        for (SourceOption option : PERMISSIONS) {
            requireSame(other, suite, option, permission(other.source(), option));
        }
        for (SourceOption option : NUMBERS) {
            if (said.getOrDefault(option, "").equals("0")) {
                said.put(option, number(other.source(), option));
            }
            requireSame(other, suite, option, number(other.source(), option));
        }
        Optional<SignedBy> keys = other.source().signedBy();
        if (signedBy.isEmpty()) {
            signedBy = keys;
        } else if (keys.isEmpty()) {
            throw conflict(other, suite, "Signed-By", "none"); // apt 2.6 refuses it, apt 3 does not
        } else if (!names(signedBy.get()).equals(names(keys.get()))) {
            throw conflict(other, suite, "Signed-By", "another key");
        }
    }

    private void requireSame(ListedSource other, String suite, SourceOption option, String value)
            throws SourcesException {
        if (!value.equals(said.get(option))) {
            throw conflict(other, suite, option.field(), value);
        }
    }

    private SourcesException conflict(ListedSource other, String suite, String field, String got) {
        return new SourcesException(
                other.file(),
                other.line(),
                "%s: expected the same as for suite %s of the same archive in %s, got %s"
                        .formatted(field, suite, first.place(), got));
    }

    private static String answer(Source source, SourceOption option) {
        if (source.values(option).isEmpty()) {
            return "nothing";
        }
        return source.saysYes(option) ? "yes" : "no";
    }

    private static String permission(Source source, SourceOption option) {
        return source.saysYes(option) ? "yes" : "no";
    }

    /** The digits that a value begins with. */
    private static String number(Source source, SourceOption option) {
        String value = source.values(option).stream().findFirst().orElse("");
        int end = 0;
        while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        String digits = value.substring(0, end).replaceFirst("^0+", "");
        return digits.isEmpty() ? "0" : digits;
    }

    private static List<String> names(SignedBy keys) {
        return keys instanceof SignedBy.Named named
                ? named.names().stream()
                        .map(name -> name.startsWith("/") ? name : name.toUpperCase(Locale.ROOT))
                        .toList()
                : keys.inStanza();
    }
}
