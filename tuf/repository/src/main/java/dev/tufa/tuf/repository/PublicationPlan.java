package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a publication will do, to the last byte: data only. Leaves come first and {@code timestamp.json} comes last of all that
 * clients see; only a new root follows it, which the files before it are signed for as well.
 */
public final class PublicationPlan {
    private final Instant plannedAt;
    private final Base base;
    private final List<PublicationStep> steps;
    private final Claims claims;

    PublicationPlan(Instant plannedAt, Base base, List<PublicationStep> steps, Claims claims) {
        this.plannedAt = plannedAt;
        this.base = base;
        this.steps = List.copyOf(steps);
        this.claims = claims;
    }

    /** The time by which everything in it was signed. */
    public Instant plannedAt() {
        return plannedAt;
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What to do, in order. */
    public List<PublicationStep> steps() {
        return steps;
    }

    /** The steps for a person, one line each. */
    public List<String> describe() {
        return steps.stream().map(PublicationStep::describe).toList();
    }

    /** The version of the timestamp that it publishes, if it publishes one. */
    OptionalLong timestampVersion() throws IOException {
        for (PublicationStep step : steps) {
            if (step instanceof PublicationStep.Replace replace && step.path().equals(Layout.TIMESTAMP)) {
                return OptionalLong.of(
                        StoredJson.read(Layout.TIMESTAMP, replace.content().bytes())
                                .child("signed")
                                .integer("version", 1));
            }
        }
        return OptionalLong.empty();
    }

    Base base() {
        return base;
    }

    Claims claims() {
        return claims;
    }

    /**
     * The state that the plan starts from.
     *
     * @param timestamp the SHA-256 of timestamp.json; empty when nothing is published
     * @param root the version of the newest root
     * @param changes the staged files that the plan uses up
     * @param keys the SHA-256 of the list of keys
     */
    record Base(String timestamp, long root, List<String> changes, String keys) {}

    /**
     * What clients are to find when the plan has been carried out.
     *
     * @param chains of every targets role that is signed anew, from {@code targets} to the role
     * @param targets by path
     * @param newRoot the path of the new root, if there is one
     */
    record Claims(List<List<String>> chains, Map<String, TargetFile> targets, Optional<String> newRoot) {}
}
