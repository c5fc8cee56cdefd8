package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.SignatureForms;
import dev.tufa.tuf.repository.signing.KeyFileSigner;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Keys that only openssl has")
class EventOpensslTest {
    @TempDir
    Path temporary;

    private Ceremony ceremony;
    private Key ed25519;
    private Key p256;
    private Key rsa;

    @BeforeEach
    void makeKeys() throws Exception {
        ceremony = Ceremony.begin(temporary.resolve("repo"));
        openssl("genpkey", "-algorithm", "ed25519", "-out", at("ed25519.pem"));
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", at("p256.pem"));
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072", "-out", at("rsa.pem"));
        byte[] der = HexFormat.of().parseHex(HexFormat.of().formatHex(publicDer("ed25519")));
        ed25519 = Key.of("ed25519", "ed25519", HexFormat.of().formatHex(Arrays.copyOfRange(der, 12, der.length)));
        p256 = Key.of("ecdsa", "ecdsa-sha2-nistp256", publicPem("p256"));
        rsa = Key.of("rsa", "rsassa-pss-sha256", publicPem("rsa"));
    }

    private String at(String name) {
        return temporary.resolve(name).toString();
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private String publicPem(String name) throws Exception {
        openssl("pkey", "-in", at(name + ".pem"), "-pubout", "-out", at(name + ".pub"));
        return Files.readString(temporary.resolve(name + ".pub"));
    }

    private byte[] publicDer(String name) throws Exception {
        openssl("pkey", "-in", at(name + ".pem"), "-pubout", "-outform", "DER", "-out", at(name + ".der"));
        return Files.readAllBytes(temporary.resolve(name + ".der"));
    }

    private byte[] file(String name) throws IOException {
        return Files.readAllBytes(temporary.resolve(name));
    }

    private EventStatus anEventThatAsksForThem() throws Exception {
        ceremony.sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(3, 3));
        return ceremony.open(EventOptions.DEFAULT
                .withHolder("root", ed25519)
                .withHolder("root", p256)
                .withHolder("root", rsa));
    }

    @Test
    void signThePayloadOfARootInEveryFormOfSignature() throws Exception {
        EventStatus opened = anEventThatAsksForThem();
        String id = opened.event().id();
        Part root = opened.event().part("root").orElseThrow();
        Files.write(temporary.resolve("payload"), root.payload());
        openssl("pkeyutl", "-sign", "-rawin", "-inkey", at("ed25519.pem"), "-in", at("payload"), "-out", at("1.sig"));
        openssl("dgst", "-sha256", "-sign", at("p256.pem"), "-out", at("2.sig"), at("payload"));
        openssl(
                "dgst",
                "-sha256",
                "-sigopt",
                "rsa_padding_mode:pss",
                "-sigopt",
                "rsa_pss_saltlen:digest",
                "-sign",
                at("rsa.pem"),
                "-out",
                at("3.sig"),
                at("payload"));
        byte[] hex = (HexFormat.of().formatHex(file("1.sig")) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] base64 = Base64.getMimeEncoder().encode(file("3.sig"));
        List<PartSignature> made = List.of(
                SignatureForms.read(opened.event(), "root", ed25519.computeKeyId(), hex),
                SignatureForms.read(opened.event(), "root", p256.computeKeyId(), file("2.sig")),
                SignatureForms.read(opened.event(), "root", rsa.computeKeyId(), base64));
        assertThat(ceremony.add(id, made).added()).hasSize(3);
        Part part = opened.event().part("root").orElseThrow();
        for (String keyId : opened.progress().get(0).missing().subList(0, 3)) {
            ceremony.add(id, List.of(ceremony.sign(opened.file(), part, keyId)));
        }
        assertThat(ceremony.status(id).state()).isEqualTo(EventState.READY);
        ceremony.publish(id);
        assertThat(ceremony.sandbox.updatedClient().stage().root().version()).isEqualTo(2);
    }

    @Test
    void signEcdsaAsTwoNumbersLikeATokenDoes() throws Exception {
        EventStatus opened = anEventThatAsksForThem();
        Part root = opened.event().part("root").orElseThrow();
        Files.write(temporary.resolve("payload"), root.payload());
        openssl("dgst", "-sha256", "-sign", at("p256.pem"), "-out", at("2.sig"), at("payload"));
        byte[] der = file("2.sig");
        int r = 4 + der[3];
        byte[] pair = new byte[64];
        copyRight(Arrays.copyOfRange(der, 4, r), pair, 32);
        copyRight(Arrays.copyOfRange(der, r + 2, der.length), pair, 64);
        assertThat(SignatureForms.read(opened.event(), "root", p256.computeKeyId(), pair)
                        .hex())
                .isEqualTo(HexFormat.of().formatHex(der));
    }

    private static void copyRight(byte[] number, byte[] to, int end) {
        int from = number[0] == 0 ? 1 : 0;
        System.arraycopy(number, from, to, end - (number.length - from), number.length - from);
    }

    @Test
    void areNotTakenForAnotherKeyOrAnotherPayload() throws Exception {
        EventStatus opened = anEventThatAsksForThem();
        Files.writeString(temporary.resolve("payload"), "something else");
        openssl("pkeyutl", "-sign", "-rawin", "-inkey", at("ed25519.pem"), "-in", at("payload"), "-out", at("1.sig"));
        assertThatThrownBy(() -> SignatureForms.read(opened.event(), "root", ed25519.computeKeyId(), file("1.sig")))
                .hasMessage("signature of key %s for root: expected one that the public key verifies, got a wrong one"
                        .formatted(ed25519.computeKeyId()));
        assertThatThrownBy(() -> SignatureForms.read(opened.event(), "snapshot", "x", file("1.sig")))
                .hasMessage("signature of key x for snapshot: expected one of the roles root, got another");
    }

    @Test
    void openFromAnEncryptedFileThatOpensslWrote() throws Exception {
        openssl(
                "pkcs8",
                "-topk8",
                "-v2",
                "aes-256-cbc",
                "-iter",
                "2000",
                "-passout",
                "pass:secret",
                "-in",
                at("p256.pem"),
                "-out",
                at("p256.enc"));
        Signer signer = KeyFileSigner.open(
                        "p256.enc", file("p256.enc"), "secret".toCharArray(), List.of(ed25519, rsa, p256))
                .orElseThrow();
        assertThat(signer.key()).isEqualTo(p256);
        assertThat(KeyFileSigner.open("p256.enc", file("p256.enc"), "secret".toCharArray(), List.of(ed25519, rsa)))
                .isEmpty();
    }
}
