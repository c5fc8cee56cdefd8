package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Target files that somebody else keeps change: what metadata is to say of them, and of which it is to say nothing any more.
 *
 * @param described what it is to say; each goes to the role that describes the path already, or else to the one that clients ask for it
 * @param removed target paths; those that no role describes, and those that are described all the same, are passed over
 */
public record TargetEdits(List<TargetFile> described, List<String> removed) {
    public TargetEdits {
        described = List.copyOf(described);
        removed = List.copyOf(removed);
        Map<String, TargetFile> byPath = new HashMap<>();
        for (TargetFile target : described) {
            TargetFile other = byPath.put(target.path(), target);
            if (other != null && !other.equals(target)) {
                throw new IllegalArgumentException("described: expected one target of each path, got two of \"%s\""
                        .formatted(Printable.of(target.path())));
            }
        }
    }
}
