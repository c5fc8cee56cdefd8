package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the signatures of the corpus are right is not only said by those who made and read them here: gpgv finds the same. */
@DisplayName("gpgv, of the files of the corpus")
class GpgvCorpusTest {
    private static final String BEGIN_KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    private static final Set<String> WRONG = Set.of("bad-signature", "other-key");

    @TempDir
    private Path folder;

    @Test
    void findsTheSameSignaturesRight() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        int compared = 0;
        for (JsonObject entry : Corpus.recorded()) {
            boolean accepted = entry.member("accepted").isPresent();
            boolean wrong = entry.member("refused")
                    .map(id -> WRONG.contains(((JsonString) id).value()))
                    .orElse(false);
            String file = ((JsonString) entry.member("file").orElseThrow()).value();
            if (accepted || wrong) {
                String status = status(OpenPgpBytes.latin1(Files.readAllBytes(Corpus.FOLDER.resolve(file))));
                boolean good = status.contains(" VALIDSIG ") && !status.contains(" BADSIG ");
                softly.assertThat(good).as(file + "\n" + status).isEqualTo(accepted);
                compared++;
            }
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(50);
    }

    /** What gpgv says of the signed text with nothing but the key behind it. */
    private String status(String file) throws IOException, InterruptedException {
        int begin = file.indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
        int key = file.indexOf(BEGIN_KEY);
        Path signed = Files.write(folder.resolve("signed"), OpenPgpBytes.bytes(file.substring(begin, key)));
        Path keyring = Files.write(folder.resolve("keyring"), dearmored(file.substring(key)));
        Path status = folder.resolve("status");
        ProcessBuilder gpgv = new ProcessBuilder(
                        "gpgv",
                        "--homedir",
                        folder.toString(),
                        "--status-fd",
                        "1",
                        "--keyring",
                        keyring.toString(),
                        signed.toString())
                .redirectOutput(status.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = gpgv.start();
        } catch (IOException e) {
            return fail("this test needs the program gpgv, of the package gpgv", e);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("gpgv ends").isTrue();
        return Files.readString(status, StandardCharsets.ISO_8859_1);
    }

    /** The base64 of a block, between its headers and its checksum. */
    private static byte[] dearmored(String block) {
        String body = block.replace("\r", "").split("\n\n", 2)[1];
        int end = body.indexOf("-----END");
        int checksum = body.lastIndexOf("\n=", end);
        return Base64.getMimeDecoder().decode(body.substring(0, checksum < 0 ? end : checksum));
    }
}
