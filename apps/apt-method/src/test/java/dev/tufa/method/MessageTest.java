package dev.tufa.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a message between apt and its methods")
class MessageTest {
    @Test
    void isReadUpToItsEmptyLine() throws IOException {
        InputStream in = in("""

            600 URI Acquire
            URI: tuf+https://h/r/dists/stable/InRelease
            Filename: /var/lib/apt/lists/partial/x
            Fail-Ignore: true
            Empty:

            600 URI Acquire
            URI: b

            """);
        Message first = Message.read(in).orElseThrow();
        assertThat(first.code()).isEqualTo(600);
        assertThat(first.title()).isEqualTo("URI Acquire");
        assertThat(first.field("URI")).contains("tuf+https://h/r/dists/stable/InRelease");
        assertThat(first.field("Empty")).isEmpty();
        assertThat(Message.read(in).orElseThrow().fields()).isEqualTo(Map.of("URI", "b"));
        assertThat(Message.read(in)).isEmpty();
    }

    @Test
    void ofTwoFieldsWithOneNameHasTheFirst() throws IOException {
        assertThat(Message.read(in("601 Configuration\nConfig-Item: A=1\nConfig-Item: B=2\n\n"))
                        .orElseThrow()
                        .field("Config-Item"))
                .contains("A=1");
    }

    @Test
    void isWrittenAsItIsRead() throws IOException {
        Message message = Message.of(103, "Redirect").with("URI", "a").with("New-URI", "b");
        assertThat(new String(message.bytes(), UTF_8)).isEqualTo("103 Redirect\nURI: a\nNew-URI: b\n\n");
        assertThat(Message.read(new ByteArrayInputStream(message.bytes()))).contains(message);
    }

    @Test
    void hasNothingInAValueThatWouldBeAnotherField() {
        Message message = Message.of(400, "URI Failure").with("Message", "x\nSHA256-Hash: 00\n\n201 URI Done\u0007");
        assertThat(new String(message.bytes(), UTF_8))
                .isEqualTo("400 URI Failure\nMessage: x SHA256-Hash: 00  201 URI Done \n\n");
    }

    @Test
    void thatIsNoneIsRefused() {
        for (String text : List.of("hello\n\n", "\u00ff\n\n", "six URI Acquire\n\n")) {
            assertThatThrownBy(() -> Message.read(in(text)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("message: expected a number and words, got \"");
        }
    }

    @Test
    void thatIsTooLongIsRefused() {
        assertThatThrownBy(() -> Message.read(in("a".repeat(3 << 20))))
                .hasMessageStartingWith("message: expected lines of at most 1048576 bytes");
        assertThatThrownBy(() -> Message.read(in("a\n".repeat(1 << 20))))
                .hasMessageStartingWith("message: expected at most 1048576 bytes");
    }

    @Test
    void namesTheFieldThatIsMissing() {
        assertThatThrownBy(() -> Message.of(600, "URI Acquire").required("URI"))
                .hasMessage("message 600: expected a field URI, got none");
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
