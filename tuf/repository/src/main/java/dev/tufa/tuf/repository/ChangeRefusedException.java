package dev.tufa.tuf.repository;

import java.util.List;

/** A change cannot be made: a path that is taken or malformed, a role that is not there, a name that was used before. */
public final class ChangeRefusedException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> refusals;

    ChangeRefusedException(String message) {
        super(message);
        this.refusals = List.of(message);
    }

    private ChangeRefusedException(String message, List<String> refusals) {
        super(message);
        this.refusals = List.copyOf(refusals);
    }

    /** Of changes that were to be made together, those that cannot be. */
    static ChangeRefusedException ofSeveral(List<String> refusals) {
        return refusals.size() == 1
                ? new ChangeRefusedException(refusals.get(0))
                : new ChangeRefusedException(
                        "%s, and %d more that are refused".formatted(refusals.get(0), refusals.size() - 1), refusals);
    }

    /** What is refused, and why, each by itself; one if only one change was to be made. */
    public List<String> refusals() {
        return refusals;
    }
}
