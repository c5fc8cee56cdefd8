package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.refusal.ExpiredException;
import java.time.Instant;

/** The one place where expiry is judged: TUF 1.0.34 §5.3.10, §5.4.4, §5.5.6 and §5.6.5. */
final class Freshness {
    private Freshness() {}

    static void require(String file, Signed signed, Instant updateStart) throws ExpiredException {
        if (!signed.expires().isAfter(updateStart)) { // §5.4.4: "MUST be higher than"
            throw new ExpiredException(file, signed.expires(), updateStart);
        }
    }
}
