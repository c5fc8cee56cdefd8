package dev.tufa.apt.openpgp;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A user id of a certificate.
 *
 * @param statements certifications by the primary key and revocations of them, all of them verified
 */
record OwnUserId(Packet packet, List<Signature> statements) {
    OwnUserId {
        statements = List.copyOf(statements);
    }

    List<Signature> certifications() {
        return statements.stream()
                .filter(statement -> PGPSignature.isCertification(statement.type()))
                .toList();
    }

    /** Whether it was withdrawn after a certification of it; a later one makes it anew. */
    boolean isRevokedAfter(Signature certification, Instant latest) {
        return statements.stream()
                .filter(statement -> statement.type() == PGPSignature.CERTIFICATION_REVOCATION)
                .anyMatch(revocation -> revocation
                        .created()
                        .filter(at -> !at.isAfter(latest)
                                && !at.isBefore(certification.created().orElse(Instant.MAX)))
                        .isPresent());
    }
}
