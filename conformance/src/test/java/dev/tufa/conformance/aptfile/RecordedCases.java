package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.ExpectedHost.on;
import static dev.tufa.conformance.aptfile.ExpectedStanza.theUsual;

import dev.tufa.apt.openpgp.PolicyRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;

/** Files that real gpg has made, once: {@code record-with-gpg.sh} beside them says how. */
final class RecordedCases {
    private RecordedCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(
                accepted(
                        "gpg-rsa3072",
                        "A file that gpg has signed with an RSA key.",
                        "303D7C221F05635103DE95BC11410277700EC581"),
                accepted(
                        "gpg-ed25519-subkey",
                        "A file that gpg has signed with a subkey.",
                        "6BC90A62AA0795548EEC1D9B7618C32ED8DB7263"),
                CorpusCase.refused(
                                "gpg-dsa1024-sha1",
                                "signature-policy",
                                "4.4",
                                "The text of the proposal of 2006, signed by gpg as then: DSA with 1024 bits over SHA-1.",
                                recorded("gpg-dsa1024-sha1"))
                        .by(PolicyRule.SIGNATURE_DIGEST));
    }

    private static CorpusCase accepted(String name, String shows, String signer) {
        return new AcceptedCase(name, "4.2", shows)
                .stanzas(theUsual())
                .hosts(on("amd64", "Debian bookworm 12").takes(1), on("amd64", "Ubuntu noble 24.04"))
                .of(recorded(name), signer);
    }

    private static byte[] recorded(String name) {
        try (InputStream in = Objects.requireNonNull(RecordedCases.class.getResourceAsStream(name + ".apt"), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
