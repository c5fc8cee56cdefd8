package dev.tufa.apt.archive.sources;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What apt asks of every source, in whatever style it is written. */
final class SourceRules {
    private SourceRules() {}

    /** What is wrong; empty if nothing is. Of an entry that is not in use, apt asks nothing but its types. */
    static Optional<String> problem(
            Source.Use use, List<SourceType> types, List<String> uris, List<String> suites, List<String> components) {
        if (types.isEmpty()) {
            return Optional.of("Types: expected deb or deb-src, got nothing");
        }
        Optional<String> unclean = Stream.of(uris, suites, components)
                .flatMap(List::stream)
                .filter(word -> word.isEmpty() || word.chars().anyMatch(Character::isISOControl))
                .findFirst();
        if (unclean.isPresent()) {
            return Optional.of("expected words of characters that can be seen, got \"%s\""
                    .formatted(unclean.get().replaceAll("\\p{Cntrl}", "?")));
        }
        if (use == Source.Use.DISABLED) {
            return Optional.empty();
        }
        if (uris.isEmpty()) {
            return Optional.of("URIs: expected an address, got nothing");
        }
        if (suites.isEmpty()) {
            return Optional.of("Suites: expected a suite, got nothing");
        }
        for (String uri : uris) {
            if (uri.indexOf(':') < 0) {
                return Optional.of("URIs: expected an address with a scheme, got \"%s\"".formatted(uri));
            }
        }
        for (String suite : suites) {
            if (suite.endsWith("/") && !components.isEmpty()) {
                return Optional.of(
                        "Components: expected none for the folder %s, got \"%s\"".formatted(suite, components.get(0)));
            }
            if (!suite.endsWith("/") && components.isEmpty()) {
                return Optional.of("Components: expected one of the suite %s, got nothing".formatted(suite));
            }
        }
        return Optional.empty();
    }
}
