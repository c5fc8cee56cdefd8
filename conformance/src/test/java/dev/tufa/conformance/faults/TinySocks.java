package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on 127.0.0.1 for SOCKS 5 (RFC 1928) that wants no password. */
final class TinySocks implements AutoCloseable {
    private static final int BY_ADDRESS = 1;
    private static final int BY_NAME = 3;

    private final Acceptor acceptor = new Acceptor(this::serve);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    TinySocks() throws IOException {
        acceptor.start();
    }

    /** Connects to nobody. */
    TinySocks refusing() {
        refusing = true;
        return this;
    }

    int port() {
        return acceptor.port();
    }

    /** Where to, in order: {@code name example.org:80} or {@code address 127.0.0.1:80}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readByte();
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.skipNBytes(3);
        int type = in.readUnsignedByte();
        String host = type == BY_NAME
                ? new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1)
                : InetAddress.getByAddress(in.readNBytes(type == BY_ADDRESS ? 4 : 16))
                        .getHostAddress();
        int port = in.readUnsignedShort();
        requests.add((type == BY_NAME ? "name " : "address ") + host + ":" + port);
        out.write(new byte[] {5, (byte) (refusing ? 5 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
        if (!refusing) {
            passOn(in, client, host, port);
        }
    }

    private static void passOn(InputStream fromClient, Socket client, String host, int port) throws IOException {
        try (Socket server = new Socket(host, port)) {
            Acceptor.daemon("tiny-socks-pump", () -> TinyProxy.pump(fromClient, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
