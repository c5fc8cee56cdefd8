package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Signed;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Asks for signatures over a document.
 *
 * @param repository the SHA-256 of the repository's first root, in hex
 * @param role the name of the role
 * @param signed the document
 */
public record SigningRequest(String repository, String role, Signed signed) {
    /** The SHA-256 of what keys sign, in hex. */
    String sha256() {
        MessageDigest digest = HashFunction.SHA256.newDigest();
        signed.toJson().canonicalTo(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }
}
