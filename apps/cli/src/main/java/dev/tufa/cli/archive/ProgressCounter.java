package dev.tufa.cli.archive;

import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.cli.framework.Counter;
import dev.tufa.cli.framework.Terminal;
import java.nio.file.Path;

/** Shows a person how far it is with very many files. */
final class ProgressCounter implements Progress, AutoCloseable {
    private final Terminal terminal;
    private Counter counter;

    ProgressCounter(Terminal terminal) {
        this.terminal = terminal;
        this.counter = Counter.on(terminal, 0);
    }

    @Override
    public synchronized void found(int files) {
        counter.close();
        counter = Counter.on(terminal, files);
    }

    @Override
    public synchronized void next(String path) {
        counter.next(path);
    }

    void next(Path file) {
        next(String.valueOf(file.getFileName()));
    }

    @Override
    public synchronized void close() {
        counter.close();
    }
}
