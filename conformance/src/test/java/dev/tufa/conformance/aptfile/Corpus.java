package dev.tufa.conformance.aptfile;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The corpus: all its cases as they are made, and where they are recorded. */
final class Corpus {
    static final String INDEX = "corpus.json";

    /** What the build says is the root; in an IDE, the folder of this module. */
    static final Path FOLDER = Path.of(System.getProperty("tufa.root", "..")).resolve("conformance/apt-file");

    private Corpus() {}

    /** Made anew, the accepted ones first. */
    static List<CorpusCase> made() {
        return Stream.of(
                        AcceptedForms.all(),
                        AcceptedTexts.all(),
                        RecordedCases.all(),
                        SizeCases.all(),
                        FormCases.all(),
                        KeyCases.all(),
                        TextCases.all(),
                        FieldCases.all())
                .flatMap(cases -> cases)
                .toList();
    }

    static String index(List<CorpusCase> cases) {
        return PrettyJson.of(new JsonOutput()
                .with("specification", "docs/spec/apt-file.md")
                .with("files", cases.stream().map(CorpusCase::json).toList())
                .build());
    }

    /** The entries of the index as they are recorded. */
    static List<JsonObject> recorded() throws IOException, JsonException {
        JsonObject index = CanonicalJson.read(Files.readAllBytes(FOLDER.resolve(INDEX)), JsonLimits.DEFAULT);
        return ((JsonArray) index.member("files").orElseThrow())
                .values().stream().map(JsonObject.class::cast).toList();
    }
}
