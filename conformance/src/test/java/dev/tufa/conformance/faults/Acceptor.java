package dev.tufa.conformance.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/** Accepts connections on 127.0.0.1 and treats each in a thread of its own, until it is closed. */
final class Acceptor implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;

    Acceptor(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    /** With sockets that come from a factory: over TLS, for example. */
    Acceptor(ServerSocketFactory sockets, Script script) throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
    }

    /** Begins: a server does not before it is ready itself. */
    void start() {
        daemon("acceptor", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon("connection", () -> treat(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void treat(Socket client) {
        try (client) {
            script.treat(client);
        } catch (IOException e) {
            // one side has gone
        }
    }

    /** Does something in a thread that keeps no process alive. */
    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** What to do with one connection, which is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void treat(Socket client) throws IOException;
    }
}
