package dev.tufa.method;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves a folder, one thread for each connection and one request each, except for what a test answers in its own way. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Path folder;
    private final String words;
    private final Behaviour behaviour;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket socket, Path folder, String words, Behaviour behaviour) {
        this.socket = socket;
        this.folder = folder;
        this.words = words;
        this.behaviour = behaviour;
    }

    /** Serves; whatever has these words in its path is answered by the test. */
    static RawServer start(Path folder, String words, Behaviour behaviour) throws IOException {
        RawServer server =
                new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), folder, words, behaviour);
        daemon(server::accept);
        return server;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                daemon(() -> answer(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            String request = in.readLine();
            for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
                // the head of the request, of which the first line will do
            }
            if (request == null) {
                return;
            }
            String path = request.split(" ", -1)[1];
            if (path.contains(words)) {
                behaviour.answer(connection, connection.getOutputStream(), path);
            } else {
                file(connection.getOutputStream(), path);
            }
        } catch (IOException e) {
            // apt has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers as a good server does. */
    void file(OutputStream out, String path) throws IOException {
        Path file = folder.resolve(path.substring(1)).normalize();
        boolean isThere = file.startsWith(folder) && Files.isRegularFile(file);
        byte[] bytes = isThere ? Files.readAllBytes(file) : new byte[0];
        out.write("HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                .formatted(isThere ? "200 OK" : "404 Not Found", bytes.length)
                .getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    /** An answer that no good server gives. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Socket connection, OutputStream out, String path) throws IOException, InterruptedException;
    }
}
