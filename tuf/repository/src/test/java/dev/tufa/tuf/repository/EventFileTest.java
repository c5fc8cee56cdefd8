package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.ceremony.Difference;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.SigningSession;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file that an event is carried about in")
class EventFileTest {
    @TempDir
    Path temporary;

    private Ceremony ceremony;
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        ceremony = Ceremony.begin(temporary.resolve("repo"));
        sandbox = ceremony.sandbox;
    }

    @Test
    void isSignedByManyWithoutARepositoryAndComesBackInAnyOrder() throws Exception {
        sandbox.add("b.txt", "new");
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        EventStatus opened = ceremony.open();
        byte[] exported = opened.file().toBytes();
        List<byte[]> returned = new ArrayList<>();
        for (var signatures : ceremony.everybody(EventFile.read("x", exported)).values()) {
            EventFile mine = EventFile.read("mine.tufevent", exported);
            for (PartSignature signature : signatures) {
                mine = mine.with(signature);
            }
            returned.add(mine.toBytes());
        }
        Collections.shuffle(returned, new Random(3));
        for (byte[] file : returned) {
            Merge merge = ceremony.events().add(EventFile.read("back", file), sandbox.now);
            assertThat(merge.refused()).isEmpty();
        }
        ceremony.publish(opened.event().id());
        assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("new");
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        sandbox.add("b.txt", "new");
        EventStatus opened = ceremony.open();
        EventFile file = opened.file().with(Note.comment(sandbox.now, "alice", "tab\t and \"quotes\" and \u202e"));
        file = file.with(ceremony.enough(file).get(0));
        EventFile again = EventFile.read("event", file.toBytes());
        assertThat(again.event().digest()).isEqualTo(file.event().digest());
        assertThat(again.signatures()).isEqualTo(file.signatures());
        assertThat(again.notes()).isEqualTo(file.notes());
        assertThat(again.toBytes()).isEqualTo(file.toBytes());
    }

    @Test
    void isRefusedOrUnchangedWithAnyByteFlipped() throws Exception {
        sandbox.add("b.txt", "new");
        EventStatus opened = ceremony.open();
        EventFile file = opened.file().with(ceremony.enough(opened.file()).get(0));
        byte[] bytes = file.toBytes();
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            try {
                EventFile read = EventFile.read("flipped", flipped);
                assertThat(read.toBytes()).as("byte %d", i).isEqualTo(bytes);
            } catch (IOException | EventRefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(bytes.length - 1);
    }

    /** The file with a member of its event changed, and a checksum that fits. */
    private static byte[] forged(EventFile file, String member, Edit edit) throws Exception {
        JsonObject json = CanonicalJson.read(file.toBytes(), JsonLimits.DEFAULT);
        JsonObject event = (JsonObject) json.member("event").orElseThrow();
        JsonObject changed = event.with(Map.of(member, edit.value()));
        JsonObject covered = JsonObject.of(Map.of(
                "event", changed,
                "signatures", json.member("signatures").orElseThrow(),
                "notes", json.member("notes").orElseThrow()));
        String sha256 = Content.of(covered.canonicalBytes()).sha256();
        return JsonText.bytes(covered.with(Map.of("sha256", JsonString.of(sha256))));
    }

    private interface Edit {
        JsonValue value() throws Exception;
    }

    private static JsonValue parsed(String text) throws Exception {
        return CanonicalJson.read(("{\"x\":" + text + "}").getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)
                .member("x")
                .orElseThrow();
    }

    @Test
    void isRefusedWhenItAsksForAVersionThatIsPublishedAlready() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        Event event = opened.event();
        var part = event.part("root").orElseThrow();
        JsonObject old = part.json().with(Map.of("version", JsonInteger.of(1)));
        String oldHash = Content.of(old.canonicalBytes()).sha256();
        byte[] forged = forged(
                opened.file(),
                "parts",
                () -> parsed("[{\"role\":\"root\",\"delegator\":\"root\",\"sha256\":\"" + oldHash + "\",\"signed\":"
                        + JsonText.compact(old) + "}]"));
        assertThatThrownBy(() -> EventFile.read("forged", forged))
                .hasMessage("event %s: root: expected a version one above 1, got 1".formatted(event.id()));
    }

    @Test
    void isRefusedWhenItsRootIsNotSignedByItsKeys() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        byte[] forged = forged(opened.file(), "base", () -> {
            var base = opened.event().baseRoot();
            JsonObject signed = base.part().json().with(Map.of("version", JsonInteger.of(0x7fff)));
            JsonObject document = base.document().with(Map.of("signed", signed));
            return parsed(
                    "[{\"role\":\"root\",\"delegator\":\"root\",\"document\":" + JsonText.compact(document) + "}]");
        });
        assertThatThrownBy(() -> EventFile.read("forged", forged))
                .hasMessage("event %s: root: expected the published file with signatures by 3 keys, got 0"
                        .formatted(opened.event().id()));
    }

    @Test
    void isRefusedWithAnIdThatLeavesTheFolder() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        byte[] forged = forged(opened.file(), "id", () -> JsonString.of("../keys"));
        assertThatThrownBy(() -> EventFile.read("forged", forged))
                .isInstanceOf(IOException.class)
                .hasMessage("forged: event: expected an id of lower case letters, digits and '-', got \"../keys\"");
    }

    @Test
    void isRefusedByARepositoryThatItIsNotOf() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Ceremony other = Ceremony.begin(elsewhere.resolve("repo"));
        assertThatThrownBy(() -> other.events().add(opened.file(), sandbox.now))
                .hasMessageStartingWith("event %s: expected one of the repository whose first root has SHA-256"
                        .formatted(opened.event().id()));
    }

    @Test
    void isRefusedWhenItNamesAnEventThatHasOtherBytesHere() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        EventFile forged = EventFile.read(
                "forged", forged(opened.file(), "deadline", () -> JsonString.of("2031-01-01T00:00:00Z")));
        assertThatThrownBy(() -> ceremony.events().add(forged, sandbox.now))
                .hasMessage("event %s: expected the one with digest %s, got another with %s"
                        .formatted(
                                opened.event().id(),
                                opened.event().digest(),
                                forged.event().digest()));
    }

    @Test
    void isNotSignedByAKeyThatItDoesNotAskForOrThatHasSigned() throws Exception {
        EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        PrivateKeySigner stranger = PrivateKeySigner.generate();
        assertThatThrownBy(() -> SigningSession.of(opened.file(), stranger.key()))
                .hasMessage("event %s: expected a key that it asks for, got %s"
                        .formatted(opened.event().id(), stranger.keyId()));
        EventFile signed = opened.file().with(ceremony.enough(opened.file()).get(0));
        String keyId = signed.signatures().get(0).keyId();
        Key key = Objects.requireNonNull(
                signed.event().wanted(signed.event().part("root").orElseThrow()).get(keyId));
        assertThatThrownBy(() -> SigningSession.of(signed, key))
                .hasMessage("event %s: expected a key that has not signed, got %s, which has"
                        .formatted(opened.event().id(), keyId));
    }

    @Test
    void showsWhatSigningChanges() throws Exception {
        sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(2, 2));
        sandbox.repository.stage(new Change.Delegate(
                "targets",
                "dev",
                new PathScope.Paths(List.of(new PathPattern("dev/*"), new PathPattern("tools/*"))),
                true,
                KeyRequest.of(2, 1)));
        sandbox.add("b.txt", "new");
        sandbox.add("evil\u202etxt.exe", "looks like something else");
        sandbox.repository.remove("a.txt");
        EventStatus opened = ceremony.open();
        EventFile file = opened.file();
        String keyId = file.progress().get(0).missing().get(0);
        file = file.with(Note.invitation(sandbox.now, "alice\u001b[2J", List.of(keyId)));
        assertGolden("event-difference.txt", named(file, Difference.of(file, sandbox.now, 200)));
    }

    /** Key ids and hashes of what keys sign are new each time. */
    private static String named(EventFile file, List<String> lines) {
        Set<String> names = new HashSet<>();
        String text = String.join("\n", lines) + "\n";
        Matcher hashes = Pattern.compile("[0-9a-f]{64}").matcher(text);
        while (hashes.find()) {
            names.add(hashes.group());
        }
        for (String hex : names) {
            boolean isKey = file.event().parts().stream()
                            .anyMatch(part -> file.event().wanted(part).containsKey(hex))
                    || text.contains(hex + " ed25519");
            boolean isPart =
                    file.event().parts().stream().anyMatch(part -> part.sha256().equals(hex));
            if (isKey || isPart) {
                text = text.replace(hex, isKey ? "KEY" : "SHA256");
            }
        }
        return sortedKeys(text.lines().toList()) + "\n";
    }

    /** Keys are shown in the order of their ids, which are new each time. */
    private static String sortedKeys(List<String> lines) {
        List<String> sorted = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(" KEY ")) {
                keys.add(line);
            } else {
                Collections.sort(keys);
                sorted.addAll(keys);
                keys.clear();
                sorted.add(line);
            }
        }
        Collections.sort(keys);
        sorted.addAll(keys);
        return String.join("\n", sorted);
    }

    private static void assertGolden(String name, String actual) throws IOException {
        Path file = Path.of("src/test/resources/golden").resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
