package dev.tufa.method;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * What this method says to apt, by several threads, and what it has asked apt to fetch for it. A request to fetch and apt's answer are
 * messages like the others: apt answers as if it asked for the same address.
 */
final class AptConversation {
    private static final String ENDED = "apt has ended the conversation";

    private final OutputStream out;
    private final Map<String, Queue<CompletableFuture<Path>>> asked = new HashMap<>();
    private boolean ended;

    AptConversation(OutputStream out) {
        this.out = out;
    }

    /** Says something, as long as somebody listens. */
    synchronized void say(Message message) throws IOException {
        if (!ended) {
            out.write(message.bytes());
            out.flush();
        }
    }

    /**
     * Asks apt to fetch a file for an item that it waits for.
     *
     * @param item the address that apt asked this method for
     * @param most bytes that it may have
     * @param description what apt shows a person meanwhile
     * @return where it will be; nothing is there if apt could not fetch it
     */
    synchronized CompletableFuture<Path> ask(String item, String uri, long most, String description)
            throws IOException {
        CompletableFuture<Path> file = new CompletableFuture<>();
        if (ended) {
            file.completeExceptionally(new IOException(ENDED));
            return file;
        }
        asked.computeIfAbsent(uri, any -> new ArrayDeque<>()).add(file);
        say(Message.of(351, "Aux Request")
                .with("URI", item)
                .with("Aux-URI", uri)
                .with("MaximumSize", Long.toString(most))
                .with("Aux-ShortDesc", description)
                .with("Aux-Description", uri));
        return file;
    }

    /** Takes what may be an answer of apt's; false if it is a question. */
    synchronized boolean isAnswer(Message message) throws IOException {
        String uri = message.required("URI");
        Queue<CompletableFuture<Path>> waiting = asked.get(uri);
        if (waiting == null) {
            return false;
        }
        CompletableFuture<Path> first = waiting.remove();
        if (waiting.isEmpty()) {
            asked.remove(uri);
        }
        first.complete(Path.of(message.required("Filename")));
        return true;
    }

    /** There will be no answers any more. */
    synchronized void end() {
        ended = true;
        for (Queue<CompletableFuture<Path>> queue : asked.values()) {
            for (CompletableFuture<Path> each : queue) {
                each.completeExceptionally(new IOException(ENDED));
            }
        }
        asked.clear();
    }
}
