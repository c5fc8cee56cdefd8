package dev.tufa.cli.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the programs beside tufa are: where packages put them, or in the source tree that tufa runs from. */
public final class AptPrograms {
    private static final String HELPER = "tufa.helper";
    private static final String METHOD = "tufa.method";
    private static final Path INSTALLED_HELPER = Path.of("/usr/libexec/tufa/tufa-apt-helper");
    private static final Path INSTALLED_METHOD = Path.of("/usr/lib/apt/methods/tuf+https");

    /** The helper's place in a source tree, and the method's as seen from there. */
    private static final Path HELPER_IN_TREE = Path.of("apps/apt-helper/src/main/launcher/tufa-apt-helper");

    private static final Path METHOD_IN_TREE = Path.of("../../../../apt-method/src/main/launcher/tuf+https");

    private AptPrograms() {}

    /** Root's side. */
    static Path helper() {
        return property(HELPER).orElse(INSTALLED_HELPER);
    }

    /** The acquire method, under the name {@code tuf+https}; under that of {@code tuf+http}, the same program does the same. */
    public static Path method() {
        return property(METHOD)
                .orElseGet(() -> helper().endsWith(HELPER_IN_TREE)
                        ? helper().resolveSibling(METHOD_IN_TREE).normalize()
                        : INSTALLED_METHOD);
    }

    /** All of them. */
    public static List<Path> all() {
        return List.of(helper(), method());
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(Path::of);
    }
}
