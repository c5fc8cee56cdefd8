package dev.tufa.tuf.repository.ceremony;

import java.util.List;

/**
 * What came of signatures and notes that were brought.
 *
 * @param added the signatures that are new
 * @param known how many were there already
 * @param refused why each of the others was not taken
 */
public record Merge(List<PartSignature> added, int known, List<String> refused) {
    public Merge {
        added = List.copyOf(added);
        refused = List.copyOf(refused);
    }
}
