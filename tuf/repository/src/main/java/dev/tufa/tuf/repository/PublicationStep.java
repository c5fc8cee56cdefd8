package dev.tufa.tuf.repository;

/** One step of a publication plan. Paths are relative to the repository's folder, with {@code /} on every platform. */
public sealed interface PublicationStep {
    /** The file that the step is about. */
    String path();

    /** What it does, for a person. */
    String describe();

    /** Creates a file that is never changed: metadata with a version in its name, or an encrypted private key. */
    record Create(String path, Content content) implements PublicationStep {
        @Override
        public String describe() {
            return "create  %s (%s)".formatted(path, content);
        }
    }

    /**
     * Publishes a staged file as a target, under a name with its hash.
     *
     * @param source the staged file
     * @param length in bytes
     * @param sha256 in lower case hex
     */
    record CreateTarget(String path, String source, long length, String sha256) implements PublicationStep {
        @Override
        public String describe() {
            return "create  %s (%d bytes) from %s".formatted(path, length, source);
        }
    }

    /** Puts a file in place of another one at once. When the file is {@code timestamp.json}, clients see all that came before. */
    record Replace(String path, Content content) implements PublicationStep {
        @Override
        public String describe() {
            return "replace %s (%s)".formatted(path, content);
        }
    }

    /** Removes a file of the staging area, which the publication has used up. */
    record Discard(String path) implements PublicationStep {
        @Override
        public String describe() {
            return "discard " + path;
        }
    }
}
