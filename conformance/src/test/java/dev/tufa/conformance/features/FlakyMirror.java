package dev.tufa.conformance.features;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A mirror whose artifacts can be asked for from the middle on, and break off. Metadata comes from a simulator. */
final class FlakyMirror implements Fetcher {
    final URI base;
    private final Fetcher metadata;
    private final Deque<Integer> cuts = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private byte[] content;
    private Optional<String> validator = Optional.of("\"1\"");
    private boolean knowsRanges = true;
    private Runnable afterwards = () -> {};

    FlakyMirror(RepositorySimulator repository, byte[] content) {
        this(RepositorySimulator.BASE, repository, content);
    }

    FlakyMirror(URI base, RepositorySimulator repository, byte[] content) {
        this.base = base;
        this.metadata = repository;
        this.content = content.clone();
    }

    /** The next answers break after so many bytes each. */
    synchronized FlakyMirror breaksAfter(Integer... bytes) {
        cuts.addAll(Arrays.asList(bytes));
        return this;
    }

    /** Has other content from now on, and says so. */
    synchronized void change(byte[] other, Optional<String> newValidator) {
        content = other.clone();
        validator = newValidator;
    }

    /** Has other content after the next answer. */
    synchronized void changesAfterwards(byte[] other, Optional<String> newValidator) {
        byte[] copy = other.clone();
        afterwards = () -> change(copy, newValidator);
    }

    /** Breaks no more. */
    synchronized void heals() {
        cuts.clear();
    }

    synchronized void forgetsRanges() {
        knowsRanges = false;
    }

    /** Where each request for an artifact began, and under which condition. */
    synchronized List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    @Override
    public synchronized Response open(Request request) throws IOException {
        if (!request.uri().getPath().startsWith("/targets/")) {
            return metadata.open(request);
        }
        Optional<Beginning> beginning = request.beginning();
        asked.add(beginning.isEmpty() ? "all" : "from " + beginning.get().length() + condition(beginning.get()));
        boolean same = beginning.isPresent()
                && (beginning.get().validator().isEmpty()
                        || beginning.get().validator().equals(validator));
        int start = knowsRanges && same && beginning.get().length() < content.length
                ? (int) beginning.get().length()
                : 0;
        Response response = new Response(body(start), OptionalLong.of(content.length - start), start, validator);
        afterwards.run();
        afterwards = () -> {};
        return response;
    }

    private static String condition(Beginning beginning) {
        return beginning.validator().map(text -> " if " + text).orElse("");
    }

    private InputStream body(int start) {
        Integer cut = cuts.poll();
        if (cut == null) {
            return new ByteArrayInputStream(content, start, content.length - start);
        }
        return new SequenceInputStream(
                new ByteArrayInputStream(content, start, Math.min(cut, content.length - start)), new Broken());
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
