package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.repository.signing.online.OnlineSigner;
import dev.tufa.tuf.repository.signing.online.SigningLog;
import dev.tufa.tuf.repository.signing.online.SigningPolicy;
import dev.tufa.tuf.repository.signing.online.SigningRefusedException;
import dev.tufa.tuf.repository.signing.online.SigningRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** Where a repository's plans get their signatures: the signer by rule, for this repository. */
final class SigningDesk implements DocumentSigner {
    private final String repository;
    private final OnlineSigner signer;

    private SigningDesk(String repository, OnlineSigner signer) {
        this.repository = repository;
        this.signer = signer;
    }

    static SigningDesk open(SigningLog log, byte[] firstRoot, ClientUpdate live, Settings settings, Instant now)
            throws ChangeRefusedException, IOException {
        String repository =
                HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(firstRoot));
        Map<String, Long> published = Map.of(
                RoleType.ROOT.text(), live.root().version(),
                RoleType.TIMESTAMP.text(), live.timestamp().version(),
                RoleType.SNAPSHOT.text(), live.stage().snapshot().version());
        try {
            return new SigningDesk(
                    repository,
                    OnlineSigner.open(new SigningPolicy(repository, settings.lifetimes()), log, published, now));
        } catch (SigningRefusedException e) {
            throw refused(e);
        }
    }

    /** The highest version that was ever signed for a role, published or not; 0 if none was. */
    long lastVersion(String role) {
        return signer.lastVersion(role);
    }

    @Override
    public Map<String, String> sign(String role, Signed signed, Map<String, Signer> signers)
            throws ChangeRefusedException, IOException {
        try {
            return signer.sign(new SigningRequest(repository, role, signed), signers);
        } catch (SigningRefusedException e) {
            throw refused(e);
        }
    }

    /** Writes down what was signed, before anybody sees it. */
    void commit() throws IOException {
        signer.commit();
    }

    private static ChangeRefusedException refused(SigningRefusedException e) {
        return new ChangeRefusedException(String.valueOf(e.getMessage()));
    }
}
