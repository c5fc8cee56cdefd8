package dev.tufa.apt.install.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a process for each that asks. */
@DisplayName("two requests at the same time")
class QuestionTest {
    @TempDir
    Path temporary;

    private final List<Asker> askers = new ArrayList<>();

    @AfterEach
    void end() {
        askers.forEach(Asker::kill);
    }

    @Test
    void aloneOneIsAsked() throws Exception {
        Asker first = start();
        assertThat(first.says()).isEqualTo("asking");
        first.tell("agree");
        assertThat(first.says()).isEqualTo("agreed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void theSecondDoesNothingAndTheFirstFails(int milliseconds) throws Exception {
        Asker first = start();
        assertThat(first.says()).isEqualTo("asking");
        Thread.sleep(milliseconds);
        Asker second = start();
        assertThat(second.says()).isEqualTo("nothing");
        first.tell("agree");
        assertThat(first.says()).isEqualTo("disturbed");
    }

    @Test
    void ofThreeAtOnceNobodyIsAgreedWith() throws Exception {
        List<Asker> three = List.of(start(), start(), start());
        List<String> said = new ArrayList<>();
        for (Asker asker : three) {
            said.add(asker.says());
        }
        assertThat(said).containsExactlyInAnyOrder("asking", "nothing", "nothing");
        Asker asking = three.get(said.indexOf("asking"));
        asking.tell("agree");
        assertThat(asking.says()).isEqualTo("disturbed");
    }

    @Test
    void afterAgreementALaterOneChangesNothing() throws Exception {
        Asker first = start();
        first.says();
        first.tell("agree");
        assertThat(first.says()).isEqualTo("agreed");
        assertThat(start().says()).isEqualTo("nothing");
        first.tell("state");
        assertThat(first.says()).isEqualTo("undisturbed");
    }

    @Test
    void aProcessThatWasKilledIsInNobodysWay() throws Exception {
        Asker first = start();
        first.says();
        first.kill();
        Asker second = start();
        assertThat(second.says()).isEqualTo("asking");
        second.tell("agree");
        assertThat(second.says()).isEqualTo("agreed");
    }

    @Nested
    @DisplayName("and then")
    class Quiet {
        @Test
        void nothingIsAskedForFiveSeconds() throws Exception {
            Asker first = start();
            first.says();
            assertThat(start().says()).isEqualTo("nothing");
            first.tell("close");
            assertThat(first.says()).isEqualTo("closed");
            assertThat(start().says()).isEqualTo("nothing");
            Path folder = temporary.resolve("own");
            Instant at = Instant.parse("2030-01-01T00:00:00Z");
            Files.setLastModifiedTime(folder.resolve("disturbed"), FileTime.from(at));
            assertThat(Question.begin(folder, Clock.fixed(at.plusMillis(4999), ZoneOffset.UTC)))
                    .isEmpty();
            try (Question question = Question.begin(folder, Clock.fixed(at.plusSeconds(5), ZoneOffset.UTC))
                    .orElseThrow()) {
                assertThat(question.isDisturbed()).isFalse();
            }
        }

        @Test
        void aThirdLeavesTheNoticeWhereItIs() throws Exception {
            Asker first = start();
            first.says();
            start().says();
            assertThat(start().says()).isEqualTo("nothing");
            first.tell("agree");
            assertThat(first.says()).isEqualTo("disturbed");
        }
    }

    @Test
    void aFolderOfSomebodyElseIsNotUsed() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(temporary.resolve("x")));
        assertThatThrownBy(() -> Question.begin(link, Clock.systemUTC()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("expected a folder of this user, got something else");
    }

    private Asker start() throws IOException {
        Asker asker = new Asker(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        temporary.resolve("own").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        askers.add(asker);
        return asker;
    }

    /** One that asks. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Optional<Question> begun = Question.begin(Path.of(arguments[0]), Clock.systemUTC());
            if (begun.isEmpty()) {
                System.out.println("nothing");
                return;
            }
            System.out.println("asking");
            try (Question question = begun.get();
                    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String word = in.readLine(); word != null; word = in.readLine()) {
                    switch (word) {
                        case "agree" -> System.out.println(question.agree() ? "agreed" : "disturbed");
                        case "state" -> System.out.println(question.isDisturbed() ? "disturbed" : "undisturbed");
                        case "close" -> {
                            question.close();
                            System.out.println("closed");
                            return;
                        }
                        default -> throw new IllegalArgumentException(word);
                    }
                }
            }
        }
    }

    private record Asker(Process process, BufferedReader out) {
        Asker(Process process) {
            this(process, new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        String says() throws IOException {
            return String.valueOf(out.readLine());
        }

        void tell(String word) throws IOException {
            OutputStream in = process.getOutputStream();
            in.write((word + '\n').getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        void kill() {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
