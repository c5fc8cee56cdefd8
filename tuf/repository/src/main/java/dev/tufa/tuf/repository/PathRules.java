package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which target paths may be added, by regular expressions that a whole path matches.
 *
 * @param allowed one of them has to match; if there are none, every path is allowed
 * @param refused none of them may match
 */
public record PathRules(List<String> allowed, List<String> refused) {
    /** Every path is allowed. */
    public static final PathRules NONE = new PathRules(List.of(), List.of());

    public PathRules {
        allowed = List.copyOf(allowed);
        refused = List.copyOf(refused);
        allowed.forEach(PathRules::compile);
        refused.forEach(PathRules::compile);
    }

    void require(String path) throws ChangeRefusedException {
        if (!allowed.isEmpty()
                && allowed.stream()
                        .noneMatch(rule -> compile(rule).matcher(path).matches())) {
            throw new ChangeRefusedException("target path: expected one that matches one of %s in %s, got \"%s\""
                    .formatted(allowed, Layout.SETTINGS, Printable.of(path)));
        }
        for (String rule : refused) {
            if (compile(rule).matcher(path).matches()) {
                throw new ChangeRefusedException("target path: expected one that does not match %s in %s, got \"%s\""
                        .formatted(rule, Layout.SETTINGS, Printable.of(path)));
            }
        }
    }

    private static Pattern compile(String rule) {
        try {
            return Pattern.compile(rule);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "path rule: expected a regular expression, got \"%s\": %s"
                            .formatted(Printable.of(rule), e.getDescription()),
                    e);
        }
    }
}
