package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What may be signed: documents of one repository, of certain types, that expire in time, and in each role with a version above the
 * last. The very same document may be signed again. Of root, whose versions have no gaps (TUF 1.0.34 §5.3.5), another document with
 * the last version may be, for a plan that was thrown away.
 *
 * @param repository the SHA-256 of the repository's first root, in hex
 * @param lifetimes from signing to expiry, by type; other types are not signed
 */
public record SigningPolicy(String repository, Map<RoleType, Duration> lifetimes) {
    public SigningPolicy {
        lifetimes = Map.copyOf(lifetimes);
    }

    /** Refuses what may not be signed. */
    void require(SigningRequest request, String sha256, Optional<LastSigned> last, Instant now)
            throws SigningRefusedException {
        Signed signed = request.signed();
        String role = request.role();
        if (!request.repository().equals(repository)) {
            throw new SigningRefusedException(
                    "signer: expected repository %s, got %s".formatted(repository, request.repository()));
        }
        Duration lifetime = lifetimes.get(signed.type());
        if (lifetime == null || !isNameOf(signed.type(), role)) {
            throw new SigningRefusedException("signer: expected a document of role %s, got one of type %s"
                    .formatted(role, signed.type().text()));
        }
        Instant latest = now.plus(lifetime);
        if (signed.expires().isAfter(latest)) {
            throw new SigningRefusedException(
                    "signer: %s: expected expiry by %s, got %s".formatted(role, latest, signed.expires()));
        }
        if (last.isPresent() && !mayFollow(signed, sha256, last.get())) {
            throw new SigningRefusedException("signer: %s: expected version > %d, got %d"
                    .formatted(role, last.get().version(), signed.version()));
        }
    }

    /** Top-level names are their types'; every other name is of targets. */
    private static boolean isNameOf(RoleType type, String role) {
        return RoleType.named(role).map(type::equals).orElse(type == RoleType.TARGETS);
    }

    private static boolean mayFollow(Signed signed, String sha256, LastSigned last) {
        return signed.version() > last.version()
                || (signed.version() == last.version()
                        && (signed.type() == RoleType.ROOT || sha256.equals(last.sha256())));
    }

    /**
     * The last document that was signed for a role.
     *
     * @param sha256 of what was signed, in hex; empty if only the version is known
     */
    record LastSigned(long version, String sha256) {}
}
