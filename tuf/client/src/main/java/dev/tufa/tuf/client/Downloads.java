package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of several downloads at once.
 *
 * @param files where each artifact is that was downloaded or was there already, by target path, in the order asked for
 * @param failures why the others are not, by target path: a {@link TrustException} or an {@link IOException} each
 */
public record Downloads(Map<String, Path> files, Map<String, Exception> failures) {
    public Downloads {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** Where all of the artifacts are; throws the first failure if there was one, with the others as suppressed exceptions. */
    public Collection<Path> orThrow() throws IOException, TrustException {
        if (!failures.isEmpty()) {
            List<Exception> all = List.copyOf(failures.values());
            Exception first = all.get(0);
            all.subList(1, all.size()).forEach(first::addSuppressed);
            if (first instanceof TrustException refusal) {
                throw refusal;
            }
            throw (IOException) first;
        }
        return files.values();
    }
}
