package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R32: one identity from the file to the package. */
@Tag("chroot")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("somebody else's in the place of the vendor's")
class SubstitutionTest {
    private static final String ERROR = "error: ";

    private Offer offer;
    private SigningKey other;

    @BeforeAll
    void begin(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        offer = Offer.in(folder);
        byte[] key = SigningKey.create("Acme", offer.published(), Optional.empty(), MadeArchive.secret());
        other = SigningKey.read(key, MadeArchive.secret());
    }

    @AfterAll
    void end() {
        offer.close();
    }

    @BeforeEach
    void showTheVendor() {
        offer.website().serve(offer.vendor().website());
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInWordsOfItsOwnAndChangesNothing(Substitution substitution) throws Exception {
        byte[] file = offer.file(substitution.way());
        DebianRoot debian = offer.debian(substitution.file(file, other));
        Before before = Before.of(debian);
        Vendor evil = offer.vendor().copy(offer.folder());
        substitution.archive(evil, other, offer.published());
        offer.website().serve(evil.website());

        Answer answer = debian.shell(offer.install());

        assertThat(answer.exit()).as(answer.text()).isEqualTo(1);
        assertThat(fitting(error(answer))).as(answer.text()).containsExactly(substitution);
        before.requireSame();
    }

    @ParameterizedTest
    @EnumSource
    void isAllThatWasWrong(Way way) throws Exception {
        DebianRoot debian = offer.debian(offer.file(way));
        debian.require("sh", "-c", offer.install());
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
    }

    private static String error(Answer answer) {
        List<String> errors =
                answer.text().lines().filter(line -> line.startsWith(ERROR)).toList();
        assertThat(errors).as(answer.text()).hasSize(1);
        return errors.get(0).substring(ERROR.length());
    }

    private static List<Substitution> fitting(String message) {
        return Stream.of(Substitution.values())
                .filter(each -> each.message().matcher(message).matches())
                .toList();
    }
}
