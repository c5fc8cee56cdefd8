package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with one file at each of the places that should have it. */
final class Failures {
    private final List<Exception> failures = new ArrayList<>();

    void add(Exception e) {
        failures.add(e);
    }

    /**
     * What tells most, to be thrown: a refusal before a failure, a failure before a file that is not there. The others are
     * suppressed exceptions of it.
     */
    IOException worst() throws TrustException {
        int chosen = 0;
        for (int i = 1; i < failures.size(); i++) {
            chosen = rank(failures.get(i)) > rank(failures.get(chosen)) ? i : chosen;
        }
        Exception worst = failures.remove(chosen);
        failures.forEach(worst::addSuppressed);
        if (worst instanceof TrustException refusal) {
            throw refusal;
        }
        return (IOException) worst;
    }

    private static int rank(Exception e) {
        return e instanceof TrustException ? 2 : e instanceof NotAvailableException ? 0 : 1;
    }
}
