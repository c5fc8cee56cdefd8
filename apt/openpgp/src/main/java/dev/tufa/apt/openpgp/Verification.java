package dev.tufa.apt.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Verifies signatures over one document by one certificate at one time. */
final class Verification {
    private final Certificate certificate;
    private final Policy policy;

    Verification(Certificate certificate, Instant now) {
        this.certificate = certificate;
        this.policy = new Policy(now);
    }

    /** Verifies a clear-signed text; its headers have to name the digest of each signature by the certificate. */
    VerifiedText verify(ClearSigned signed) throws OpenPgpException {
        VerifiedText verified = verify(signed.text(), signed.hashed(), signed.signatures());
        for (SignatureFacts facts : verified.signatures()) {
            if (!signed.digests().contains(facts.digest())) {
                throw new OpenPgpException(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "signed text: expected a header Hash with %s, over which the signature is, got %s"
                                .formatted(
                                        facts.digest(),
                                        signed.digests().isEmpty() ? "none" : String.join(", ", signed.digests())));
            }
        }
        return verified;
    }

    /**
     * Verifies all that claims to be by the certificate.
     *
     * @param text what is vouched for if all is right
     * @param hashed the same as it went into the signatures
     */
    VerifiedText verify(byte[] text, byte[] hashed, SignatureList signatures) throws OpenPgpException {
        Set<Warning> warnings = new LinkedHashSet<>(policy.requirePrimary(certificate));
        List<Fingerprint> signers = new ArrayList<>();
        List<SignatureFacts> others = new ArrayList<>();
        List<SignatureFacts> own = new ArrayList<>();
        for (Signature signature : signatures.signatures()) {
            Optional<OwnKey> key = issuer(signature);
            if (key.isEmpty()) {
                others.add(signature.facts());
                continue;
            }
            policy.requireSignature(signature, key.get(), signatures.types());
            warnings.addAll(policy.requireSigning(certificate, key.get()));
            if (!BouncyCastle.verifiesDocument(signature, key.get().key(), hashed)) {
                throw new OpenPgpException(
                        OpenPgpRefusal.BAD_SIGNATURE,
                        "signature: expected one by key %s over what is signed, got one that does not fit"
                                .formatted(key.get().fingerprint()));
            }
            signers.add(key.get().fingerprint());
            own.add(signature.facts());
        }
        if (signers.isEmpty()) {
            throw new OpenPgpException(
                    OpenPgpRefusal.OTHER_KEY,
                    "signature: expected one by key %s, got %s".formatted(certificate.fingerprint(), issuers(others)));
        }
        return new VerifiedText(text, certificate, signers, own, others, List.copyOf(warnings));
    }

    private Optional<OwnKey> issuer(Signature signature) {
        return Stream.concat(Stream.of(certificate.primary()), certificate.ownSubkeys().stream())
                .filter(key -> signature.mayBeBy(key.key()))
                .findFirst();
    }

    private static String issuers(List<SignatureFacts> others) {
        return others.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        others.stream()
                                .map(facts -> facts.issuer().orElse("an unnamed key"))
                                .toList());
    }
}
