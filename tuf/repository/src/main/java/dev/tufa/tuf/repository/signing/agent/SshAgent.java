package dev.tufa.tuf.repository.signing.agent;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.format.Curve;
import dev.tufa.tuf.repository.signing.format.EcdsaSignatures;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key that the ssh-agent of this session holds: Ed25519, or ECDSA on P-256. Its signatures are plain ones, as TUF wants. */
public final class SshAgent implements RawSigner {
    private static final String SOCKET = "SSH_AUTH_SOCK";
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final String ED25519 = "ssh-ed25519";
    private static final String ECDSA = "ecdsa-sha2-nistp256";

    private final AgentSocket socket;
    private final String fingerprint;
    private final byte[] blob;

    private SshAgent(AgentSocket socket, String fingerprint, byte[] blob) {
        this.socket = socket;
        this.fingerprint = fingerprint;
        this.blob = blob;
    }

    /**
     * The key with a fingerprint.
     *
     * @throws KeyUnreachableException if there is no agent, or it does not hold the key
     */
    public static SshAgent of(String fingerprint, Surroundings surroundings) throws IOException {
        String path = surroundings
                .variable(SOCKET)
                .orElseThrow(() -> new KeyUnreachableException(
                        "ssh-agent: expected its socket in %s, got no such variable".formatted(SOCKET)));
        AgentSocket socket = new AgentSocket(Path.of(path), surroundings.patience());
        AgentMessage answer = socket.ask(new AgentMessage.Writer(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        List<String> others = new ArrayList<>();
        for (int left = answer.number(); left > 0; left--) {
            byte[] blob = answer.bytes();
            answer.bytes(); // the comment
            String actual = fingerprint(blob);
            if (actual.equals(fingerprint)) {
                return new SshAgent(socket, fingerprint, blob);
            }
            others.add(actual);
        }
        throw new KeyUnreachableException("ssh-agent: expected a key %s, got %s"
                .formatted(fingerprint, others.isEmpty() ? "no keys" : String.join(", ", others)));
    }

    private static String fingerprint(byte[] blob) {
        return "SHA256:"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(HashFunction.SHA256.newDigest().digest(blob));
    }

    /** The public half. */
    public Key publicKey() throws IOException {
        AgentMessage reader = new AgentMessage(blob);
        String type = reader.text();
        switch (type) {
            case ED25519:
                return PublicKeyForms.ofEd25519(reader.bytes());
            case ECDSA:
                reader.text(); // the curve, which the type has said already
                try {
                    return PublicKeyForms.of(SignatureScheme.ECDSA_P256, Curve.P256.publicKey(reader.bytes()));
                } catch (GeneralSecurityException e) {
                    throw new IOException("ssh-agent: expected a key on P-256, got " + e.getMessage(), e);
                }
            default:
                throw new IOException("ssh-agent: expected a key of type %s or %s, got %s"
                        .formatted(ED25519, ECDSA, Printable.of(type)));
        }
    }

    @Override
    public byte[] sign(byte[] message) throws IOException {
        AgentMessage.Writer request = new AgentMessage.Writer(SIGN_REQUEST);
        request.bytes(blob);
        request.bytes(message);
        request.number(0);
        AgentMessage signature =
                new AgentMessage(socket.ask(request, SIGN_RESPONSE).bytes());
        String type = signature.text();
        byte[] content = signature.bytes();
        switch (type) {
            case ED25519:
                return content;
            case ECDSA:
                AgentMessage numbers = new AgentMessage(content);
                return EcdsaSignatures.of(positive(numbers.bytes()), positive(numbers.bytes()));
            default:
                throw new IOException(
                        "ssh-agent: expected a signature by %s, got %s".formatted(fingerprint, Printable.of(type)));
        }
    }

    private static BigInteger positive(byte[] bytes) {
        return new BigInteger(1, bytes);
    }
}
