package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the recorded corpus of .apt files")
class AptFileCorpusTest {
    @Test
    void isWhatIsMadeToday() throws IOException {
        List<CorpusCase> cases = Corpus.made();
        assertThat(cases).extracting(CorpusCase::file).doesNotHaveDuplicates();
        if (Boolean.getBoolean("golden.update")) {
            record(cases);
        }

        assertThat(Files.readString(Corpus.FOLDER.resolve(Corpus.INDEX))).isEqualTo(Corpus.index(cases));
        for (CorpusCase one : cases) {
            assertThat(Corpus.FOLDER.resolve(one.file())).as(one.shows()).hasBinaryContent(one.bytes());
        }
        try (Stream<Path> files = Files.walk(Corpus.FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".apt"))
                            .map(file -> Corpus.FOLDER.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            cases.stream().map(CorpusCase::file).toList());
        }
    }

    private static void record(List<CorpusCase> cases) throws IOException {
        for (CorpusCase one : cases) {
            Path file = Corpus.FOLDER.resolve(one.file());
            Files.createDirectories(file.getParent());
            Files.write(file, one.bytes());
        }
        Files.writeString(Corpus.FOLDER.resolve(Corpus.INDEX), Corpus.index(cases));
    }
}
