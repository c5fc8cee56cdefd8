package dev.tufa.apt.install.inventory;

import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When TUF's metadata of an archive ends, as far as whoever asks may read it. */
final class TufExpiries {
    private static final String FOLDER = "/var/lib/apt-transport-tuf";

    private TufExpiries() {}

    /**
     * Of an archive: root and targets, which people sign for long, and timestamp and snapshot, which are signed anew all the time and
     * count once they have ended.
     *
     * @param archive its address without {@code tuf+}, with a slash at the end
     */
    static List<Expiry> of(SystemRoot root, String archive) throws IOException {
        String name = ListsName.prefix(archive);
        Path trusted = root.locate(FOLDER + "/state/" + name + "/metadata");
        Path first = root.locate(FOLDER + "/archives/" + name);
        List<Expiry> expiries = new ArrayList<>();
        for (RoleType role : List.of(RoleType.ROOT, RoleType.TARGETS, RoleType.SNAPSHOT, RoleType.TIMESTAMP)) {
            Optional<Instant> end = end(trusted.resolve(role.file()), role);
            if (end.isEmpty() && role == RoleType.ROOT && Files.notExists(trusted)) {
                end = end(first.resolve(role.file()), role); // nothing was fetched yet
            }
            boolean isRoutine = role == RoleType.SNAPSHOT || role == RoleType.TIMESTAMP;
            end.ifPresent(at -> expiries.add(
                    new Expiry("TUF's " + role.text(), at, isRoutine ? Optional.of(Duration.ZERO) : Optional.empty())));
        }
        return expiries;
    }

    private static Optional<Instant> end(Path file, RoleType role) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(read(in.readNBytes(most(role)), role).expires());
        } catch (AccessDeniedException | TrustException e) {
            return Optional.empty(); // the acquire method says so when apt asks it
        }
    }

    private static int most(RoleType role) {
        return switch (role) {
            case ROOT -> Limits.DEFAULT.rootBytes();
            case TIMESTAMP -> Limits.DEFAULT.timestampBytes();
            case SNAPSHOT -> Limits.DEFAULT.snapshotBytes();
            default -> Limits.DEFAULT.targetsBytes();
        };
    }

    private static Signed read(byte[] bytes, RoleType role) throws TrustException {
        return switch (role) {
            case ROOT -> Metadata.readRoot(bytes, Limits.DEFAULT.json()).signed();
            case TIMESTAMP ->
                Metadata.readTimestamp(bytes, Limits.DEFAULT.json()).signed();
            case SNAPSHOT -> Metadata.readSnapshot(bytes, Limits.DEFAULT.json()).signed();
            default ->
                Metadata.readTargets(bytes, role.file(), Limits.DEFAULT.json()).signed();
        };
    }
}
