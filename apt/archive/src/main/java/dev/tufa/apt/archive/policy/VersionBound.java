package dev.tufa.apt.archive.policy;

/**
 * Which versions of a package a relation means (Debian Policy §7.1).
 *
 * @param operator how they stand to the version
 * @param version the version
 */
public record VersionBound(Operator operator, DebianVersion version) {
    /** Whether a version is one of them. */
    public boolean includes(DebianVersion other) {
        return operator.allows(other.compareTo(version));
    }

    /** As policy writes it: {@code (>= 1.0)}. */
    @Override
    public String toString() {
        return "(" + operator.symbol() + " " + version + ")";
    }

    /** How versions stand to one. */
    public enum Operator {
        /** Strictly earlier. */
        EARLIER("<<"),
        /** Earlier or the same. */
        EARLIER_OR_SAME("<="),
        /** The same. */
        SAME("="),
        /** The same or later. */
        SAME_OR_LATER(">="),
        /** Strictly later. */
        LATER(">>");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** As it is written. */
        public String symbol() {
            return symbol;
        }

        private boolean allows(int order) {
            return switch (this) {
                case EARLIER -> order < 0;
                case EARLIER_OR_SAME -> order <= 0;
                case SAME -> order == 0;
                case SAME_OR_LATER -> order >= 0;
                case LATER -> order > 0;
            };
        }
    }
}
