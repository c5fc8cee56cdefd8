package dev.tufa.tuf.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which mirrors have failed lately: they are asked after the others for a while, and asked all the same. */
final class MirrorHealth {
    private static final long REST_NANOS = 300_000_000_000L;

    private final Map<Mirror, Long> failedAt = new HashMap<>();

    synchronized void failed(Mirror mirror) {
        failedAt.put(mirror, System.nanoTime());
    }

    synchronized void worked(Mirror mirror) {
        if (!failedAt.isEmpty()) { // the first hash of a record takes longer than an answer
            failedAt.remove(mirror);
        }
    }

    /** In the order of the list, but for those that have failed lately, which are last. */
    synchronized List<Mirror> inOrder(List<Mirror> mirrors) {
        if (failedAt.isEmpty()) {
            return mirrors;
        }
        long now = System.nanoTime();
        List<Mirror> good = new ArrayList<>();
        List<Mirror> bad = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            Long failed = failedAt.get(mirror);
            (failed == null || now - failed > REST_NANOS ? good : bad).add(mirror);
        }
        good.addAll(bad);
        return good;
    }
}
