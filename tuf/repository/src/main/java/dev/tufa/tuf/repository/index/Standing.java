package dev.tufa.tuf.repository.index;

/**
 * The publication that an index stands for.
 *
 * @param repository the SHA-256 of the first root
 * @param timestamp the version of timestamp.json
 * @param timestampSha256 of the file
 * @param snapshot the version of the snapshot
 * @param snapshotSha256 of the file
 */
public record Standing(
        String repository, long timestamp, String timestampSha256, long snapshot, String snapshotSha256) {}
