package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One request to a {@link HostileServer}, and the raw connection to answer it on. */
final class Exchange {
    private final Socket socket;
    private final String requestLine;
    private final List<String> headers;

    Exchange(Socket socket, List<String> head) {
        this.socket = socket;
        this.requestLine = head.get(0);
        this.headers = head.subList(1, head.size());
    }

    /** What was asked for, as it was written. */
    String target() {
        return requestLine.split(" ", -1)[1];
    }

    String requestLine() {
        return requestLine;
    }

    /** The value of a header. */
    Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Sends a whole answer whose length is known. */
    void send(int status, byte[] body, String... moreHeaders) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 %d Because\r\n".formatted(status));
        for (String header : moreHeaders) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        send(head.toString());
        send(body);
    }

    /** Sends the same text again and again, as fast as it goes, until the other side has had enough. */
    void sendForEver(String text) throws IOException {
        byte[] many = text.repeat(Math.max(1, 8192 / text.length())).getBytes(ISO_8859_1);
        while (true) {
            send(many);
        }
    }

    /** Sends text one byte after the other, again and again, until the other side has had enough. */
    void dripForEver(String text) throws IOException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        for (int i = 0; ; i = (i + 1) % bytes.length) {
            send(new byte[] {bytes[i]});
            sleep(HostileServer.DRIP_MILLIS);
        }
    }

    /** Says nothing more until the other side has had enough. */
    void stall() throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // whatever comes is not answered
        }
    }

    /** Breaks the connection instead of ending it. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void close() throws IOException {
        socket.close();
    }

    Socket socket() {
        return socket;
    }

    static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
