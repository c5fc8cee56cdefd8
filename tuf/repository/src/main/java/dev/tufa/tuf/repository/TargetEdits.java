package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import java.util.List;

/**
 * Target files that somebody else keeps change: what metadata is to say of them, and of which it is to say nothing any more.
 *
 * @param described what it is to say; each goes to the role that describes the path already, or else to the one that clients ask for it
 * @param removed target paths; those that no role describes are passed over
 */
public record TargetEdits(List<TargetFile> described, List<String> removed) {
    public TargetEdits {
        described = List.copyOf(described);
        removed = List.copyOf(removed);
    }
}
