package dev.tufa.tuf.client.multi;

import dev.tufa.tuf.metadata.TargetFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several repositories say of a target. That none describes it and that it cannot be known are different answers. */
public sealed interface Finding {
    /**
     * As many as have to describe it alike.
     *
     * @param target the description of one of them
     * @param repositories all that describe it so, in order
     */
    record Agreed(TargetFile target, List<String> repositories) implements Finding {
        public Agreed {
            repositories = List.copyOf(repositories);
        }
    }

    /** None of those that are asked for it describes it, or too few. */
    record NotListed() implements Finding {}

    /**
     * Some describe it, but not as many alike as have to.
     *
     * @param targets what each says, by its name
     */
    record Disagreed(Map<String, TargetFile> targets) implements Finding {
        public Disagreed {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }
    }

    /**
     * It depends on repositories that could not be reached or trusted: no later mapping is asked instead.
     *
     * @param failures a {@link dev.tufa.tuf.refusal.TrustException} or a {@link java.io.IOException} for each, by its name
     */
    record Unknown(Map<String, Exception> failures) implements Finding {
        public Unknown {
            failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        }
    }
}
