package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SignedParts;
import dev.tufa.apt.openpgp.VerifiedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, a {@code .apt} file that is accepted has a text of the corpus, by the key that signed it there. */
class OnlySignedTextFuzzTest {
    private static final int LONGEST_SEED = 4096;
    private static final List<CorpusCase> CASES = Corpus.made();
    private static final Set<String> SIGNED = signed();

    /** What each of the keys has signed, also where the text or the first line is refused. */
    private static Set<String> signed() {
        Set<String> signed = new HashSet<>();
        for (CorpusCase one : CASES) {
            int firstLine = OpenPgpBytes.latin1(one.bytes()).indexOf('\n') + 1;
            byte[] rest = Arrays.copyOfRange(one.bytes(), firstLine, one.bytes().length);
            try {
                signed.add(statement(SignedParts.split(rest).verify(one.at())));
            } catch (OpenPgpException e) {
                assertThat(one.outcome()).as(one.file()).isInstanceOf(CorpusCase.Refused.class);
            }
        }
        return signed;
    }

    private static String statement(VerifiedText text) {
        return text.fingerprint() + " " + new String(text.text(), StandardCharsets.ISO_8859_1);
    }

    static Stream<byte[]> seeds() {
        return CASES.stream().map(CorpusCase::bytes).filter(bytes -> bytes.length <= LONGEST_SEED);
    }

    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void isAccepted(byte[] bytes) {
        VerifiedAptFile file;
        try {
            file = VerifiedAptFile.read(bytes, CorpusCase.JUDGED);
        } catch (AptFileException e) {
            assertThat(e.refusal()).isNotNull();
            assertThat(e.getMessage())
                    .contains("expected ")
                    .doesNotContainPattern("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]");
            return;
        }
        assertThat(SIGNED).contains(statement(file.verification()));
        assertThat(file.stanzas()).isNotEmpty();
    }
}
